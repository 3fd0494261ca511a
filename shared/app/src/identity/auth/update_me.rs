use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    actor::Actor,
    caller::{Caller, Identity},
    catalogue::schema::FULL_LINE,
    ids::TenantId,
};
use plenum_store::{
    TenantTx,
    identity::{
        people,
        users::{self, Member},
    },
};
use schemars::JsonSchema;

use super::{
    Me, me,
    names::{self, MAX_NAME},
};
use crate::{
    App, Done, Intent,
    change_set::{ChangeSet, Subject, image},
    identity::users::UserView,
};

/// Other names for the caller; a name without a value stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "CurrentUserPatch")]
pub struct NewNames {
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub first_name: Option<String>,
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub last_name: Option<String>,
}

/// Gives the caller other names, in all of their tenants. Each of these has an entry about it: the one at hand with the
/// change, the others right after it, even when the client has hung up by then.
pub async fn update_me(app: &App, who: &Identity, new: NewNames) -> Result<Me> {
    if let Some(before) = app.write(who, &UpdateMe { new }).await? {
        let announcing = app.tasks().spawn(announce(app.clone(), who.clone(), before));
        announcing.await.map_err(Error::internal)?;
    }
    me(app, who).await
}

/// The names before the change.
#[derive(Clone)]
struct OldNames {
    first_name: String,
    last_name: String,
}

/// The name of a person is shown in all of their tenants, so the log of each has an entry about the change.
async fn announce(app: App, who: Identity, before: OldNames) {
    let announced = async {
        for membership in people::memberships_of(app.store(), who.user).await? {
            if membership.tenant != who.tenant {
                note(&app, &who, membership.tenant, &before).await?;
            }
        }
        Ok::<_, Error>(())
    };
    if let Err(error) = announced.await {
        tracing::warn!(%error, "another name of a person is not announced in all of their tenants");
    }
}

async fn note(app: &App, who: &Identity, tenant: TenantId, names: &OldNames) -> Result<()> {
    let work = |mut tx: TenantTx| async move {
        let mut changes = ChangeSet::by(app.source(), Actor::user(who.user), &who.origin, app.source().now());
        if let Some(member) = users::get(&mut tx, who.user).await? {
            let after = image(&UserView::from(member.clone()))?;
            let OldNames { first_name, last_name } = names.clone();
            let before = image(&UserView::from(Member { first_name, last_name, ..member }))?;
            changes.note("user.updated", Subject::user(who.user), Some(before), Some(after));
        }
        let entries = changes.append(&mut tx).await?;
        Ok(tx.finish(entries))
    };
    let entries = app.store().write("auth.note_names", tenant, Some(who.user), work).await?;
    app.publish(&entries);
    Ok(())
}

struct UpdateMe {
    new: NewNames,
}

#[async_trait]
impl Intent for UpdateMe {
    const NAME: &'static str = "auth.update_me";
    /// The names before, if they are others now.
    type Output = Option<OldNames>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let gone = || Error::new(Code::Unauthenticated);
        let before = users::lock(tx, caller.user).await?.ok_or_else(gone)?;
        let first_name = self.new.first_name.as_ref().unwrap_or(&before.first_name);
        let last_name = self.new.last_name.as_ref().unwrap_or(&before.last_name);
        let (first_name, last_name) = names::of_person(first_name, last_name)?;
        let now = app.source().now();
        let mut changes = ChangeSet::of(app.source(), caller, now);
        let mut output = None;
        if (&first_name, &last_name) != (&before.first_name, &before.last_name) {
            people::rename(tx, &first_name, &last_name, now).await?;
            output = Some(OldNames { first_name: before.first_name.clone(), last_name: before.last_name.clone() });
            let after = users::get(tx, caller.user).await?.ok_or_else(gone)?;
            let (before, after) = (image(&UserView::from(before))?, image(&UserView::from(after))?);
            changes.note("user.updated", Subject::user(caller.user), Some(before), Some(after));
        }
        Ok(Done { output, entries: changes.append(tx).await? })
    }
}
