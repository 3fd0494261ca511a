//! What the log says of sessions: that one began, and that one ended before its time.

use plenum_shared::{
    actor::Actor,
    caller::{Caller, Origin},
    entry::{ACCESS_CHANGED, NewEntry},
    ids::{SessionId, UserId},
    image::Image,
};
use serde_json::{Value, json};

use crate::App;

const ENTITY: &str = "session";

/// The user that sessions belong to, and the actor who begins or ends them.
#[derive(Debug, Clone)]
pub(crate) struct SessionOwner {
    pub(super) user: UserId,
    pub(super) actor: Actor,
}

impl SessionOwner {
    /// A person who signs in.
    pub(in crate::identity) fn person(user: UserId) -> Self {
        Self { user, actor: Actor::user(user) }
    }

    /// A machine that shows its secret.
    pub(in crate::identity) fn machine(user: UserId) -> Self {
        Self { user, actor: Actor::service(user.uuid()) }
    }

    /// A user whose sessions are ended by somebody else.
    pub(in crate::identity) fn ended_by(caller: &Caller, user: UserId) -> Self {
        Self { user, actor: Actor::from(caller) }
    }
}

impl From<&Caller> for SessionOwner {
    fn from(caller: &Caller) -> Self {
        Self { user: caller.user, actor: Actor::from(caller) }
    }
}

/// The entry of a session that began.
pub(in crate::identity) fn started(app: &App, session: SessionId, owner: &SessionOwner, origin: &Origin) -> NewEntry {
    let kind = "session.started";
    NewEntry::new(app.source().uuid(), kind, ENTITY, session.uuid(), owner.actor.clone(), origin.clone())
        .with_images(None, image(owner.user, "live", None))
}

/// The entry of a session that ended before its time, and why.
pub(in crate::identity) fn ended(
    app: &App,
    session: SessionId,
    owner: &SessionOwner,
    reason: &str,
    origin: &Origin,
) -> NewEntry {
    let kind = "session.ended";
    NewEntry::new(app.source().uuid(), kind, ENTITY, session.uuid(), owner.actor.clone(), origin.clone())
        .with_images(image(owner.user, "live", None), image(owner.user, "ended", Some(reason)))
}

/// The entries of sessions that ended together, and last, if there are any, the one that makes the hubs check the open
/// connections of their user.
pub(in crate::identity) fn all_ended(
    app: &App,
    sessions: &[SessionId],
    owner: &SessionOwner,
    reason: &str,
    origin: &Origin,
) -> Vec<NewEntry> {
    let entries = sessions.iter().map(|session| ended(app, *session, owner, reason, origin));
    let access = (!sessions.is_empty()).then(|| {
        let id = app.source().uuid();
        NewEntry::new(id, ACCESS_CHANGED, "user", owner.user.uuid(), owner.actor.clone(), origin.clone())
    });
    entries.chain(access).collect()
}

fn image(user: UserId, status: &str, reason: Option<&str>) -> Image {
    let mut image = Image::default();
    image.set("userId", json!(user));
    image.set("status", json!(status));
    image.set("reason", reason.map_or(Value::Null, |reason| json!(reason)));
    image
}
