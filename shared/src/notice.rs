//! The messages on the bus after a commit: "tenant T is at 1042", with the entries when they fit, for the hub nodes;
//! and a wake-up for the worker.
//!
//! A notice is a hint. The log is the truth: a reader that misses a notice finds out from the heads, and one that
//! gets a number without its entries reads them from the log.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{
    cursor::Position,
    entry::Entry,
    ids::{JobId, TenantId, UserId},
};

/// The version of the form below. A node ignores notices of a version it does not know and learns from the heads.
const VERSION: u8 = 1;

/// The version of a notice about a job. It goes over the channel of the log's notices, and a node that does not know it
/// ignores it as one of an unknown version.
const JOB_VERSION: u8 = 2;

/// The notice of one commit of one tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    #[serde(rename = "v")]
    version: u8,
    pub tenant: TenantId,
    /// The position of the last entry of the commit.
    pub head: Position,
    /// The entries of the commit in order, or nothing when they were too large for the bus.
    pub entries: Vec<Entry>,
}

/// A job that a member began has changed. It names the job and says nothing of it: a hub node reads the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobNotice {
    #[serde(rename = "v")]
    version: u8,
    pub tenant: TenantId,
    pub job: JobId,
    pub created_by: UserId,
}

/// Whatever goes over the channel of a tenant.
#[derive(Debug, Clone, PartialEq)]
pub enum TenantNotice {
    Commit(Notice),
    Job(JobNotice),
}

/// A hint to the worker that a tenant's log has new entries. It is not sealed, because a forged one costs only a query
/// for a tenant that is up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WakeUp(pub TenantId);

/// Why bytes from the bus are not a notice.
#[derive(Debug, thiserror::Error)]
pub enum BadNotice {
    #[error("the notice is of version {0}, which this program does not know")]
    UnknownVersion(u8),
    #[error("the notice is malformed")]
    Malformed(#[from] serde_json::Error),
    #[error("the notice holds entries of another tenant or out of order")]
    Inconsistent,
}

impl Notice {
    /// The notice of a commit, or nothing when it appended nothing.
    pub fn of(entries: &[Entry]) -> Option<Self> {
        let last = entries.last()?;
        Some(Self { version: VERSION, tenant: last.tenant, head: last.position, entries: entries.to_vec() })
    }

    /// This notice without its entries, for when they are too large.
    pub fn head_only(&self) -> Self {
        Self { entries: Vec::new(), ..self.clone() }
    }

    /// The channel that carries the notices of a tenant.
    pub fn channel(tenant: TenantId) -> String {
        format!("log:{tenant}")
    }

    pub fn encode(&self) -> Result<Bytes, serde_json::Error> {
        serde_json::to_vec(self).map(Bytes::from)
    }

    /// Reads a notice and checks that it is what it claims to be: entries of its one tenant, numbered without gaps up
    /// to its head.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadNotice> {
        let v = version(bytes)?;
        if v != VERSION {
            return Err(BadNotice::UnknownVersion(v));
        }
        let notice: Self = serde_json::from_slice(bytes)?;
        let first = notice.head.seq - notice.entries.len() as i64 + 1;
        let consistent = (first..)
            .zip(&notice.entries)
            .all(|(seq, entry)| entry.tenant == notice.tenant && entry.position == Position { seq, ..notice.head });
        if consistent { Ok(notice) } else { Err(BadNotice::Inconsistent) }
    }
}

impl JobNotice {
    pub fn new(tenant: TenantId, job: JobId, created_by: UserId) -> Self {
        Self { version: JOB_VERSION, tenant, job, created_by }
    }

    pub fn encode(&self) -> Result<Bytes, serde_json::Error> {
        serde_json::to_vec(self).map(Bytes::from)
    }
}

impl TenantNotice {
    pub fn decode(bytes: &[u8]) -> Result<Self, BadNotice> {
        match version(bytes)? {
            JOB_VERSION => Ok(Self::Job(serde_json::from_slice(bytes)?)),
            _ => Notice::decode(bytes).map(Self::Commit),
        }
    }

    pub fn tenant(&self) -> TenantId {
        match self {
            Self::Commit(notice) => notice.tenant,
            Self::Job(notice) => notice.tenant,
        }
    }
}

fn version(bytes: &[u8]) -> Result<u8, BadNotice> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u8,
    }
    let Versioned { v } = serde_json::from_slice(bytes)?;
    Ok(v)
}

impl WakeUp {
    /// The one channel that carries the wake-ups of all tenants.
    pub const CHANNEL: &'static str = "work";

    /// The channel that says that there are jobs, of whichever tenant.
    pub const JOBS_CHANNEL: &'static str = "jobs";

    /// The channel that says that a job was asked to stop, of whichever tenant.
    pub const JOB_CANCELLED_CHANNEL: &'static str = "jobs.cancelled";

    /// The tenant's id as text.
    pub fn encode(self) -> Bytes {
        Bytes::from(self.0.to_string())
    }

    /// Reads a wake-up; nothing when the bytes are no id.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        std::str::from_utf8(bytes).ok()?.parse().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::{actor::Actor, entry::FORMAT, image::Image};

    fn entry(tenant: u128, seq: i64) -> Entry {
        let mut after = Image::default();
        after.set("title", json!("a"));
        Entry {
            tenant: Uuid::from_u128(tenant).into(),
            position: Position { epoch: 7, seq },
            id: Uuid::from_u128(99).into(),
            format: FORMAT,
            kind: "deal.created".into(),
            entity: "deal".into(),
            record: Uuid::from_u128(5).into(),
            actor: Actor::SYSTEM,
            recipient: None,
            before: None,
            after: Some(after),
            request_id: "r".into(),
            traceparent: None,
            ip: Some("192.0.2.1".into()),
            user_agent: Some("agent".into()),
            cause: None,
            depth: 0,
            change_set: None,
            recorded_at: datetime!(2026-01-02 03:04:05 UTC),
        }
    }

    #[test]
    fn a_notice_round_trips_without_the_origin_of_the_request() {
        let sent = Notice::of(&[entry(1, 4), entry(1, 5)]).expect("two entries");
        let bytes = sent.encode().expect("encodes");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("192.0.2.1") && !text.contains("agent"));
        let got = Notice::decode(&bytes).expect("decodes");
        assert_eq!((got.head, got.entries.len()), (Position { epoch: 7, seq: 5 }, 2));
    }

    /// Nodes of two versions share a bus: the older one knows no change sets and no automations.
    #[test]
    fn entries_of_an_older_and_a_newer_node_are_read() {
        let newer =
            Entry { change_set: Some(Uuid::from_u128(8).into()), actor: Actor::automation("reminders"), ..entry(1, 5) };
        let sent = Notice::of(std::slice::from_ref(&newer)).expect("an entry").encode().expect("encodes");
        let mut json: serde_json::Value = serde_json::from_slice(&sent).expect("json");
        assert_eq!(json["entries"][0]["actor"]["kind"], "system");
        assert_eq!(Notice::decode(&sent).expect("decodes").entries, [Entry { ip: None, user_agent: None, ..newer }]);
        let members = json["entries"][0].as_object_mut().expect("an entry");
        members.remove("change_set");
        members.insert("actor".to_owned(), json!({ "kind": "system", "id": null }));
        let older = serde_json::to_vec(&json).expect("json");
        let read = Notice::decode(&older).expect("decodes").entries.remove(0);
        assert_eq!((read.change_set, read.actor), (None, Actor::SYSTEM));
    }

    #[test]
    fn a_notice_with_a_foreign_or_misnumbered_entry_is_refused() {
        for entries in [[entry(1, 4), entry(2, 5)], [entry(1, 3), entry(1, 5)]] {
            let mut notice = Notice::of(&entries).expect("two entries");
            notice.tenant = Uuid::from_u128(1).into();
            let bytes = notice.encode().expect("encodes");
            assert!(matches!(Notice::decode(&bytes), Err(BadNotice::Inconsistent)));
        }
    }

    /// Nodes of two versions share a bus: the older one knows no notices about jobs.
    #[test]
    fn a_notice_about_a_job_is_of_another_version_to_an_older_node() {
        let (tenant, job, user) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into(), Uuid::from_u128(3).into());
        let notice = JobNotice::new(tenant, job, user);
        let bytes = notice.encode().expect("encodes");
        assert_eq!(TenantNotice::decode(&bytes).expect("decodes"), TenantNotice::Job(notice));
        assert!(matches!(Notice::decode(&bytes), Err(BadNotice::UnknownVersion(2))));
        let commit = Notice::of(&[entry(1, 4)]).expect("an entry").encode().expect("encodes");
        assert!(matches!(TenantNotice::decode(&commit), Ok(TenantNotice::Commit(_))));
        assert!(matches!(TenantNotice::decode(br#"{"v":2,"job":7}"#), Err(BadNotice::Malformed(_))));
        assert!(matches!(TenantNotice::decode(br#"{"v":3}"#), Err(BadNotice::UnknownVersion(3))));
    }

    #[test]
    fn an_unknown_version_is_distinguished_from_invalid_bytes() {
        assert!(matches!(Notice::decode(br#"{"v":2,"news":true}"#), Err(BadNotice::UnknownVersion(2))));
        assert!(matches!(Notice::decode(b"\xff"), Err(BadNotice::Malformed(_))));
    }

    /// Nodes of two versions share a bus.
    #[test]
    fn the_channels_and_the_bytes_of_a_wake_up_are_fixed() {
        let tenant: TenantId = Uuid::from_u128(7).into();
        assert_eq!(Notice::channel(tenant), "log:00000000-0000-0000-0000-000000000007");
        assert_eq!(WakeUp::CHANNEL, "work");
        assert_eq!(&WakeUp(tenant).encode()[..], b"00000000-0000-0000-0000-000000000007");
        assert_eq!(WakeUp::decode(&WakeUp(tenant).encode()), Some(WakeUp(tenant)));
        assert_eq!(WakeUp::decode(b"nonsense"), None);
    }
}
