use plenum_shared::{
    Code, Error, Result, access::Role, actor::Actor, caller::Origin, catalogue::schema::LINE, entry::Entry,
    ids::TeamId, tokens::InvitationToken,
};
use plenum_store::{
    TenantTx,
    access::{self, roles, teams},
    identity::{
        invitations::{self, Invitation},
        people::{self, NewPerson},
        users,
    },
    platform::tenants,
};
use schemars::JsonSchema;

use super::{
    SignedIn,
    check_password::{VerifiedPerson, check_password},
    names::{self, MAX_NAME},
    sign_in::{self, NewSession},
};
use crate::{
    App,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject, image},
    identity::{invitations::InvitationView, users::UserView},
};

/// Somebody who was invited. A person who has no account yet needs names; one who has proves the password of it.
#[derive(Clone, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "InvitationAcceptance")]
pub struct AcceptInvitation {
    pub token: String,
    #[schemars(length(max = 256))]
    pub password: String,
    #[schemars(length(max = MAX_NAME), regex(pattern = LINE))]
    pub first_name: Option<String>,
    #[schemars(length(max = MAX_NAME), regex(pattern = LINE))]
    pub last_name: Option<String>,
}

/// Makes somebody who was invited a member, and signs them in. An invitation is worth what the one who invited may
/// still do: with their access, it ends.
pub async fn accept_invitation(app: &App, input: &AcceptInvitation, origin: &Origin) -> Result<SignedIn> {
    let token = InvitationToken::parse(&input.token)?;
    let admitted = app.sign_in_throttle().admit(origin)?;
    let invitation = look_up(app, &token).await?;
    let known = people::by_email(app.store(), &invitation.email).await?;
    let invitee = match known {
        Some(_) => Invitee::Known(check_password(app, &admitted, &invitation.email, &input.password).await?),
        None => newcomer(app, input, &invitation.email).await?,
    };
    drop(admitted);
    let user = invitee.verified().user;
    let (token, invitee) = (&token, &invitee);
    let work = |mut tx: TenantTx| async move {
        let done = join(app, &mut tx, token, invitee, origin).await?;
        Ok(tx.finish(done))
    };
    let (signed_in, entries) = app.store().write("auth.accept_invitation", token.tenant(), Some(user), work).await?;
    app.publish(&entries);
    Ok(signed_in)
}

enum Invitee {
    Known(VerifiedPerson),
    New { verified: VerifiedPerson, first_name: String, last_name: String },
}

impl Invitee {
    fn verified(&self) -> &VerifiedPerson {
        match self {
            Invitee::Known(verified) | Invitee::New { verified, .. } => verified,
        }
    }
}

/// The open invitation of a token. It is read before a password is hashed, which is expensive.
async fn look_up(app: &App, token: &InvitationToken) -> Result<Invitation> {
    let work = |mut tx: TenantTx| async move {
        let found = invitations::by_token(&mut tx, &token.hash()).await?;
        Ok(tx.finish(found))
    };
    let found = app.store().read("auth.look_up_invitation", token.tenant(), None, work).await?;
    found.filter(|invitation| invitation.is_open(app.source().now())).ok_or_else(refused)
}

async fn newcomer(app: &App, input: &AcceptInvitation, email: &str) -> Result<Invitee> {
    let name = |name: &'_ Option<String>| name.clone().unwrap_or_default();
    let (first_name, last_name) = names::of_person(&name(&input.first_name), &name(&input.last_name))?;
    app.passwords().check_strength(&input.password, &[email, &first_name, &last_name]).await?;
    let password_hash = app.passwords().hash(&input.password).await?;
    let verified = VerifiedPerson { user: app.source().uuid().into(), password_hash };
    Ok(Invitee::New { verified, first_name, last_name })
}

async fn join(
    app: &App,
    tx: &mut TenantTx,
    token: &InvitationToken,
    invitee: &Invitee,
    origin: &Origin,
) -> Result<(SignedIn, Vec<Entry>)> {
    let (user, now) = (invitee.verified().user, app.source().now());
    let invitation = invitations::lock_by_token(tx, &token.hash()).await?;
    let invitation = invitation.filter(|invitation| invitation.is_open(now)).ok_or_else(refused)?;
    if !tenants::get(tx).await?.is_some_and(|tenant| tenant.active) {
        return Err(Error::new(Code::TenantSuspended));
    }
    let role = roles::lock_shared(tx, invitation.role).await?.ok_or_else(refused)?.role;
    let may_join = still_worth(app, tx, &invitation, &role).await?;

    if let Invitee::New { verified, first_name, last_name } = invitee {
        let password_hash = &verified.password_hash;
        let person = NewPerson { user, email: &invitation.email, password_hash, first_name, last_name };
        if !people::create(tx, &person, now).await? {
            // An account was made a moment ago, and nobody has proved that it is theirs.
            return Err(Error::new(Code::RegistrationRefused));
        }
    }
    if users::get(tx, user).await?.is_some() {
        return Err(Error::new(Code::AlreadyExists).with_message("you are a member of this organisation already"));
    }
    users::insert(tx, user, role.id, now).await?;
    teams::join_all(tx, &may_join, user).await?;
    let before = image(&InvitationView::of(invitation.clone(), now))?;
    if !invitations::accept(tx, invitation.id, user, now).await? {
        return Err(refused());
    }
    let after = invitations::get(tx, invitation.id).await?.ok_or_else(refused)?;
    let after = image(&InvitationView::of(after, now))?;
    let NewSession { session, refresh_token, entries } =
        sign_in::open_session(app, tx, invitee.verified(), origin, now).await?;
    let signed_in = sign_in::signed_in(app, tx, user, session, &refresh_token, now).await?;

    let member = users::get(tx, user).await?.ok_or_else(|| Error::internal("a new member is gone"))?;
    let mut changes = ChangeSet::by(app.source(), Actor::user(user), origin, now);
    changes.note("invitation.accepted", Subject::new("invitation", invitation.id), Some(before), Some(after));
    changes.note("user.created", Subject::user(user), None, Some(image(&UserView::from(member))?));
    entries.into_iter().for_each(|entry| changes.add(entry));
    changes.access_changed(Subject::user(user));
    Ok((signed_in, changes.append(tx).await?))
}

/// The teams that the one who invited could still let this role into; an error when they could not even invite to it.
async fn still_worth(app: &App, tx: &mut TenantTx, invitation: &Invitation, role: &Role) -> Result<Vec<TeamId>> {
    let inviter = access::load(tx, invitation.invited_by, None, app.source().now()).await?;
    let inviter =
        inviter.filter(|inviter| inviter.state.user_active && inviter.state.member_active).ok_or_else(refused)?;
    let (access, catalogue) = (inviter.access, app.catalogue());
    access
        .require_permission(WRITE_USERS)
        .and_then(|()| access.require_may_delegate(catalogue, role))
        .map_err(|_| refused())?;
    let teams = invitation.teams.iter().copied();
    Ok(teams.filter(|team| access.require_may_delegate_in(catalogue, role, *team).is_ok()).collect())
}

fn refused() -> Error {
    Error::new(Code::InvalidInvitation)
}
