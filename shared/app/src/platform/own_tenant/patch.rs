use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, platform::tenants};
use serde_json::{Map, Value, json};

use super::{TenantDetails, TenantSettings, settings::patched};
use crate::{
    App, Done, Intent, Versioned,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject, image, position},
    identity::auth::{MAX_COMPANY, names},
    versions::{Shown, require_version},
};

/// Changes of a tenant; a field without a value stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TenantChange {
    pub name: Option<String>,
    /// A merge patch (RFC 7396) over the settings.
    pub settings: Option<Map<String, Value>>,
}

/// Gives the tenant another name or other settings. Its slug, which addresses use, stays. With `if_match`, only if the
/// tenant still has that version.
pub async fn patch(
    app: &App,
    who: &Identity,
    if_match: Option<i64>,
    change: &TenantChange,
) -> Result<Versioned<TenantDetails>> {
    app.write(who, &Patch { if_match, name: change.name.as_deref(), settings: change.settings.as_ref() }).await
}

struct Patch<'a> {
    if_match: Option<i64>,
    name: Option<&'a str>,
    settings: Option<&'a Map<String, Value>>,
}

#[async_trait]
impl Intent for Patch<'_> {
    const NAME: &'static str = "tenant.patch";
    type Output = Versioned<TenantDetails>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let gone = || Error::new(Code::NotFound);
        let (about, now) = (Subject::new("tenant", caller.tenant), app.source().now());
        let before = tenants::lock(tx).await?.ok_or_else(gone)?;
        let before_image = image(&TenantDetails::from(before.clone()))?;
        let mut problems = Vec::new();
        let name = self.name.map(|name| {
            names::written("/name", name, MAX_COMPANY).unwrap_or_else(|problem| {
                problems.push(problem);
                String::new()
            })
        });
        let settings = match self.settings.map(|patch| patched(app.catalogue().settings(), &before.settings, patch)) {
            None => before.settings.clone(),
            Some(Ok(settings)) => settings,
            Some(Err(wrong)) => {
                problems.extend(wrong);
                Value::Null
            }
        };
        if !problems.is_empty() {
            return Err(Error::invalid(problems));
        }
        let draft = name.iter().map(|name| ("name".to_owned(), json!(name)));
        let draft =
            draft.chain(self.settings.iter().map(|_| ("settings".to_owned(), json!(TenantSettings::of(&settings)))));
        require_version(tx, about, &before_image, self.if_match, &Map::from_iter(draft), Shown::Whole).await?;

        let mut changes = ChangeSet::of(app.source(), caller, now);
        let mut after = before.clone();
        let name = name.as_deref().unwrap_or(&before.name);
        if (name, &settings) != (before.name.as_str(), &before.settings) {
            tenants::update(tx, name, &settings, now).await?;
            after = tenants::get(tx).await?.ok_or_else(gone)?;
            changes.note(
                "tenant.updated",
                about,
                Some(before_image),
                Some(image(&TenantDetails::from(after.clone()))?),
            );
        }
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        Ok(Done { output: Versioned { version: after.version, value: after.into(), cursor }, entries })
    }
}
