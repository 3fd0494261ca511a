//! The lines of a history.

use plenum_shared::{
    cursor::Position,
    ids::{EventId, RecordId, TenantId},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// There is a client of this name, signed in to this tenant.
    Client { client: String, tenant: TenantId },
    /// A text exists that only some clients may receive.
    Canary(Canary),
    /// A write was sent; `op` is its request id.
    Invoked { op: String, tenant: TenantId },
    /// A write came to an end. One that never does counts as unknown.
    Finished { op: String, outcome: Outcome },
    /// An entry of the change log, read from the database itself.
    Logged(Logged),
    /// The client knows everything up to this position, because it read it, or begins to listen here. Counts at the
    /// beginning and after a reset; at any other time a client owes what it knows to its deliveries.
    Begins { client: String, position: Position },
    /// A client's connection was opened. Numbers of connections count up for each client.
    Connected { client: String, connection: u32 },
    /// The server reset the client, which cannot be brought up to date by events.
    Reset { client: String, connection: u32 },
    /// Everything that came in on a connection, as it came.
    Frame { client: String, connection: u32, text: String },
    /// An event reached a handler of the client.
    Delivered(Delivery),
    /// The run waited until the client should have received everything up to this position.
    Settled { client: String, position: Position },
}

/// A text that identifies data of a tenant, or of a field that not all of its members may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canary {
    pub text: String,
    pub tenant: TenantId,
    /// Clients of the tenant that may not read it either.
    pub hidden_from: Vec<String>,
}

/// The result of a write, as far as its caller knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The write was acknowledged with this version of the record.
    Ok { record: RecordId, version: i64 },
    /// The write was refused.
    Failed,
    /// The answer was lost.
    Unknown,
}

/// An entry of the change log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    pub tenant: TenantId,
    pub position: Position,
    pub id: EventId,
    pub kind: String,
    pub entity: String,
    /// As events name it: `deals/{id}`.
    pub subject: String,
    pub record: RecordId,
    /// The version of the record after the write.
    pub version: Option<i64>,
    /// The request id of the write.
    pub op: String,
    /// All entries of one transaction have the same.
    #[serde(with = "time::serde::rfc3339")]
    pub recorded_at: OffsetDateTime,
}

/// An event that a client received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    pub client: String,
    pub connection: u32,
    pub tenant: TenantId,
    pub id: EventId,
    pub kind: String,
    pub subject: String,
    /// The version of the record, when the event carries the record.
    pub version: Option<i64>,
    /// The position in the event's cursor, or none when the cursor cannot be opened.
    pub position: Option<Position>,
}
