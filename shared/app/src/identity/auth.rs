//! Signing up, in and out.
//!
//! A session is one sign-in on one device. It has one living refresh token at a time; using it makes the next one.
//! Using an old one again means that somebody has a copy, and ends the session for both.

mod accept_invitation;
mod change_password;
mod doors;
mod login;
mod logout;
mod me;
pub(crate) mod names;
mod refresh;
mod register;
pub(crate) mod session;
mod update_me;
mod views;

pub use accept_invitation::{AcceptInvitation, accept_invitation};
pub use change_password::change_password;
pub(crate) use doors::Doors;
pub use login::{Login, LoginOutcome, login};
pub use logout::logout;
pub use me::{Me, me};
pub use refresh::refresh;
pub(crate) use register::{MAX_COMPANY, is_email, register_unchecked};
pub use register::{Register, register};
pub use update_me::{NewNames, update_me};
pub use views::{SignedIn, TenantChoice, TenantView, Tokens, UserView};

use plenum_shared::{
    caller::{Caller, Origin},
    entry::{Actor, ActorKind, NewEntry},
    ids::{SessionId, UserId},
    image::Image,
};
use serde_json::{Value, json};

use crate::App;

/// Whose sessions they are, and who began and ended them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner {
    pub(super) user: UserId,
    by: Actor,
}

impl Owner {
    /// Somebody who signs in as people do.
    pub(super) fn person(user: UserId) -> Self {
        Self { user, by: Actor { kind: ActorKind::User, id: Some(user.uuid()) } }
    }

    /// A machine that shows its secret.
    pub(crate) fn machine(user: UserId) -> Self {
        Self { user, by: Actor { kind: ActorKind::Service, id: Some(user.uuid()) } }
    }

    /// Somebody whose sessions are ended by another.
    pub(crate) fn in_the_hands_of(caller: &Caller, user: UserId) -> Self {
        Self { user, by: Actor::from(caller) }
    }
}

impl From<&Caller> for Owner {
    fn from(caller: &Caller) -> Self {
        Self { user: caller.user, by: Actor::from(caller) }
    }
}

/// The entry that a session began.
pub(crate) fn start_entry(app: &App, session: SessionId, owner: Owner, origin: &Origin) -> NewEntry {
    NewEntry {
        after: Some(session_image(owner.user, "live", None)),
        ..entry(app, "session.started", "session", session.uuid(), owner, origin)
    }
}

/// The entry that a session ended before its time, and why.
pub(crate) fn end_entry(app: &App, session: SessionId, owner: Owner, reason: &str, origin: &Origin) -> NewEntry {
    NewEntry {
        before: Some(session_image(owner.user, "live", None)),
        after: Some(session_image(owner.user, "ended", Some(reason))),
        ..entry(app, "session.ended", "session", session.uuid(), owner, origin)
    }
}

/// The entry that makes every open connection of a person look again at what they may do.
fn access_entry(app: &App, owner: Owner, origin: &Origin) -> NewEntry {
    entry(app, plenum_shared::entry::ACCESS_CHANGED, "user", owner.user.uuid(), owner, origin)
}

/// The entries of sessions that their owner ended, or that ended because of what they did.
pub(super) fn end_entries(
    app: &App,
    sessions: &[SessionId],
    owner: Owner,
    reason: &str,
    origin: &Origin,
) -> Vec<NewEntry> {
    let ended = sessions.iter().map(|session| end_entry(app, *session, owner, reason, origin));
    let access = (!sessions.is_empty()).then(|| access_entry(app, owner, origin));
    ended.chain(access).collect()
}

/// What an entry shows of a session.
pub(crate) fn session_image(user: UserId, status: &str, reason: Option<&str>) -> Image {
    let mut image = Image::default();
    image.set("userId", json!(user));
    image.set("status", json!(status));
    image.set("reason", reason.map_or(Value::Null, |reason| json!(reason)));
    image
}

fn entry(app: &App, kind: &str, entity: &str, record: uuid::Uuid, owner: Owner, origin: &Origin) -> NewEntry {
    NewEntry {
        id: app.source().uuid().into(),
        kind: kind.to_owned(),
        entity: entity.to_owned(),
        record: record.into(),
        actor: owner.by,
        recipient: None,
        before: None,
        after: None,
        origin: origin.clone(),
        cause: None,
        depth: 0,
    }
}
