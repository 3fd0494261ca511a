//! Everything that nodes say to each other.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::negotiate::Holder;
use crate::options::Transport;
use crate::other_nodes::Selector;

/// A message between nodes, without the bytes that come along.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "camelCase")]
pub(crate) enum Word {
    /// I am here. Said once a second.
    Hello {
        /// Whether the others shall say so too: whoever comes new knows nobody.
        asking: bool,
    },
    /// I leave.
    Bye,
    /// A message for clients; its arguments come along.
    Send { to: Selector, except: Vec<Arc<str>>, target: String },
    /// Close these connections.
    Close { to: Selector, except: Vec<Arc<str>>, reason: String },
    /// Let these connections join a group.
    Join { to: Selector, except: Vec<Arc<str>>, group: Arc<str> },
    /// Let them leave it.
    Leave { to: Selector, except: Vec<Arc<str>>, group: Arc<str> },
    /// Who are these, or how many?
    Ask { number: u64, what: Question, to: Selector, except: Vec<Arc<str>> },
    /// The answer; a list comes along.
    Answer { number: u64, count: usize },
    /// Who has this connection shall call a method of its client, and tell its answer; the arguments come along.
    Invoke { number: u64, connection: Arc<str>, target: String },
    /// Who has the connection of this token, which is this holder's?
    Find { number: u64, token: String, holder: Holder },
    /// Whether the connection that was asked about is one of ours. Said again while its client has not answered.
    Ours { number: u64, ours: bool },
    /// What came of the call, said until it has come home; a result or an error's text comes along.
    Invoked { number: u64, outcome: Outcome },
    /// A client's request, for a connection of yours; its body comes along.
    Request { number: u64, reply_to: Arc<str>, hops: u8, request: Box<Request> },
    /// Its answer; the body comes along.
    Response { number: u64, response: Response },
    /// The answer has come home: whoever asked was still there.
    Home { number: u64 },
    /// Whoever asked is gone.
    HungUp { number: u64 },
    /// The connection of a token has ended that had come here: said to whom it came from, or to all when that node is
    /// gone.
    Forget { token: String },
}

/// What to tell about connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Question {
    Count,
    List,
}

/// What came of calling a client's method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Outcome {
    /// A result, in the protocol of this name.
    Result(String),
    /// The client's own error.
    Error,
    /// Neither.
    Nothing,
    /// The client is gone.
    Disconnected,
}

/// A request on behalf of whoever holds a token. The node that took it has verified who that is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) action: Action,
    pub(crate) token: String,
    pub(crate) holder: Holder,
    /// When the credentials end, in seconds since the Unix epoch.
    pub(crate) expires_at: Option<u64>,
    pub(crate) groups: Vec<Arc<str>>,
}

impl Request {
    /// When the credentials end.
    pub(crate) fn ends(&self) -> Option<SystemTime> {
        self.expires_at.map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

/// What is to be done with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Action {
    /// Answer a poll. When nothing has come of the token yet, the node that asks takes it over.
    Poll,
    /// Take what the client says.
    Post,
    /// End it.
    Delete,
    /// Take over newer credentials.
    Refresh,
    /// Give the token away: its connection begins where the client is.
    Claim(Transport),
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Response {
    /// To be handed to the client as it is.
    Http { status: u16, json: bool },
    /// Nothing has come of the token yet.
    Pending,
    /// It is yours; what was posted already comes along.
    Claimed { id: Arc<str>, stateful: bool },
}
