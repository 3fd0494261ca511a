//! The ways in which a run can break its promises.

use std::fmt;

use plenum_shared::{
    cursor::Position,
    ids::{EventId, TenantId},
};

/// One broken promise, with what is needed to look it up in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// An acknowledged write is not in the log.
    LostWrite { op: String },
    /// An acknowledged write is in the log as something else than what was acknowledged.
    MisloggedWrite { op: String },
    /// A refused write is in the log.
    RefusedWriteInLog { op: String },
    /// A write took effect more than once.
    AppliedTwice { op: String, times: usize },
    /// A write that began after `before` was acknowledged has the lower number.
    LogOrder { op: String, before: String },
    /// The numbers of a tenant's log are not one after the other.
    LogGap { tenant: TenantId, after: i64, next: i64 },
    /// Two entries of the log have one id.
    SharedEventId { tenant: TenantId, id: EventId },

    /// A client listened without its history saying from where, so that nothing can be judged.
    NeverBegan { client: String },
    /// A client received a position that the log does not have.
    UnknownPosition { client: String, position: Position },
    /// An entry due to a client was neither delivered nor covered by a reset.
    Missing { client: String, seq: i64, kind: String },
    /// An event came after one that follows it in the log.
    OutOfOrder { client: String, seq: i64, after: i64 },
    /// An event came more often than the run allows.
    Repeated { client: String, connection: u32, seq: i64 },
    /// An event carries a cursor that cannot be opened.
    BadCursor { client: String, id: EventId },
    /// An event was delivered that the log does not have.
    Phantom { client: String, id: EventId },
    /// An event differs from the log entry at its position.
    WrongEvent { client: String, seq: i64, field: &'static str },
    /// An event was delivered to a client that may not see it.
    Forbidden { client: String, seq: i64 },
    /// An event of another tenant was delivered.
    ForeignTenant { client: String, id: EventId },
    /// A frame holds a text that the client may not read.
    ForeignBytes { client: String, canary: String },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
