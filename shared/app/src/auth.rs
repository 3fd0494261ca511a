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
mod session;
pub mod sessions;
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
    caller::Origin,
    entry::{Actor, NewEntry},
    ids::{SessionId, UserId},
    image::Image,
};
use serde_json::{Value, json};

use crate::App;

/// The entry that a session began.
fn start_entry(app: &App, session: SessionId, user: UserId, origin: &Origin) -> NewEntry {
    NewEntry {
        after: Some(session_image(user, "live", None)),
        ..entry(app, "session.started", "session", session.uuid(), user, origin)
    }
}

/// The entry that a session ended before its time, and why.
fn end_entry(app: &App, session: SessionId, user: UserId, reason: &str, origin: &Origin) -> NewEntry {
    NewEntry {
        before: Some(session_image(user, "live", None)),
        after: Some(session_image(user, "ended", Some(reason))),
        ..entry(app, "session.ended", "session", session.uuid(), user, origin)
    }
}

/// The entry that makes every open connection of a person look again at what they may do.
fn access_entry(app: &App, user: UserId, origin: &Origin) -> NewEntry {
    entry(app, plenum_shared::entry::ACCESS_CHANGED, "user", user.uuid(), user, origin)
}

/// The entries of sessions that a person ended, or that ended because of what they did.
fn end_entries(app: &App, sessions: &[SessionId], user: UserId, reason: &str, origin: &Origin) -> Vec<NewEntry> {
    let ended = sessions.iter().map(|session| end_entry(app, *session, user, reason, origin));
    let access = (!sessions.is_empty()).then(|| access_entry(app, user, origin));
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

fn entry(app: &App, kind: &str, entity: &str, record: uuid::Uuid, actor: UserId, origin: &Origin) -> NewEntry {
    NewEntry {
        id: app.source().uuid().into(),
        kind: kind.to_owned(),
        entity: entity.to_owned(),
        record: record.into(),
        actor: Actor::user(actor),
        recipient: None,
        before: None,
        after: None,
        origin: origin.clone(),
        cause: None,
        depth: 0,
    }
}
