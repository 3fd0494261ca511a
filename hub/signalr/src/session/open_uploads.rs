//! The client-to-server streams of one connection.

use std::collections::HashMap;

use crate::dispatch::{Fed, Feeder};
use crate::protocol::{ClientOutcome, RawArguments};

/// The streams that are open, and the one word that does not fit into its stream's channel.
#[derive(Default)]
pub(super) struct Uploads {
    open: HashMap<String, Open>,
    last: u64,
    /// While something waits here nothing further is read from the client.
    waiting: Option<(Feeder, Fed)>,
}

struct Open {
    /// Which of the streams that had this id.
    number: u64,
    feeder: Feeder,
}

/// A stream that a call has opened. Another may have its id later.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opened {
    id: String,
    number: u64,
}

impl Uploads {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.open.contains_key(id)
    }

    pub(super) fn open(&mut self, id: String, feeder: Feeder) -> Opened {
        self.last += 1;
        let number = self.last;
        self.open.insert(id.clone(), Open { number, feeder });
        Opened { id, number }
    }

    /// Forgets streams whose method has ended; what still comes for them is nobody's.
    pub(super) fn close(&mut self, opened: Vec<Opened>) {
        for Opened { id, number } in opened {
            if self.open.get(&id).is_some_and(|open| open.number == number) {
                self.open.remove(&id);
            }
        }
    }

    /// One item. For an unknown stream it is ignored.
    pub(super) fn item(&mut self, id: &str, item: RawArguments) {
        if let Some(open) = self.open.get(id) {
            self.feed(open.feeder.clone(), Fed::Item(item));
        }
    }

    /// The end of a stream. For an unknown one it is ignored.
    pub(super) fn end(&mut self, id: &str, outcome: ClientOutcome) {
        if let Some(Open { feeder, .. }) = self.open.remove(id) {
            let error = match outcome {
                ClientOutcome::Error(error) => Some(error),
                ClientOutcome::Nothing | ClientOutcome::Result(_) => None,
            };
            self.feed(feeder, Fed::End(error));
        }
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.waiting.is_some()
    }

    /// Waits until what does not fit has found its place. Cancel safe.
    pub(super) async fn unblocked(&mut self) {
        if let Some((feeder, _)) = &self.waiting {
            let place = feeder.clone().reserve_owned().await;
            if let (Some((_, fed)), Ok(place)) = (self.waiting.take(), place) {
                place.send(fed);
            }
        }
    }

    fn feed(&mut self, feeder: Feeder, fed: Fed) {
        use tokio::sync::mpsc::error::TrySendError;
        match feeder.try_send(fed) {
            Ok(()) | Err(TrySendError::Closed(_)) => {}
            Err(TrySendError::Full(fed)) => self.waiting = Some((feeder, fed)),
        }
    }
}
