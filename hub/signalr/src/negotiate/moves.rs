//! Tokens that change their node: one is given away to where its connection begins, another is taken over here.

use std::sync::Arc;

use super::tokens::{Claim, ClaimError, Entry, Holder, Homecoming, Negotiations, TokenStage};
use crate::options::Transport;
use crate::transport::post_queue::PostQueue;

/// Where a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    Here,
    /// It has gone to this node.
    At(Arc<str>),
}

/// What goes along with a token that is given away.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) id: Arc<str>,
    pub(crate) stateful: bool,
    /// What was posted already.
    pub(crate) posted: Vec<u8>,
}

impl Negotiations {
    /// Where a token is, if this node knows.
    pub(crate) fn whereabouts(&self, token: &str) -> Option<Whereabouts> {
        let table = self.lock();
        if table.tokens.contains_key(token) {
            return Some(Whereabouts::Here);
        }
        table.moved.to.get(token).map(|node| Whereabouts::At(Arc::clone(node)))
    }

    /// Gives a token to the node where its connection begins. A stranger's attempt does not use it up.
    pub(crate) fn give_away(
        &self,
        token: &str,
        holder: &Holder,
        node: &Arc<str>,
        transport: Transport,
    ) -> Result<Given, ClaimError> {
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
        while let Some(Ok(piece)) = entry.early.as_mut().map(|early| early.try_recv()) {
            posted.extend_from_slice(&piece);
        }
        Ok(Given { id: entry.id, stateful: entry.lines.is_some(), posted })
    }

    /// Remembers where the connection of another node's token was found. Only its holder finds it.
    pub(crate) fn found(&self, token: &str, node: &Arc<str>) {
        self.lock().moved.insert(Arc::from(token), Arc::clone(node));
    }

    /// Takes a token over that another node gave away, for a transport that begins here.
    pub(crate) fn adopt(
        self: &Arc<Self>,
        token: &str,
        holder: Holder,
        transport: Transport,
        given: Given,
        homecoming: Homecoming,
    ) -> Claim {
        let (inbox, early) = match transport {
            Transport::WebSockets => (None, None),
            _ => {
                let (inbox, early) = PostQueue::with_posted(given.posted);
                (Some(inbox), Some(early))
            }
        };
        let lines = given.stateful.then(Arc::default);
        let (token, id): (Arc<str>, _) = (Arc::from(token), given.id);
        let claim = Claim {
            negotiations: Arc::clone(self),
            token: Arc::clone(&token),
            id: Arc::clone(&id),
            lines: lines.clone(),
            homecoming: Some(homecoming),
        };
        let entry = Entry { id, holder, stage: TokenStage::Live(transport), inbox, early, polls: None, lines };
        self.lock().tokens.insert(token, entry);
        claim
    }

    /// The connection of a token that went to this node has ended.
    pub(crate) fn forget(&self, token: &str, node: &str) {
        let moved = &mut self.lock().moved;
        if moved.to.get(token).is_some_and(|at| **at == *node) {
            moved.to.remove(token);
            // The order is cleared when it is full of those that are gone.
            if moved.order.len() > 2 * moved.to.len() + 64 {
                moved.retain(|_, _| true);
            }
        }
    }

    /// A node is gone, or was not heard of for so long that all its connections are.
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
    async fn a_token_is_given_away_once_and_to_its_holder_alone() {
        let (ours, node) = (table(), Arc::from("b"));
        ours.add("t".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        let give = |user: &str| ours.give_away("t", &holder(user), &node, Transport::WebSockets);
        assert_eq!(give("x").err(), Some(ClaimError::Unknown));
        assert_eq!(&*give("a").expect("the holder's").id, "i");
        assert_eq!(give("a").err(), Some(ClaimError::Unknown));
        assert_eq!(ours.whereabouts("t"), Some(Whereabouts::At(Arc::clone(&node))));
        ours.add("u".into(), "j".into(), holder("a"), OnLoss::End).expect("its place is free again");
        ours.forget("t", "c");
        assert!(ours.whereabouts("t").is_some(), "only the node that has it says that it ended");
        ours.forget("t", "b");
        assert_eq!(ours.whereabouts("t"), None);
    }

    #[tokio::test]
    async fn one_that_was_taken_over_is_ours_until_its_connection_ends() {
        let theirs = table();
        let home = Arc::new(AtomicUsize::new(0));
        let homecoming = {
            let home = Arc::clone(&home);
            Box::new(move |token: &str| {
                assert_eq!(token, "t");
                home.fetch_add(1, Ordering::SeqCst);
            })
        };
        let given = Given { id: "i".into(), stateful: false, posted: b"hello".to_vec() };
        let claim = theirs.adopt("t", holder("a"), Transport::LongPolling, given, homecoming);
        assert_eq!(theirs.whereabouts("t"), Some(Whereabouts::Here));
        assert_eq!(claim.posts().recv().await.as_deref(), Some(&b"hello"[..]));
        drop(claim);
        assert_eq!((theirs.whereabouts("t"), home.load(Ordering::SeqCst)), (None, 1));
    }

    #[tokio::test]
    async fn one_that_is_found_again_is_remembered_once() {
        let table = table();
        for node in ["b", "c"] {
            table.found("t", &Arc::from(node));
            assert_eq!(table.whereabouts("t"), Some(Whereabouts::At(Arc::from(node))));
        }
        assert_eq!(table.lock().moved.order.len(), 1);
    }

    #[tokio::test]
    async fn with_a_node_all_it_was_given_is_forgotten() {
        let ours = table();
        ours.add("t".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        ours.give_away("t", &holder("a"), &Arc::from("b"), Transport::LongPolling).expect("ours");
        ours.forget_node("b");
        assert_eq!(ours.whereabouts("t"), None);
        assert!(ours.lock().moved.order.is_empty());
    }
}
