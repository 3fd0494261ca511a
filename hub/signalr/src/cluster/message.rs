//! The messages between nodes.
//!
//! Two versions of a program run side by side during a deploy, so the names on the wire stay as they are; a test pins
//! them. They are older than the names in the code.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::negotiate::Holder;
use crate::options::Transport;
use crate::other_nodes::Selector;

/// A message between nodes, without the bytes that come along.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "camelCase")]
pub(super) enum ClusterMessage {
    /// This node is present. Sent once a second.
    Hello {
        /// Whether the others shall say hello too, because the sender has just started and knows no node.
        #[serde(rename = "asking")]
        wants_reply: bool,
    },
    /// This node leaves.
    #[serde(rename = "bye")]
    Goodbye,
    /// A message for clients; its arguments come along.
    Send { to: Selector, except: Vec<Arc<str>>, target: String },
    /// Close these connections.
    Close { to: Selector, except: Vec<Arc<str>>, reason: String },
    /// Add these connections to a group.
    Join { to: Selector, except: Vec<Arc<str>>, group: Arc<str> },
    /// Remove them from a group.
    Leave { to: Selector, except: Vec<Arc<str>>, group: Arc<str> },
    /// Count or list these connections.
    #[serde(rename = "ask")]
    QuerySelection {
        number: u64,
        #[serde(rename = "what")]
        query: SelectionQuery,
        to: Selector,
        except: Vec<Arc<str>>,
    },
    /// The answer to a [`QuerySelection`](Self::QuerySelection); a list comes along.
    #[serde(rename = "answer")]
    SelectionAnswer { number: u64, count: usize },
    /// The node that has this connection shall call a method of its client and send the result; the arguments come
    /// along.
    Invoke { number: u64, connection: Arc<str>, target: String },
    /// Which node has the connection of this token, which must be this holder's?
    #[serde(rename = "find")]
    LocateOwner { number: u64, token: String, holder: Holder },
    /// Whether the sender has the connection in question. Repeated while its client has not answered.
    #[serde(rename = "ours")]
    Ownership {
        number: u64,
        #[serde(rename = "ours")]
        owned: bool,
    },
    /// The outcome of a call, repeated until it is acknowledged; a result or an error's text comes along.
    #[serde(rename = "invoked")]
    InvokeAnswer { number: u64, outcome: InvokeOutcome },
    /// A client's request, for a connection of the recipient; its body comes along.
    Request { number: u64, reply_to: Arc<str>, hops: u8, request: Box<RelayedRequest> },
    /// The response to it; the body comes along.
    Response { number: u64, response: RelayedResponse },
    /// The answer to a query has arrived while it was still wanted.
    #[serde(rename = "home")]
    Acknowledge { number: u64 },
    /// The answer to a query is no longer wanted.
    #[serde(rename = "hungUp")]
    Cancel { number: u64 },
    /// The connection of a token that had moved to the sender has ended. Sent to the node that the token came from, or
    /// to all nodes when that one is gone.
    #[serde(rename = "forget")]
    ForgetToken { token: String },
}

/// A question about selected connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum SelectionQuery {
    Count,
    List,
}

/// The outcome of calling a client's method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum InvokeOutcome {
    /// A result, in the protocol of this name.
    Result(String),
    /// The client's own error.
    Error,
    /// Neither a result nor an error.
    #[serde(rename = "nothing")]
    NoResult,
    /// The client is gone.
    Disconnected,
}

/// A client's request on its way to the node of its connection. The node that received it has verified the
/// credentials.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RelayedRequest {
    pub(crate) action: RelayedAction,
    pub(crate) token: String,
    pub(crate) holder: Holder,
    /// When the credentials end, in seconds since the Unix epoch.
    pub(crate) expires_at: Option<u64>,
    pub(crate) groups: Vec<Arc<str>>,
}

impl RelayedRequest {
    /// When the credentials end.
    pub(crate) fn credentials_end(&self) -> Option<SystemTime> {
        self.expires_at.map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

/// What a request does with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RelayedAction {
    /// Answer a poll. While the token has no connection, the node that sent the request claims the token instead.
    Poll,
    /// Take what the client posts.
    Post,
    /// End the connection.
    Delete,
    /// Take over newer credentials.
    Refresh,
    /// Hand the token over: its connection begins on the node that sent the request.
    Claim(Transport),
}

/// The answer to a relayed request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RelayedResponse {
    /// To be passed to the client unchanged.
    Http { status: u16, json: bool },
    /// The token has no connection yet.
    Pending,
    /// The token is handed over; the bytes that its client has posted already come along.
    Claimed { id: Arc<str>, stateful: bool },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_stay_as_they_are() {
        let (number, to, except) = (1, Selector::All, Vec::new());
        let holder = Holder { user: None, session: Arc::from("s") };
        let request = RelayedRequest {
            action: RelayedAction::Claim(Transport::LongPolling),
            token: "t".to_owned(),
            holder: holder.clone(),
            expires_at: None,
            groups: Vec::new(),
        };
        let messages = [
            (ClusterMessage::Hello { wants_reply: true }, r#"{"word":"hello","asking":true}"#),
            (ClusterMessage::Goodbye, r#"{"word":"bye"}"#),
            (
                ClusterMessage::QuerySelection { number, query: SelectionQuery::Count, to, except },
                r#"{"word":"ask","number":1,"what":"count","to":"all","except":[]}"#,
            ),
            (ClusterMessage::SelectionAnswer { number, count: 2 }, r#"{"word":"answer","number":1,"count":2}"#),
            (
                ClusterMessage::LocateOwner { number, token: "t".to_owned(), holder },
                r#"{"word":"find","number":1,"token":"t","holder":{"user":null,"session":"s"}}"#,
            ),
            (ClusterMessage::Ownership { number, owned: true }, r#"{"word":"ours","number":1,"ours":true}"#),
            (
                ClusterMessage::InvokeAnswer { number, outcome: InvokeOutcome::NoResult },
                r#"{"word":"invoked","number":1,"outcome":"nothing"}"#,
            ),
            (
                ClusterMessage::Request { number, reply_to: Arc::from("a"), hops: 0, request: Box::new(request) },
                concat!(
                    r#"{"word":"request","number":1,"reply_to":"a","hops":0,"request":{"action":{"claim":"#,
                    r#""LongPolling"},"token":"t","holder":{"user":null,"session":"s"},"expires_at":null,"groups":[]}}"#
                ),
            ),
            (
                ClusterMessage::Response { number, response: RelayedResponse::Pending },
                r#"{"word":"response","number":1,"response":"pending"}"#,
            ),
            (ClusterMessage::Acknowledge { number }, r#"{"word":"home","number":1}"#),
            (ClusterMessage::Cancel { number }, r#"{"word":"hungUp","number":1}"#),
            (ClusterMessage::ForgetToken { token: "t".to_owned() }, r#"{"word":"forget","token":"t"}"#),
        ];
        for (message, json) in messages {
            assert_eq!(serde_json::to_string(&message).expect("serialises"), json);
        }
    }
}
