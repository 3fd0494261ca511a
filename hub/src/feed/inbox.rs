//! How things reach the task of a tenant: bounded, and what does not fit is left to the poll.

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

use crate::{connection_state::Link, log_reader::Snapshot, streams::records::audience::ReaderId};

const NEWS: usize = 1_024;
const NEWS_BYTES: usize = 8 << 20;
const COMMANDS: usize = 256;

/// What the rest of the node asks of a feed.
pub(crate) enum Command {
    Attach {
        link: Link,
        snapshot: Snapshot,
        answer: oneshot::Sender<Attached>,
    },
    Detach(ReaderId),
    /// Closes every reader.
    CloseAll(CloseReason),
}

/// What became of a wish to be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attached {
    Seated,
    /// The feed cannot take the reader from its snapshot; it must come with a newer one.
    ComeAgain,
}

/// The head of the log as it was polled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Polled {
    pub(crate) head: Position,
    /// Where the feed stood before the question was sent.
    pub(crate) since: i64,
    pub(crate) at: Instant,
}

/// The way to a tenant's task.
pub(crate) struct Handle {
    pub(crate) commands: mpsc::Sender<Command>,
    news: mpsc::Sender<Bytes>,
    news_bytes: Arc<AtomicUsize>,
    pub(crate) polled: watch::Sender<Option<Polled>>,
    /// The number of the entry handed on last.
    pub(crate) last: Arc<AtomicI64>,
}

/// The task's end of it.
pub(crate) struct Inbox {
    pub(crate) commands: mpsc::Receiver<Command>,
    pub(crate) news: News,
    pub(crate) polled: watch::Receiver<Option<Polled>>,
    pub(crate) last: Arc<AtomicI64>,
}

/// What the bus brought, sealed as it came.
pub(crate) struct News {
    waiting: mpsc::Receiver<Bytes>,
    bytes: Arc<AtomicUsize>,
}

pub(crate) fn open() -> (Handle, Inbox) {
    let (commands, commands_out) = mpsc::channel(COMMANDS);
    let (news, news_out) = mpsc::channel(NEWS);
    let (polled, polled_out) = watch::channel(None);
    let (news_bytes, last) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicI64::new(0)));
    let inbox = Inbox {
        commands: commands_out,
        news: News { waiting: news_out, bytes: news_bytes.clone() },
        polled: polled_out,
        last: last.clone(),
    };
    (Handle { commands, news, news_bytes, polled, last }, inbox)
}

impl Handle {
    /// Passes news on, or drops it: the feed finds out from the heads.
    pub(crate) fn pass(&self, news: Bytes) {
        let len = news.len();
        let fits = self.news_bytes.load(Ordering::Relaxed) + len <= NEWS_BYTES;
        self.news_bytes.fetch_add(len, Ordering::Relaxed);
        if !fits || self.news.try_send(news).is_err() {
            self.news_bytes.fetch_sub(len, Ordering::Relaxed);
            metrics::counter!("hub.notices.dropped", "reason" => "full").increment(1);
        }
    }
}

impl News {
    /// The next news; for ever pending when none can come. Cancel safe.
    pub(crate) async fn next(&mut self) -> Bytes {
        match self.waiting.recv().await {
            Some(news) => {
                self.bytes.fetch_sub(news.len(), Ordering::Relaxed);
                news
            }
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn news_is_bounded_in_messages_and_in_bytes() {
        let (handle, mut inbox) = open();
        (0..NEWS + 10).for_each(|_| handle.pass(Bytes::from_static(b"n")));
        assert_eq!(inbox.news.waiting.len(), NEWS);
        for _ in 0..NEWS {
            inbox.news.next().await;
        }
        (0..20).for_each(|_| handle.pass(Bytes::from(vec![0; NEWS_BYTES / 8])));
        assert_eq!(inbox.news.waiting.len(), 8);
        inbox.news.next().await;
        handle.pass(Bytes::from_static(b"fits again"));
        assert_eq!(inbox.news.waiting.len(), 8);
    }
}
