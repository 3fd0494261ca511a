//! Opens a session of a member, person or machine.

use plenum_shared::{
    Result,
    caller::Origin,
    ids::{SessionId, UserId},
};
use plenum_store::{TenantTx, identity::sessions};
use time::OffsetDateTime;

use crate::App;

/// The most live sessions of one member; with one more, the oldest ends.
const MAX_SESSIONS: i64 = 50;

/// How many of the sessions beyond that end at a time.
const AT_ONCE: i64 = 100;

/// Why they end.
pub(in crate::identity) const TOO_MANY: &str = "too_many_sessions";

/// A member who has shown their credentials, and so may open a session.
pub(in crate::identity) struct Admitted {
    pub(in crate::identity) user: UserId,
    /// Of the credentials that were shown.
    pub(in crate::identity) credential_version: i64,
    /// When the session ends at the latest.
    pub(in crate::identity) until: OffsetDateTime,
}

/// A session that was written.
pub(in crate::identity) struct Opened {
    pub(in crate::identity) session: SessionId,
    /// The sessions that ended because it was one too many.
    pub(in crate::identity) ended: Vec<SessionId>,
}

/// Writes a new session of a member, and ends the oldest beyond the most that a member may have. The entries about it
/// are the caller's to append.
pub(in crate::identity) async fn open(
    app: &App,
    tx: &mut TenantTx,
    admitted: Admitted,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<Opened> {
    let Admitted { user, credential_version, until } = admitted;
    let session = SessionId::from(app.source().uuid());
    let new = sessions::NewSession {
        id: session,
        user,
        credential_version,
        expires_at: until,
        ip: origin.ip.as_deref(),
        user_agent: origin.user_agent.as_deref(),
    };
    sessions::create(tx, &new, now).await?;
    let ended = sessions::revoke_oldest(tx, user, MAX_SESSIONS, AT_ONCE, TOO_MANY, now).await?;
    Ok(Opened { session, ended })
}
