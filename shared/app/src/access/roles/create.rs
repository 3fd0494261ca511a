use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::DefaultFieldAccess,
    caller::{Caller, Identity},
    ids::RoleId,
    plan::CUSTOM_ROLES,
};
use plenum_store::{
    TenantTx,
    access::roles::{self, RoleContent},
};
use serde_json::{Map, Value};

use super::{
    RoleView,
    input::{self, key_of},
    require_field_rules, role_of,
};
use crate::{
    App, Done, Intent, Versioned,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image, position},
    platform::plans::require_room,
};

/// Makes a role. Only its name is needed; a role without permissions may do nothing, and fields that no rule names
/// follow `defaultFieldAccess`, which is `allow` unless the body says otherwise.
pub async fn create(app: &App, who: &Identity, body: Map<String, Value>) -> Result<Versioned<RoleView>> {
    app.write(who, &Create { body }).await
}

struct Create {
    body: Map<String, Value>,
}

#[async_trait]
impl Intent for Create {
    const NAME: &'static str = "roles.create";
    type Output = Versioned<RoleView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let input = input::parse(app.catalogue(), &self.body)?;
        input.require_implied(None)?;
        let content = RoleContent {
            name: input.name.ok_or_else(|| Error::field("/name", Code::MissingField))?,
            default_field_access: input.default_field_access.unwrap_or(DefaultFieldAccess::Allow),
            grants: input.grants.unwrap_or_default(),
        };
        let key = input.key.unwrap_or_else(|| key_of(&content.name));
        let (id, now) = (RoleId::from(app.source().uuid()), app.source().now());
        let mut changes = ChangeSet::of(app.source(), caller, now);
        require_room(tx, &mut changes, &[(&CUSTOM_ROLES, |usage| usage.custom_roles)]).await?;
        require_field_rules(caller, None, &content)?;
        roles::insert(tx, id, &key, &content, now).await?;
        // Last, for one with the same key may have been waited for.
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        caller.require_may_delegate(&role_of(id, &key, &content))?;
        let role = roles::get(tx, id).await?.ok_or_else(|| Error::internal("a new role is gone"))?;
        let (version, value) = (role.role.version, RoleView::of(app.catalogue().permissions(), role));
        changes.note("role.created", Subject::new("role", id), None, Some(image(&value)?));
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        Ok(Done { output: Versioned { value, version, cursor }, entries })
    }
}
