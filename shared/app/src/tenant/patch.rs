use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, tenants};
use serde_json::{Map, json};

use super::TenantDetails;
use crate::{
    App, Done, Intent, Versioned,
    auth::{MAX_COMPANY, names},
    journal::{Journal, Subject, image, position, require_version},
};

/// Gives the tenant another name. Its slug, which addresses use, stays. With `if_match`, only if the tenant still has
/// that version.
pub async fn patch(
    app: &App,
    who: &Identity,
    if_match: Option<i64>,
    name: Option<&str>,
) -> Result<Versioned<TenantDetails>> {
    app.write(who, &Patch { if_match, name: name.map(str::trim) }).await
}

struct Patch<'a> {
    if_match: Option<i64>,
    name: Option<&'a str>,
}

#[async_trait]
impl Intent for Patch<'_> {
    const NAME: &'static str = "tenant.patch";
    type Output = Versioned<TenantDetails>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_module(USERS, Action::Write)?;
        if let Some(problem) = self.name.and_then(|name| names::problem("/name", name, MAX_COMPANY)) {
            return Err(Error::invalid(vec![problem]));
        }
        let gone = || Error::new(Code::NotFound);
        let (about, now) = (Subject::new("tenant", caller.tenant), app.source().now());
        let before = tenants::lock(tx).await?.ok_or_else(gone)?;
        let before_image = image(&TenantDetails::from(before.clone()))?;
        let draft = self.name.iter().map(|name| ("name".to_owned(), json!(name)));
        require_version(tx, about, &before_image, self.if_match, Map::from_iter(draft)).await?;

        let mut journal = Journal::new(app, caller, now);
        let mut after = before.clone();
        if let Some(name) = self.name.filter(|name| *name != before.name) {
            tenants::rename(tx, name, now).await?;
            after = tenants::get(tx).await?.ok_or_else(gone)?;
            journal.note(
                "tenant.updated",
                about,
                Some(before_image),
                Some(image(&TenantDetails::from(after.clone()))?),
            );
        }
        let entries = journal.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        Ok(Done { output: Versioned { version: after.version, value: after.into(), cursor }, entries })
    }
}
