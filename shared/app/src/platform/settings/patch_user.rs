use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    settings::SettingLevel,
};
use plenum_store::{
    TenantTx,
    identity::users,
    platform::{tenants, user_settings},
};
use serde_json::{Map, Value};

use super::{SettingsView, view::object};
use crate::{
    App, Done, Intent, Versioned,
    change_set::{ChangeSet, Subject, image, position},
    versions::{Shown, require_version},
};

/// Changes the caller's own settings: named ones get a value, null takes the tenant's again, the rest stays. With
/// `if_match`, only if they still have that version.
pub async fn patch_user(
    app: &App,
    who: &Identity,
    if_match: Option<i64>,
    patch: &Map<String, Value>,
) -> Result<Versioned<SettingsView>> {
    app.write(who, &PatchUser { if_match, patch }).await
}

struct PatchUser<'a> {
    if_match: Option<i64>,
    patch: &'a Map<String, Value>,
}

#[async_trait]
impl Intent for PatchUser<'_> {
    const NAME: &'static str = "settings.patch_user";
    type Output = Versioned<SettingsView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let registry = app.catalogue().settings();
        let (about, now) = (Subject::new("user_settings", caller.user), app.source().now());
        users::lock(tx, caller.user).await?.ok_or_else(|| Error::new(Code::Unauthenticated))?;
        let tenant = tenants::get(tx).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let before = user_settings::get(tx, caller.user).await?;
        let store = object(&before.settings);
        let patched = registry.patched(SettingLevel::User, &store, self.patch).map_err(Error::invalid)?;
        let image_of = |settings: &Value, version: i64| {
            let mut own = registry.own(SettingLevel::User, &object(settings));
            own.insert("version".to_owned(), version.into());
            image(&own)
        };
        let current = image_of(&before.settings, before.version)?;
        require_version(tx, about, &current, self.if_match, self.patch, Shown::Whole).await?;

        let mut changes = ChangeSet::of(app.source(), caller, now);
        let (mut version, settings) = (before.version, Value::Object(patched));
        if settings != before.settings {
            user_settings::put(tx, caller.user, &settings, now).await?;
            version += 1;
            changes.note("user.settings_changed", about, Some(current), Some(image_of(&settings, version)?));
        }
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        let value = SettingsView::of_user(registry, &tenant.settings, &settings);
        Ok(Done { output: Versioned { version, value, cursor }, entries })
    }
}
