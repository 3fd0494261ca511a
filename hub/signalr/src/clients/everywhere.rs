//! Addressing the connections of all nodes.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout_at};

use crate::backplane::{Handoff, Whom};
use crate::clients::Target;
use crate::close::CloseReason;
use crate::cluster::word::{Question, Word};
use crate::cluster::{Cluster, Said};
use crate::prepared::Prepared;

/// How long the other nodes have to count.
pub(crate) const COUNTING: Duration = Duration::from_secs(1);

/// The same connections as a [`Target`], on every node. Without a backplane that is this node.
pub struct Everywhere<S> {
    pub(crate) here: Target<S>,
    pub(crate) cluster: Option<Arc<Cluster>>,
}

/// How many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// On the nodes that answered, this one included.
    pub count: usize,
    /// The nodes that did not answer in time.
    pub missing: Vec<Arc<str>>,
}

/// Who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    /// On the nodes that answered, this one included.
    pub members: Vec<Member>,
    /// The nodes that did not answer in time, or had more to tell than one message holds.
    pub missing: Vec<Arc<str>>,
}

/// A connection on some node.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Member {
    /// Its node; nothing for the only one.
    pub node: Option<Arc<str>>,
    /// Its public id.
    pub connection: Arc<str>,
    /// Its user, unless anonymous.
    pub user: Option<Arc<str>>,
}

impl<S> Everywhere<S> {
    /// Sends to every one of them, here at once, elsewhere as soon as it gets there. Says whether the other nodes were
    /// reached: what was dropped is lost to their clients.
    pub fn send(&self, message: &Prepared) -> Handoff {
        self.here.send(message);
        self.tell(&message.encode_for_nodes(), |to, except| Word::Send {
            to,
            except,
            target: message.target().to_owned(),
        })
    }

    /// Closes every one of them.
    pub fn close(&self, reason: CloseReason) -> Handoff {
        self.here.close(reason);
        self.tell(&[], |to, except| Word::Close { to, except, reason: reason.label().to_owned() })
    }

    /// Lets every one of them join a group.
    pub fn join(&self, group: &str) -> Handoff {
        for connection in self.here.members() {
            connection.join(group);
        }
        self.tell(&[], |to, except| Word::Join { to, except, group: Arc::from(group) })
    }

    /// Lets every one of them leave a group.
    pub fn leave(&self, group: &str) -> Handoff {
        for connection in self.here.members() {
            connection.leave(group);
        }
        self.tell(&[], |to, except| Word::Leave { to, except, group: Arc::from(group) })
    }

    /// How many they are. Waits a second at most for the other nodes.
    pub async fn count(&self) -> Count {
        let mut count = self.here.count();
        let missing = self.ask(Question::Count, |said, _| match said {
            Said::Count(there) => {
                count += there;
                true
            }
            _ => false,
        });
        let missing = missing.await;
        Count { count, missing }
    }

    /// Who they are. Waits a second at most for the other nodes.
    pub async fn list(&self) -> Census {
        let mut members = listed(&self.here, self.cluster.as_deref());
        let missing = self.ask(Question::List, |_, bytes| match serde_json::from_slice::<Vec<Member>>(bytes) {
            Ok(there) => {
                members.extend(there);
                true
            }
            Err(_) => false,
        });
        let missing = missing.await;
        Census { members, missing }
    }

    fn tell(&self, bytes: &[u8], word: impl FnOnce(crate::clients::Select, Vec<Arc<str>>) -> Word) -> Handoff {
        match &self.cluster {
            Some(cluster) => {
                cluster.tell(Whom::Everyone, &word(self.here.select.clone(), self.here.except.clone()), bytes)
            }
            None => Handoff::Sent,
        }
    }

    /// Asks every other node, and hands what each says to `heard`, which says whether that was an answer. Gives back
    /// who gave none.
    async fn ask(&self, what: Question, mut heard: impl FnMut(&Said, &[u8]) -> bool) -> Vec<Arc<str>> {
        let Some(cluster) = &self.cluster else { return Vec::new() };
        let mut missing: HashSet<_> = cluster.peers.all().into_iter().collect();
        let (open, mut answers) = cluster.open(missing.len());
        let (to, except) = (self.here.select.clone(), self.here.except.clone());
        let until = Instant::now() + COUNTING;
        let word = Word::Ask { number: open.number, what, to, except };
        if !missing.is_empty() && cluster.tell(Whom::Everyone, &word, &[]) == Handoff::Sent {
            while !missing.is_empty() {
                let Ok(Some(answer)) = timeout_at(until, answers.recv()).await else { break };
                if missing.contains(&answer.from) && heard(&answer.what, &answer.bytes) {
                    missing.remove(&answer.from);
                }
            }
        }
        missing.into_iter().collect()
    }
}

/// The connections of a target on this node.
pub(crate) fn listed<S>(target: &Target<S>, cluster: Option<&Cluster>) -> Vec<Member> {
    let node = cluster.map(|cluster| Arc::clone(cluster.node()));
    let member = |connection: crate::Connection<S>| Member {
        node: node.clone(),
        connection: Arc::from(connection.id()),
        user: connection.user().cloned(),
    };
    target.members().into_iter().map(member).collect()
}
