//! The table of tokens handed out.
//!
//! A token is the key to one future connection. It is good for the user and session that negotiated it, for a short
//! time, and for one live transport. For any other user, and before and after that time, it does not exist.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::moved_tokens::MovedTokens;
use crate::keyed_semaphores::KeyedSemaphores;
use crate::options::Transport;
use crate::response::Refusal;
use crate::transport::long_polling::Polls;
use crate::transport::post_queue::{PostQueue, PostReceiver};
use crate::transport::websocket::ReplacementSockets;

/// The fate of a connection whose socket is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnLoss {
    /// It ends.
    End,
    /// It waits for another socket.
    Wait,
}

/// The user and session that a token belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub(crate) user: Option<Arc<str>>,
    pub(crate) session: Arc<str>,
}

/// The tokens that are waiting for their connection or have one.
pub(crate) struct Negotiations {
    table: Mutex<Table>,
    ttl: Duration,
    max_pending: usize,
    max_pending_per_user: usize,
}

#[derive(Default)]
pub(super) struct Table {
    pub(super) tokens: HashMap<Arc<str>, Entry>,
    /// Every token in the order of its creation, with the time when it expires unless claimed.
    pub(super) waiting: VecDeque<(Instant, Arc<str>)>,
    pub(super) pending: usize,
    pub(super) pending_of: KeyedSemaphores,
    pub(super) moved: MovedTokens,
}

pub(super) struct Entry {
    pub(super) id: Arc<str>,
    pub(super) holder: Holder,
    pub(super) stage: TokenStage,
    /// The queue of POSTs, on a transport that has them or before there is one.
    pub(super) posts: Option<PostQueue>,
    /// The receiver of POSTs that came before there is a transport.
    pub(super) early_posts: Option<PostReceiver>,
    /// With long polling.
    pub(super) polls: Option<Arc<Polls>>,
    /// With stateful reconnect.
    pub(super) sockets: Option<Arc<ReplacementSockets>>,
}

/// The state of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenStage {
    /// Waiting for its connection.
    Pending,
    /// In use by a live transport.
    Live(Transport),
}

/// The bound of pending negotiations that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooManyPending {
    /// That of the server.
    Server,
    /// That of this user.
    User,
}

/// Why a token cannot be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimError {
    /// It is unknown, expired, or another holder's.
    Unknown,
    /// It has a live transport of this kind.
    InUse,
    /// It has a live transport of another kind.
    OtherTransport,
}

impl From<ClaimError> for Refusal {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Unknown => Self::new(StatusCode::NOT_FOUND, "No Connection with that ID"),
            ClaimError::InUse => Self::new(StatusCode::CONFLICT, ""),
            ClaimError::OtherTransport => Self::new(StatusCode::BAD_REQUEST, "Cannot change transports mid-connection"),
        }
    }
}

/// Called with the token when the connection of a token that was taken over has ended.
pub(super) type OnConnectionEnd = Box<dyn FnOnce(&str) + Send>;

/// A claimed token; forgotten when dropped.
pub(crate) struct Claim {
    pub(super) negotiations: Arc<Negotiations>,
    pub(super) token: Arc<str>,
    pub(crate) id: Arc<str>,
    /// Where further sockets arrive, with stateful reconnect.
    pub(crate) sockets: Option<Arc<ReplacementSockets>>,
    /// Set for a token of another node.
    pub(super) on_end: Option<OnConnectionEnd>,
}

impl Negotiations {
    pub(crate) fn new(ttl: Duration, max_pending: usize, max_pending_per_user: usize) -> Arc<Self> {
        Arc::new(Self { table: Mutex::default(), ttl, max_pending, max_pending_per_user })
    }

    /// Remembers a token until it is claimed or its time is over.
    pub(crate) fn add(
        &self,
        token: Arc<str>,
        id: Arc<str>,
        holder: Holder,
        on_loss: OnLoss,
    ) -> Result<(), TooManyPending> {
        let mut table = self.lock();
        if table.pending >= self.max_pending {
            return Err(TooManyPending::Server);
        }
        if !table.pending_of.try_acquire(holder.user.as_ref(), self.max_pending_per_user) {
            return Err(TooManyPending::User);
        }
        table.pending += 1;
        table.waiting.push_back((Instant::now() + self.ttl, Arc::clone(&token)));
        let sockets = (on_loss == OnLoss::Wait).then(Arc::default);
        let entry =
            Entry { id, holder, stage: TokenStage::Pending, posts: None, early_posts: None, polls: None, sockets };
        table.tokens.insert(token, entry);
        Ok(())
    }

    /// Takes a token for a transport. A stranger's attempt does not use it up.
    pub(crate) fn claim(
        self: &Arc<Self>,
        token: &str,
        holder: &Holder,
        transport: Transport,
    ) -> Result<Claim, ClaimError> {
        let mut guard = self.lock();
        let table = &mut *guard;
        let (key, _) = table.tokens.get_key_value(token).ok_or(ClaimError::Unknown)?;
        let key = Arc::clone(key);
        let entry = table.tokens.get_mut(token).filter(|entry| entry.holder == *holder).ok_or(ClaimError::Unknown)?;
        match entry.stage {
            TokenStage::Live(live) if live == transport => return Err(ClaimError::InUse),
            TokenStage::Live(_) => return Err(ClaimError::OtherTransport),
            TokenStage::Pending => entry.stage = TokenStage::Live(transport),
        }
        if transport == Transport::WebSockets {
            // A WebSocket reads no POSTs.
            (entry.posts, entry.early_posts) = (None, None);
        }
        let (id, sockets) = (Arc::clone(&entry.id), entry.sockets.clone());
        table.pending -= 1;
        table.pending_of.release(holder.user.as_ref());
        Ok(Claim { negotiations: Arc::clone(self), token: key, id, sockets, on_end: None })
    }

    /// Where further sockets for the holder's token arrive, if it has a first one and may have others.
    pub(crate) fn sockets(&self, token: &str, holder: &Holder) -> Option<Arc<ReplacementSockets>> {
        let table = self.lock();
        let entry = table.tokens.get(token).filter(|entry| entry.holder == *holder)?;
        entry.sockets.clone().filter(|_| entry.stage == TokenStage::Live(Transport::WebSockets))
    }

    /// The queue of POSTs for the holder's token. A small one exists before there is a transport.
    pub(crate) fn posts(&self, token: &str, holder: &Holder) -> Option<PostQueue> {
        let mut table = self.lock();
        let entry = table.tokens.get_mut(token).filter(|entry| entry.holder == *holder)?;
        if entry.stage == TokenStage::Pending && entry.posts.is_none() {
            let (queue, receiver) = PostQueue::before_connection();
            (entry.posts, entry.early_posts) = (Some(queue), Some(receiver));
        }
        entry.posts.clone()
    }

    /// The polls of the holder's token, when that is its transport.
    pub(crate) fn polls(&self, token: &str, holder: &Holder) -> Option<Arc<Polls>> {
        self.lock().tokens.get(token).filter(|entry| entry.holder == *holder)?.polls.clone()
    }

    /// The holder of a token and the id of its connection, if it has one.
    pub(crate) fn live(&self, token: &str) -> Option<(Holder, Arc<str>)> {
        let table = self.lock();
        let entry = table.tokens.get(token).filter(|entry| entry.stage != TokenStage::Pending)?;
        Some((entry.holder.clone(), Arc::clone(&entry.id)))
    }

    /// Whether a token of any holder waits for its connection.
    pub(crate) fn awaits_connection(&self, token: &str) -> bool {
        self.lock().tokens.get(token).is_some_and(|entry| entry.stage == TokenStage::Pending)
    }

    /// The state of the holder's token, if it exists.
    pub(crate) fn stage(&self, token: &str, holder: &Holder) -> Option<TokenStage> {
        self.lock().tokens.get(token).filter(|entry| entry.holder == *holder).map(|entry| entry.stage)
    }

    /// Locks the table with everything expired already gone.
    pub(super) fn lock(&self) -> MutexGuard<'_, Table> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while table.waiting.front().is_some_and(|(end, _)| *end <= now) {
            let Some((_, token)) = table.waiting.pop_front() else { break };
            if table.tokens.get(&token).is_some_and(|entry| entry.stage == TokenStage::Pending)
                && let Some(expired) = table.tokens.remove(&token)
            {
                table.pending -= 1;
                table.pending_of.release(expired.holder.user.as_ref());
            }
        }
        table
    }
}

impl Claim {
    /// The receiver of the client's POSTs, earlier ones included.
    pub(crate) fn receive_posts(&self) -> PostReceiver {
        let mut table = self.negotiations.lock();
        let entry = table.tokens.get_mut(&self.token);
        if let Some(receiver) = entry.and_then(|entry| entry.early_posts.take()) {
            return receiver;
        }
        let (queue, receiver) = PostQueue::new();
        if let Some(entry) = table.tokens.get_mut(&self.token) {
            entry.posts = Some(queue);
        }
        receiver
    }

    /// Whether the secret token is also the public id, as it is for clients of the oldest negotiation.
    pub(crate) fn is_public_id(&self) -> bool {
        self.token == self.id
    }

    /// Lets further polls find the connection.
    pub(crate) fn set_polls(&self, polls: Arc<Polls>) {
        if let Some(entry) = self.negotiations.lock().tokens.get_mut(&self.token) {
            entry.polls = Some(polls);
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.negotiations.lock().tokens.remove(&self.token);
        if let Some(on_end) = self.on_end.take() {
            on_end(&self.token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WS: Transport = Transport::WebSockets;

    fn holder(user: &str) -> Holder {
        Holder { user: Some(Arc::from(user)), session: Arc::from("s") }
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_valid_once_for_its_holder_and_expires() {
        let table = Negotiations::new(Duration::from_secs(15), 2, 2);
        table.add("t".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        assert_eq!(table.claim("t", &holder("b"), WS).err(), Some(ClaimError::Unknown));
        let claim = table.claim("t", &holder("a"), WS).expect("the holder's");
        assert_eq!(&*claim.id, "i");
        assert_eq!(table.claim("t", &holder("a"), WS).err(), Some(ClaimError::InUse));
        assert_eq!(table.claim("t", &holder("b"), WS).err(), Some(ClaimError::Unknown));
        let other = table.claim("t", &holder("a"), Transport::ServerSentEvents);
        assert_eq!(other.err(), Some(ClaimError::OtherTransport));
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(table.stage("t", &holder("a")), Some(TokenStage::Live(WS)));
        drop(claim);
        assert_eq!(table.claim("t", &holder("a"), WS).err(), Some(ClaimError::Unknown));
    }

    #[tokio::test(start_paused = true)]
    async fn pending_tokens_are_bounded_and_expire() {
        let table = Negotiations::new(Duration::from_secs(15), 2, 2);
        table.add("1".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        table.add("2".into(), "i".into(), holder("a"), OnLoss::End).expect("room");
        assert_eq!(table.add("3".into(), "i".into(), holder("a"), OnLoss::End), Err(TooManyPending::Server));
        tokio::time::advance(Duration::from_secs(15)).await;
        assert_eq!(table.stage("1", &holder("a")), None);
        table.add("3".into(), "i".into(), holder("a"), OnLoss::End).expect("room again");
        assert_eq!(table.stage("3", &holder("a")), Some(TokenStage::Pending));
    }
}
