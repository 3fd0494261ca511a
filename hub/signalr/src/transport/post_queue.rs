//! What clients post, on its way to their connections.
//!
//! A few small pieces wait at most; then the POST waits, and with it its client. Concurrent POSTs of one client are
//! taken one after the other, whole.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures::StreamExt;
use tokio::sync::{Mutex, mpsc};

/// Pieces that may wait for a connection.
const PIECES: usize = 16;

/// Pieces that may wait before there is one: some clients say hello before they listen.
const EARLY_PIECES: usize = 1;

/// The longest piece. Pieces are copies: a slice would keep alive the whole buffer it was read into.
const PIECE_BYTES: usize = 4 * 1024;

/// The connection's end.
pub(crate) type Posts = mpsc::Receiver<Bytes>;

/// The POSTs' end.
#[derive(Debug, Clone)]
pub(crate) struct Inbox(Arc<Mutex<mpsc::Sender<Bytes>>>);

/// Why a POST was not taken in whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PostError {
    /// Its body broke off, or nothing of it came for too long.
    Unreadable,
    /// The connection has ended.
    Gone,
}

impl Inbox {
    pub(crate) fn new() -> (Self, Posts) {
        Self::with_room(PIECES)
    }

    /// One for a client that is not connected yet.
    pub(crate) fn early() -> (Self, Posts) {
        Self::with_room(EARLY_PIECES)
    }

    /// One that something was posted to already.
    pub(crate) fn holding(posted: Vec<u8>) -> (Self, Posts) {
        let (inbox, posts) = Self::new();
        if !posted.is_empty()
            && let Ok(sender) = inbox.0.try_lock()
        {
            // It is new and empty.
            let _ = sender.try_send(Bytes::from(posted));
        }
        (inbox, posts)
    }

    fn with_room(pieces: usize) -> (Self, Posts) {
        let (sender, posts) = mpsc::channel(pieces);
        (Self(Arc::new(Mutex::new(sender))), posts)
    }

    /// Hands a body on as it comes.
    pub(crate) async fn take(&self, body: Body, patience: Duration) -> Result<(), PostError> {
        let sender = self.0.lock().await;
        let mut body = body.into_data_stream();
        loop {
            let chunk = tokio::time::timeout(patience, body.next()).await.map_err(|_| PostError::Unreadable)?;
            let Some(chunk) = chunk else { return Ok(()) };
            let chunk = chunk.map_err(|_| PostError::Unreadable)?;
            for piece in chunk.chunks(PIECE_BYTES) {
                sender.send(Bytes::copy_from_slice(piece)).await.map_err(|_| PostError::Gone)?;
            }
        }
    }
}
