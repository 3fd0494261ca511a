use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    settings::SettingLevel,
};
use plenum_store::{TenantTx, platform::tenants};
use serde_json::{Map, Value};

use super::{SettingsView, view::object};
use crate::{
    App, Done, Intent, Versioned,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject, image, position},
    versions::{Shown, require_version},
};

/// Changes settings of the caller's tenant: named ones get a value, null restores the default, the rest stays. With
/// `if_match`, only if the tenant still has that version.
pub async fn patch_tenant(
    app: &App,
    who: &Identity,
    if_match: Option<i64>,
    patch: &Map<String, Value>,
) -> Result<Versioned<SettingsView>> {
    app.write(who, &PatchTenant { if_match, patch }).await
}

struct PatchTenant<'a> {
    if_match: Option<i64>,
    patch: &'a Map<String, Value>,
}

#[async_trait]
impl Intent for PatchTenant<'_> {
    const NAME: &'static str = "settings.patch_tenant";
    type Output = Versioned<SettingsView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let gone = || Error::new(Code::NotFound);
        let registry = app.catalogue().settings();
        // Another subject than the tenant itself, whose images have other fields: a conflict shows the image of a
        // version.
        let (about, now) = (Subject::new("tenant_settings", caller.tenant), app.source().now());
        let before = tenants::lock(tx).await?.ok_or_else(gone)?;
        let store = object(&before.settings);
        let patched = registry.patched(SettingLevel::Tenant, &store, self.patch).map_err(Error::invalid)?;
        let image_of = |settings: &Value, version: i64| {
            let mut own = registry.own(SettingLevel::Tenant, &object(settings));
            own.insert("version".to_owned(), version.into());
            image(&own)
        };
        let current = image_of(&before.settings, before.version)?;
        require_version(tx, about, &current, self.if_match, self.patch, Shown::Whole).await?;

        let mut changes = ChangeSet::of(app.source(), caller, now);
        let (mut version, settings) = (before.version, Value::Object(patched));
        if settings != before.settings {
            tenants::update(tx, &before.name, &settings, now).await?;
            version += 1;
            changes.note("tenant.settings_changed", about, Some(current), Some(image_of(&settings, version)?));
        }
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        let value = SettingsView::of_tenant(registry, &settings);
        Ok(Done { output: Versioned { version, value, cursor }, entries })
    }
}
