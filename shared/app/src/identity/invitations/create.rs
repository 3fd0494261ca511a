use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    address::{self, EMAIL_MAX},
    caller::{Caller, Identity},
    error::FieldError,
    ids::{InvitationId, RoleId, TeamId},
    plan::{OPEN_INVITATIONS, SEATS},
    tokens::InvitationToken,
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
    identity::{
        invitations::{self, NewInvitation},
        users,
    },
    platform::usage::Usage,
};
use schemars::JsonSchema;
use time::Duration;

use super::{InvitationView, Invited};
use crate::{
    App, Done, Intent,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image},
    platform::plans::require_room,
};

/// How long an invitation is good for.
const LIFE: Duration = Duration::days(7);
const MAX_TEAMS: usize = 50;

/// Who is invited, and to what.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NewInvitation")]
pub struct Invite {
    #[schemars(extend("format" = "idn-email"), length(max = EMAIL_MAX))]
    pub email: String,
    /// The key of a role of the tenant.
    pub role: String,
    #[schemars(with = "Option<Vec<TeamId>>", length(max = MAX_TEAMS))]
    pub teams: Vec<TeamId>,
}

/// Invites somebody to become a member. An earlier invitation of the same address is withdrawn by it.
pub async fn create(app: &App, who: &Identity, invite: Invite) -> Result<Invited> {
    let mut errors = Vec::new();
    let email = address::email(&invite.email).unwrap_or_else(|| {
        errors.push(FieldError::new("/email", Code::InvalidValue).with_message("expected an e-mail address"));
        String::new()
    });
    let invite = Invite { email, ..invite };
    if invite.teams.len() > MAX_TEAMS {
        errors.push(FieldError::new("/teams", Code::InvalidValue).with_message("expected at most 50 teams"));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    app.write(who, &Create { invite }).await
}

struct Create {
    invite: Invite,
}

#[async_trait]
impl Intent for Create {
    const NAME: &'static str = "invitations.create";
    type Output = Invited;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Invited>> {
        caller.access.require_permission(WRITE_USERS)?;
        let role = self.check(tx, caller).await?;
        let email = &self.invite.email;
        if users::by_email(tx, email).await?.is_some() {
            return Err(Error::new(Code::AlreadyExists).with_message("somebody with this address is a member already"));
        }
        let (id, now) = (InvitationId::from(app.source().uuid()), app.source().now());
        let token = InvitationToken::new(caller.tenant, app.source());
        invitations::withdraw_of(tx, email, now).await?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        require_room(tx, &mut changes, &[(&SEATS, Usage::seats), (&OPEN_INVITATIONS, |usage| usage.open_invitations)])
            .await?;
        let new = NewInvitation {
            id,
            token_hash: &token.hash(),
            email,
            role,
            teams: &self.invite.teams,
            invited_by: caller.user,
            expires_at: now + LIFE,
        };
        invitations::insert(tx, &new, now).await?;
        // Once more, for another invitation of the same address may have been waited for.
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        self.check(tx, caller).await?;
        let made = invitations::get(tx, id).await?.ok_or_else(|| Error::internal("a new invitation is gone"))?;
        let invitation = InvitationView::of(made, now);
        changes.note("invitation.created", Subject::new("invitation", id), None, Some(image(&invitation)?));
        let entries = changes.append(tx).await?;
        Ok(Done { output: Invited { invitation, token: token.expose() }, entries })
    }
}

impl Create {
    /// The role and the teams must exist, and give no more than the caller has.
    async fn check(&self, tx: &mut TenantTx, caller: &Caller) -> Result<RoleId> {
        let unknown = || Error::field("/role", Code::UnknownReference);
        let role = roles::by_key(tx, &self.invite.role).await?.ok_or_else(unknown)?;
        let role = roles::lock_shared(tx, role).await?.ok_or_else(unknown)?;
        caller.require_may_delegate(&role.role)?;
        for (index, team) in self.invite.teams.iter().enumerate() {
            if !teams::exists(tx, *team).await? {
                return Err(Error::field(format!("/teams/{index}"), Code::UnknownReference));
            }
            caller.require_may_delegate_in(&role.role, *team)?;
        }
        Ok(role.role.id)
    }
}
