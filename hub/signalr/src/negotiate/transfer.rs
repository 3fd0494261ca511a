//! Tokens that move between nodes: one is handed over to the node where its connection begins, another is taken over
//! from the node that handed it out.

use std::sync::Arc;

use super::tokens::{Claim, ClaimError, Entry, Holder, Negotiations, OnConnectionEnd, TokenStage};
use crate::options::Transport;
use crate::transport::post_queue::PostQueue;

/// The node of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenLocation {
    Here,
    /// The token has moved to this node.
    Node(Arc<str>),
}

/// The parts of a token that move with it.
#[derive(Debug)]
pub(crate) struct HandedOverToken {
    pub(crate) id: Arc<str>,
    pub(crate) stateful: bool,
    /// The bytes that the client has posted already.
    pub(crate) posted: Vec<u8>,
}

impl Negotiations {
    /// The node of a token, if this node knows it.
    pub(crate) fn location(&self, token: &str) -> Option<TokenLocation> {
        let table = self.lock();
        if table.tokens.contains_key(token) {
            return Some(TokenLocation::Here);
        }
        table.moved.nodes.get(token).map(|node| TokenLocation::Node(Arc::clone(node)))
    }

    /// Hands a token over to the node where its connection begins. A stranger's attempt does not use it up.
    pub(crate) fn hand_over(
        &self,
        token: &str,
        holder: &Holder,
        node: &Arc<str>,
        transport: Transport,
    ) -> Result<HandedOverToken, ClaimError> {
        let mut guard = self.lock();
        let table = &mut *guard;
        let entry = table.tokens.get(token).filter(|entry| entry.holder == *holder).ok_or(ClaimError::Unknown)?;
        match entry.stage {
            TokenStage::Live(live) if live == transport => return Err(ClaimError::InUse),
            TokenStage::Live(_) => return Err(ClaimError::OtherTransport),
            TokenStage::Pending => {}
        }
        let (key, mut entry) = table.tokens.remove_entry(token).ok_or(ClaimError::Unknown)?;
        table.pending -= 1;
        table.pending_of.release(holder.user.as_ref());
        table.moved.insert(key, Arc::clone(node));
        let mut posted = Vec::new();
        while let Some(Ok(piece)) = entry.early_posts.as_mut().map(|posts| posts.try_recv()) {
            posted.extend_from_slice(&piece);
        }
        Ok(HandedOverToken { id: entry.id, stateful: entry.sockets.is_some(), posted })
    }

    /// Remembers the located node of a connection whose token another node handed out.
    pub(crate) fn record_location(&self, token: &str, node: &Arc<str>) {
        self.lock().moved.insert(Arc::from(token), Arc::clone(node));
    }

    /// Takes over a token that another node handed over, for a transport that begins here.
    pub(crate) fn take_over(
        self: &Arc<Self>,
        token: &str,
        holder: Holder,
        transport: Transport,
        handed_over: HandedOverToken,
        on_end: OnConnectionEnd,
    ) -> Claim {
        let (posts, early_posts) = match transport {
            Transport::WebSockets => (None, None),
            _ => {
                let (queue, receiver) = PostQueue::with_posted(handed_over.posted);
                (Some(queue), Some(receiver))
            }
        };
        let sockets = handed_over.stateful.then(Arc::default);
        let (token, id): (Arc<str>, _) = (Arc::from(token), handed_over.id);
        let claim = Claim {
            negotiations: Arc::clone(self),
            token: Arc::clone(&token),
            id: Arc::clone(&id),
            sockets: sockets.clone(),
            on_end: Some(on_end),
        };
        let entry = Entry { id, holder, stage: TokenStage::Live(transport), posts, early_posts, polls: None, sockets };
        self.lock().tokens.insert(token, entry);
        claim
    }

    /// Forgets a token that had moved to this node, because its connection has ended.
    pub(crate) fn forget(&self, token: &str, node: &str) {
        let moved = &mut self.lock().moved;
        if moved.nodes.get(token).is_some_and(|at| **at == *node) {
            moved.nodes.remove(token);
            // Names of forgotten tokens stay in the order until there are many of them.
            if moved.order.len() > 2 * moved.nodes.len() + 64 {
                moved.retain(|_, _| true);
            }
        }
    }

    /// Forgets the tokens of a node that has left, or was silent for so long that its connections have ended.
    pub(crate) fn forget_node(&self, node: &str) {
        self.lock().moved.retain(|_, at| **at != *node);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::super::tokens::OnLoss;
    use super::*;

    fn holder(user: &str) -> Holder {
        Holder { user: Some(Arc::from(user)), session: Arc::from("s") }
    }

    fn table() -> Arc<Negotiations> {
        Negotiations::new(Duration::from_secs(15), 1, 1)
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_handed_over_once_and_to_its_holder_alone() {
        let (ours, node) = (table(), Arc::from("b"));
        ours.add("t".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        let give = |user: &str| ours.hand_over("t", &holder(user), &node, Transport::WebSockets);
        assert_eq!(give("x").err(), Some(ClaimError::Unknown));
        assert_eq!(&*give("a").expect("the holder's").id, "i");
        assert_eq!(give("a").err(), Some(ClaimError::Unknown));
        assert_eq!(ours.location("t"), Some(TokenLocation::Node(Arc::clone(&node))));
        ours.add("u".into(), "j".into(), holder("a"), OnLoss::End).expect("its place is free again");
        ours.forget("t", "c");
        assert!(ours.location("t").is_some(), "only the node that has it says that it ended");
        ours.forget("t", "b");
        assert_eq!(ours.location("t"), None);
    }

    #[tokio::test]
    async fn a_token_that_was_taken_over_is_here_until_its_connection_ends() {
        let theirs = table();
        let ended = Arc::new(AtomicUsize::new(0));
        let on_end = {
            let ended = Arc::clone(&ended);
            Box::new(move |token: &str| {
                assert_eq!(token, "t");
                ended.fetch_add(1, Ordering::SeqCst);
            })
        };
        let handed_over = HandedOverToken { id: "i".into(), stateful: false, posted: b"hello".to_vec() };
        let claim = theirs.take_over("t", holder("a"), Transport::LongPolling, handed_over, on_end);
        assert_eq!(theirs.location("t"), Some(TokenLocation::Here));
        assert_eq!(claim.receive_posts().recv().await.as_deref(), Some(&b"hello"[..]));
        drop(claim);
        assert_eq!((theirs.location("t"), ended.load(Ordering::SeqCst)), (None, 1));
    }

    #[tokio::test]
    async fn a_token_that_is_located_again_is_remembered_once() {
        let table = table();
        for node in ["b", "c"] {
            table.record_location("t", &Arc::from(node));
            assert_eq!(table.location("t"), Some(TokenLocation::Node(Arc::from(node))));
        }
        assert_eq!(table.lock().moved.order.len(), 1);
    }

    #[tokio::test]
    async fn tokens_of_a_departed_node_are_forgotten() {
        let ours = table();
        ours.add("t".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        ours.hand_over("t", &holder("a"), &Arc::from("b"), Transport::LongPolling).expect("ours");
        ours.forget_node("b");
        assert_eq!(ours.location("t"), None);
        assert!(ours.lock().moved.order.is_empty());
    }
}
