use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Role,
    caller::{Caller, Identity},
    error::FieldError,
    ids::{TeamId, UserId},
    plan::SERVICE_ACCOUNTS,
    tokens::ServiceSecret,
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
    identity::{
        people::{self, NewPerson},
        service_accounts, users,
    },
    log,
};

use schemars::JsonSchema;

use super::{ServiceAccountView, WithSecret};
use crate::{
    App, Done, Intent,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image},
    identity::auth::names,
    platform::plans::require_room,
};

const MAX_NAME: usize = 100;
const MAX_TEAMS: usize = 50;

/// A machine that is to become a member.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewServiceAccount {
    #[schemars(length(min = 1, max = MAX_NAME))]
    pub name: String,
    /// The key of a role of the tenant.
    pub role: String,
    #[schemars(with = "Option<Vec<TeamId>>", length(max = MAX_TEAMS))]
    pub teams: Vec<TeamId>,
}

/// Makes a service account. Its stream begins at the present head of the log.
pub async fn create(app: &App, who: &Identity, new: NewServiceAccount) -> Result<WithSecret> {
    let mut errors = Vec::new();
    let name = names::written("/name", &new.name, MAX_NAME).unwrap_or_else(|problem| {
        errors.push(problem);
        String::new()
    });
    let new = NewServiceAccount { name, ..new };
    if new.teams.len() > MAX_TEAMS {
        errors.push(FieldError::new("/teams", Code::InvalidValue).with_message("expected at most 50 teams"));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    // Nobody knows this password, and nobody can be sent another: the address ends in a name that will never be one
    // (RFC 2606). So there is no way in but the secret.
    let nobodys: String = app.source().random::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let password_hash = app.passwords().hash(&nobodys).await?;
    app.write(who, &Create { new, id: app.source().uuid().into(), password_hash }).await
}

struct Create {
    new: NewServiceAccount,
    id: UserId,
    password_hash: String,
}

#[async_trait]
impl Intent for Create {
    const NAME: &'static str = "service_accounts.create";
    type Output = WithSecret;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<WithSecret>> {
        caller.access.require_permission(WRITE_USERS)?;
        let (id, now) = (self.id, app.source().now());
        let role = self.hold(tx).await?;
        // The transaction that held the role before may have taken from the caller what this one would give.
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        self.require_covered(tx, caller, &role).await?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        require_room(tx, &mut changes, &[(&SERVICE_ACCOUNTS, |usage| usage.service_accounts)]).await?;
        let email = format!("{}@service-account.invalid", id.uuid().simple());
        let machine = NewPerson {
            user: id,
            email: &email,
            password_hash: &self.password_hash,
            first_name: &self.new.name,
            last_name: "(service account)",
        };
        if !people::create(tx, &machine, now).await? {
            return Err(Error::internal("a new service account is there already"));
        }
        users::insert(tx, id, role.id, now).await?;
        teams::join_all(tx, &self.new.teams, id).await?;
        let begins = log::head(tx).await?;
        let account = service_accounts::NewServiceAccount { id, name: &self.new.name, created_by: caller.user, begins };
        service_accounts::insert(tx, &account, now).await?;
        let secret = ServiceSecret::new(caller.tenant, app.source());
        service_accounts::insert_secret(tx, id, &secret.hash(), now).await?;

        let made = service_accounts::get(tx, id).await?;
        let made = ServiceAccountView::from(made.ok_or_else(|| Error::internal("a new service account is gone"))?);
        changes.note("service_account.created", Subject::new("service_account", id), None, Some(image(&made)?));
        changes.access_changed(Subject::user(id));
        let entries = changes.append(tx).await?;
        Ok(Done { output: WithSecret::new(made, secret.expose()), entries })
    }
}

impl Create {
    async fn hold(&self, tx: &mut TenantTx) -> Result<Role> {
        let unknown = || Error::field("/role", Code::UnknownReference);
        let role = roles::by_key(tx, &self.new.role).await?.ok_or_else(unknown)?;
        Ok(roles::lock_shared(tx, role).await?.ok_or_else(unknown)?.role)
    }

    /// The role and the teams must give no more than the caller has.
    async fn require_covered(&self, tx: &mut TenantTx, caller: &Caller, role: &Role) -> Result<()> {
        caller.require_may_delegate(role)?;
        for (index, team) in self.new.teams.iter().enumerate() {
            if !teams::exists(tx, *team).await? {
                return Err(Error::field(format!("/teams/{index}"), Code::UnknownReference));
            }
            caller.require_may_delegate_in(role, *team)?;
        }
        Ok(())
    }
}
