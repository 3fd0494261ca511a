//! Signing up, in and out.
//!
//! A session is one sign-in on one device. It has one living refresh token at a time; using it makes the next one.
//! Using an old one again means that somebody has a copy, and ends the session for both.

mod accept_invitation;
mod change_password;
mod login;
mod logout;
mod me;
pub(crate) mod names;
mod refresh;
mod register;
mod session;
pub mod sessions;
mod update_me;
mod views;

pub use accept_invitation::{AcceptInvitation, accept_invitation};
pub use change_password::change_password;
pub use login::{Login, LoginOutcome, login};
pub use logout::logout;
pub use me::{Me, me};
pub use refresh::refresh;
pub(crate) use register::{MAX_COMPANY, is_email, register_unchecked};
pub use register::{Register, register};
pub use update_me::{NewNames, update_me};
pub use views::{SignedIn, TenantChoice, TenantView, Tokens, UserView};

use plenum_shared::{
    caller::Origin,
    entry::{Actor, NewEntry},
    ids::{SessionId, UserId},
};

use crate::App;

/// An entry about a session: it began, or it ended.
fn session_entry(app: &App, kind: &str, session: SessionId, user: UserId, origin: &Origin) -> NewEntry {
    NewEntry {
        id: app.source().uuid().into(),
        kind: kind.to_owned(),
        entity: "session".to_owned(),
        record: session.uuid().into(),
        actor: Actor::user(user),
        recipient: None,
        before: None,
        after: None,
        origin: origin.clone(),
        cause: None,
        depth: 0,
    }
}

/// The entry that makes every open connection of a person look again at what they may do.
fn access_entry(app: &App, user: UserId, origin: &Origin) -> NewEntry {
    NewEntry {
        kind: plenum_shared::entry::ACCESS_CHANGED.to_owned(),
        entity: "user".to_owned(),
        record: user.uuid().into(),
        ..session_entry(app, "", user.uuid().into(), user, origin)
    }
}

/// The entries of a session that ended before its time.
fn end_entries(app: &App, session: SessionId, user: UserId, origin: &Origin) -> [NewEntry; 2] {
    [session_entry(app, "session.ended", session, user, origin), access_entry(app, user, origin)]
}
