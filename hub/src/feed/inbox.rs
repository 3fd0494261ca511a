//! How commands, notices and polled heads reach the feed of a tenant. Every queue is bounded; a notice that does not
//! fit is dropped, and the next poll of the head makes up for it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicUsize, Ordering},
};

use bytes::Bytes;
use plenum_shared::cursor::Position;
use plenum_signalr::CloseReason;
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::Instant,
};

use crate::{
    connection_state::{HubConnection, SubscriberId},
    log_reader::AccessSnapshot,
};

const NOTICES: usize = 1_024;
const NOTICE_BYTES: usize = 8 << 20;
const COMMANDS: usize = 256;

/// What the rest of the node tells a feed to do.
pub(crate) enum Command {
    Subscribe {
        connection: HubConnection,
        snapshot: AccessSnapshot,
        answer: oneshot::Sender<SubscribeOutcome>,
    },
    Unsubscribe(SubscriberId),
    /// Closes the connections of all subscribers.
    CloseAll(CloseReason),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubscribeOutcome {
    Subscribed,
    /// The feed cannot continue from the snapshot; the caller loads a newer one and subscribes with that.
    SnapshotStale,
}

/// The head of the log as a poll read it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PolledHead {
    pub(crate) head: Position,
    /// The number that the feed had delivered before the poll was sent.
    pub(crate) delivered_before: i64,
    pub(crate) at: Instant,
}

/// The node's end of a feed's queues.
pub(crate) struct FeedHandle {
    pub(crate) commands: mpsc::Sender<Command>,
    notices: mpsc::Sender<Bytes>,
    notice_bytes: Arc<AtomicUsize>,
    pub(crate) polled_head: watch::Sender<Option<PolledHead>>,
    /// The number of the entry that was delivered last.
    pub(crate) delivered: Arc<AtomicI64>,
}

/// The feed's end of its queues.
pub(crate) struct FeedInbox {
    pub(crate) commands: mpsc::Receiver<Command>,
    pub(crate) notices: NoticeQueue,
    pub(crate) polled_head: watch::Receiver<Option<PolledHead>>,
    pub(crate) delivered: Arc<AtomicI64>,
}

/// Notices from the bus, still sealed.
pub(crate) struct NoticeQueue {
    waiting: mpsc::Receiver<Bytes>,
    bytes: Arc<AtomicUsize>,
}

pub(crate) fn open() -> (FeedHandle, FeedInbox) {
    let (commands, commands_out) = mpsc::channel(COMMANDS);
    let (notices, notices_out) = mpsc::channel(NOTICES);
    let (polled_head, polled_head_out) = watch::channel(None);
    let (notice_bytes, delivered) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicI64::new(0)));
    let inbox = FeedInbox {
        commands: commands_out,
        notices: NoticeQueue { waiting: notices_out, bytes: notice_bytes.clone() },
        polled_head: polled_head_out,
        delivered: delivered.clone(),
    };
    (FeedHandle { commands, notices, notice_bytes, polled_head, delivered }, inbox)
}

impl FeedHandle {
    /// Queues a notice, or drops it when the queue is full: the feed learns of the entry from the next polled head.
    pub(crate) fn push_notice(&self, notice: Bytes) {
        let len = notice.len();
        let fits = self.notice_bytes.load(Ordering::Relaxed) + len <= NOTICE_BYTES;
        self.notice_bytes.fetch_add(len, Ordering::Relaxed);
        if !fits || self.notices.try_send(notice).is_err() {
            self.notice_bytes.fetch_sub(len, Ordering::Relaxed);
            metrics::counter!("hub.notices.dropped", "reason" => "full").increment(1);
        }
    }
}

impl NoticeQueue {
    /// The next notice; pending for ever once no more can come. Cancel safe.
    pub(crate) async fn next(&mut self) -> Bytes {
        match self.waiting.recv().await {
            Some(notice) => {
                self.bytes.fetch_sub(notice.len(), Ordering::Relaxed);
                notice
            }
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn notices_are_bounded_in_number_and_in_bytes() {
        let (handle, mut inbox) = open();
        (0..NOTICES + 10).for_each(|_| handle.push_notice(Bytes::from_static(b"n")));
        assert_eq!(inbox.notices.waiting.len(), NOTICES);
        for _ in 0..NOTICES {
            inbox.notices.next().await;
        }
        (0..20).for_each(|_| handle.push_notice(Bytes::from(vec![0; NOTICE_BYTES / 8])));
        assert_eq!(inbox.notices.waiting.len(), 8);
        inbox.notices.next().await;
        handle.push_notice(Bytes::from_static(b"fits again"));
        assert_eq!(inbox.notices.waiting.len(), 8);
    }
}
