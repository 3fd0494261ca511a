//! The client-to-server streams of one connection.

use std::collections::HashMap;

use crate::dispatch::{UploadMessage, UploadSender};
use crate::protocol::{ClientOutcome, RawArguments};

/// The streams that are open, and the one message that does not fit into its stream's channel.
#[derive(Default)]
pub(super) struct OpenUploads {
    open: HashMap<String, OpenUpload>,
    last: u64,
    /// While a message waits here, no further one is read from the client.
    waiting: Option<(UploadSender, UploadMessage)>,
}

struct OpenUpload {
    /// Tells the streams apart that have had this id.
    number: u64,
    sender: UploadSender,
}

/// A stream that a call has opened. A later one may have the same id.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UploadId {
    id: String,
    number: u64,
}

impl OpenUploads {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.open.contains_key(id)
    }

    pub(super) fn open(&mut self, id: String, sender: UploadSender) -> UploadId {
        self.last += 1;
        let number = self.last;
        self.open.insert(id.clone(), OpenUpload { number, sender });
        UploadId { id, number }
    }

    /// Forgets streams whose method has ended; items that still come for them are ignored.
    pub(super) fn close(&mut self, opened: Vec<UploadId>) {
        for UploadId { id, number } in opened {
            if self.open.get(&id).is_some_and(|open| open.number == number) {
                self.open.remove(&id);
            }
        }
    }

    /// One item. For an unknown stream it is ignored.
    pub(super) fn item(&mut self, id: &str, item: RawArguments) {
        if let Some(open) = self.open.get(id) {
            self.forward(open.sender.clone(), UploadMessage::Item(item));
        }
    }

    /// The end of a stream. For an unknown one it is ignored.
    pub(super) fn end(&mut self, id: &str, outcome: ClientOutcome) {
        if let Some(OpenUpload { sender, .. }) = self.open.remove(id) {
            let error = match outcome {
                ClientOutcome::Error(error) => Some(error),
                ClientOutcome::Nothing | ClientOutcome::Result(_) => None,
            };
            self.forward(sender, UploadMessage::End(error));
        }
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.waiting.is_some()
    }

    /// Waits until there is room for the waiting message, and forwards it. Cancel safe.
    pub(super) async fn unblocked(&mut self) {
        if let Some((sender, _)) = &self.waiting {
            let permit = sender.clone().reserve_owned().await;
            if let (Some((_, message)), Ok(permit)) = (self.waiting.take(), permit) {
                permit.send(message);
            }
        }
    }

    fn forward(&mut self, sender: UploadSender, message: UploadMessage) {
        use tokio::sync::mpsc::error::TrySendError;
        match sender.try_send(message) {
            Ok(()) | Err(TrySendError::Closed(_)) => {}
            Err(TrySendError::Full(message)) => self.waiting = Some((sender, message)),
        }
    }
}
