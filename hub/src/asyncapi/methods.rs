//! What clients can call. A test holds this list against the methods that the hubs have.

use plenum_notify::{MAX_MARKED, Unread};
use serde_json::{Value, json};

use super::{Parts, events::cursor, tuple};
use crate::{resume::cursor::ResetReason, streams::records::audience::Topic};

/// A method of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    takes: Takes,
    gives: Gives,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Cursor,
    CursorOrNull,
    Ids,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gives {
    Resumed,
    Acked,
    Unread,
}

const RESUME: Method = Method {
    name: "Resume",
    summary: "Replays what came after a cursor, once, on a connection opened with ?resume=1",
    takes: Takes::CursorOrNull,
    gives: Gives::Resumed,
};

const ACK: Method = Method {
    name: "Ack",
    summary: "Stores how far a machine has handled the stream",
    takes: Takes::Cursor,
    gives: Gives::Acked,
};

const READING: [Method; 4] = [
    Method {
        name: "UnreadCount",
        summary: "Says how many notifications are unread",
        takes: Takes::Nothing,
        gives: Gives::Unread,
    },
    Method { name: "MarkRead", summary: "Marks notifications as read", takes: Takes::Ids, gives: Gives::Unread },
    Method {
        name: "MarkAllRead",
        summary: "Marks all notifications as read",
        takes: Takes::Nothing,
        gives: Gives::Unread,
    },
    Method {
        name: "MarkReadUpTo",
        summary: "Marks as read what was told up to a cursor",
        takes: Takes::Cursor,
        gives: Gives::Unread,
    },
];

impl Method {
    pub(super) fn of(topic: Topic) -> Vec<Self> {
        let mut methods = vec![RESUME];
        match topic {
            Topic::Personal => methods.extend(READING),
            Topic::Every | Topic::Only(_) => methods.push(ACK),
        }
        methods
    }

    /// The call, as the client sends it.
    pub(super) fn call(self, parts: &mut Parts) -> Value {
        let arguments = match self.takes {
            Takes::Nothing => tuple(Vec::new()),
            Takes::Cursor => tuple(vec![cursor()]),
            Takes::CursorOrNull => tuple(vec![json!({ "type": ["string", "null"] })]),
            Takes::Ids => {
                let id = json!({ "type": "string", "format": "uuid" });
                tuple(vec![json!({ "type": "array", "maxItems": MAX_MARKED, "items": id })])
            }
        };
        parts.message(self.name, self.summary, |_| {
            json!({
                "type": "object",
                "required": ["type", "invocationId", "target", "arguments"],
                "properties": {
                    "type": { "const": 1 },
                    "invocationId": { "type": "string" },
                    "target": { "const": self.name },
                    "arguments": arguments
                }
            })
        })
    }

    /// The completion that answers it: a result, or an error whose text begins with a code.
    pub(super) fn completion(self, parts: &mut Parts) -> Value {
        let summary = format!("The answer to {}", self.name);
        parts.message(&format!("{}Completed", self.name), &summary, |parts| {
            let result = match self.gives {
                Gives::Resumed => resumed(),
                Gives::Acked => acked(),
                Gives::Unread => parts.types.subschema_for::<Unread>().to_value(),
            };
            json!({
                "type": "object",
                "required": ["type", "invocationId"],
                "properties": {
                    "type": { "const": 3 },
                    "invocationId": { "type": "string" },
                    "result": result,
                    "error": { "type": "string" }
                }
            })
        })
    }
}

fn acked() -> Value {
    json!({
        "type": "object",
        "required": ["cursor", "moved"],
        "properties": {
            "cursor": cursor(),
            "moved": { "type": "boolean", "description": "Whether what is stored changed." }
        }
    })
}

fn resumed() -> Value {
    use ResetReason::{HistoryChanged, InvalidCursor, TooFarBehind, TooOld};
    let reasons = [InvalidCursor, HistoryChanged, TooOld, TooFarBehind].map(ResetReason::label);
    json!({
        "type": "object",
        "required": ["replayed", "cursor"],
        "properties": {
            "replayed": { "type": "integer", "minimum": 0 },
            "cursor": cursor(),
            "reset": {
                "type": "object",
                "required": ["reason"],
                "properties": { "reason": { "type": "string", "enum": reasons } }
            }
        }
    })
}
