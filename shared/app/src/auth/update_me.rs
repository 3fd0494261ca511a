use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    catalogue::schema::FULL_LINE,
};
use plenum_store::{TenantTx, identity, members};
use schemars::JsonSchema;

use super::{
    Me, me,
    names::{self, MAX_NAME},
};
use crate::{
    App, Done, Intent,
    journal::{Journal, Subject, image},
    members::MemberView,
};

/// Other names for the caller; nothing stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewNames {
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub first_name: Option<String>,
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub last_name: Option<String>,
}

/// Gives the caller other names, in all of their tenants.
pub async fn update_me(app: &App, who: &Identity, new: NewNames) -> Result<Me> {
    app.write(who, &UpdateMe { new }).await?;
    me(app, who).await
}

struct UpdateMe {
    new: NewNames,
}

#[async_trait]
impl Intent for UpdateMe {
    const NAME: &'static str = "auth.update_me";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        let gone = || Error::new(Code::Unauthenticated);
        let before = members::lock(tx, caller.user).await?.ok_or_else(gone)?;
        let first_name = self.new.first_name.as_ref().unwrap_or(&before.first_name).trim();
        let last_name = self.new.last_name.as_ref().unwrap_or(&before.last_name).trim();
        names::require([("/firstName", first_name), ("/lastName", last_name)])?;
        let now = app.source().now();
        let mut journal = Journal::new(app, caller, now);
        if (first_name, last_name) != (&*before.first_name, &*before.last_name) {
            identity::rename(tx, first_name, last_name, now).await?;
            let after = members::get(tx, caller.user).await?.ok_or_else(gone)?;
            let (before, after) = (image(&MemberView::from(before))?, image(&MemberView::from(after))?);
            journal.note("user.updated", Subject::user(caller.user), Some(before), Some(after));
        }
        Ok(Done { output: (), entries: journal.append(tx).await? })
    }
}
