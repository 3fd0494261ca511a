use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::RoleId,
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
};
use serde_json::{Map, Value};

use super::{
    RoleView,
    content::{content_of, keep_undeclared},
    input, locked, require_field_rules, role_of,
};
use crate::{
    App, Done, Intent, Versioned,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image, position},
    versions::{Shown, require_version},
};

/// Changes a role; what the body does not name stays, and the list of permissions is replaced as a whole. With
/// `if_match`, only if the role still has that version.
pub async fn patch(
    app: &App,
    who: &Identity,
    role: RoleId,
    if_match: Option<i64>,
    body: Map<String, Value>,
) -> Result<Versioned<RoleView>> {
    app.write(who, &Patch { role, if_match, body }).await
}

struct Patch {
    role: RoleId,
    if_match: Option<i64>,
    body: Map<String, Value>,
}

#[async_trait]
impl Intent for Patch {
    const NAME: &'static str = "roles.patch";
    type Output = Versioned<RoleView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let (about, now) = (Subject::new("role", self.role), app.source().now());
        let before = locked(tx, caller, self.role).await?;
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        caller.require_may_delegate(&before.role)?;
        let input = input::parse(app.catalogue(), &self.body)?;
        if input.key.as_ref().is_some_and(|key| *key != before.role.key) {
            return Err(Error::field("/key", Code::ReadOnlyField));
        }
        input.require_implied(Some(&before.role))?;
        let permissions = app.catalogue().permissions();
        let before_image = image(&RoleView::of(permissions, before.clone()))?;
        require_version(tx, about, &before_image, self.if_match, &self.body, Shown::Whole).await?;

        let role = &before.role;
        let old = content_of(role, permissions);
        let mut new = old.clone();
        new.name = input.name.unwrap_or(new.name);
        new.default_field_access = input.default_field_access.unwrap_or(new.default_field_access);
        if let Some(grants) = input.grants {
            new.grants = grants;
            keep_undeclared(&mut new, role, app.catalogue());
        }
        let same_access = (old.default_field_access, &old.grants) == (new.default_field_access, &new.grants);
        if !same_access && role.is_administrator() {
            let message = "the administrator's role may do everything, and stays so";
            return Err(Error::new(Code::SystemRole).with_message(message));
        }
        require_field_rules(caller, Some(&old), &new)?;
        let wanted = if role.is_administrator() { role.clone() } else { role_of(self.role, &role.key, &new) };
        caller.require_may_delegate(&wanted)?;
        // A gain at the scope of teams is a gain in the teams of all members who have the role.
        let gained = wanted.beyond(app.catalogue(), role);
        for team in teams::of_holders(tx, self.role).await? {
            caller.require_may_delegate_in(&gained, team)?;
        }

        let mut changes = ChangeSet::of(app.source(), caller, now);
        let mut after = before.clone();
        if new != old {
            roles::update(tx, self.role, &new, now).await?;
            after = roles::get(tx, self.role).await?.ok_or_else(|| Error::internal("a role is gone"))?;
            changes.note(
                "role.updated",
                about,
                Some(before_image),
                Some(image(&RoleView::of(permissions, after.clone()))?),
            );
            if !same_access {
                changes.access_changed(about);
            }
        }
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        Ok(Done {
            output: Versioned { version: after.role.version, value: RoleView::of(permissions, after), cursor },
            entries,
        })
    }
}
