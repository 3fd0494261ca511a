//! The queue from a client's POSTs to its connection, for server-sent events and long polling.
//!
//! The queue holds a few small pieces; when it is full, the POST waits, and so does its client. Concurrent POSTs of one
//! client are processed one after the other, each as a whole.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures::StreamExt;
use tokio::sync::{Mutex, mpsc};

/// The length of the queue in pieces.
const PIECES: usize = 16;

/// The length of the queue before the client has connected. Some clients send the handshake before they connect.
const EARLY_PIECES: usize = 1;

/// The longest piece in bytes. Pieces are copies: a slice would keep the whole read buffer alive.
const PIECE_BYTES: usize = 4 * 1024;

/// The receiving end, which the connection reads.
pub(crate) type PostReceiver = mpsc::Receiver<Bytes>;

/// The sending end, which the POSTs share.
#[derive(Debug, Clone)]
pub(crate) struct PostQueue(Arc<Mutex<mpsc::Sender<Bytes>>>);

/// Why a POST was not queued as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PostError {
    /// The body broke off, or no part of it arrived for too long.
    Unreadable,
    /// The connection has ended.
    Disconnected,
}

impl PostQueue {
    pub(crate) fn new() -> (Self, PostReceiver) {
        Self::with_capacity(PIECES)
    }

    /// A queue for a client that is not connected yet.
    pub(crate) fn before_connection() -> (Self, PostReceiver) {
        Self::with_capacity(EARLY_PIECES)
    }

    /// A queue that already holds bytes of an earlier POST.
    pub(crate) fn with_posted(posted: Vec<u8>) -> (Self, PostReceiver) {
        let (queue, receiver) = Self::new();
        if !posted.is_empty()
            && let Ok(sender) = queue.0.try_lock()
        {
            // The queue is new and empty, so there is room.
            let _ = sender.try_send(Bytes::from(posted));
        }
        (queue, receiver)
    }

    fn with_capacity(pieces: usize) -> (Self, PostReceiver) {
        let (sender, posts) = mpsc::channel(pieces);
        (Self(Arc::new(Mutex::new(sender))), posts)
    }

    /// Queues a request body while it arrives. A pause longer than `chunk_timeout` fails the POST.
    pub(crate) async fn forward_body(&self, body: Body, chunk_timeout: Duration) -> Result<(), PostError> {
        let sender = self.0.lock().await;
        let mut body = body.into_data_stream();
        loop {
            let chunk = tokio::time::timeout(chunk_timeout, body.next()).await.map_err(|_| PostError::Unreadable)?;
            let Some(chunk) = chunk else { return Ok(()) };
            let chunk = chunk.map_err(|_| PostError::Unreadable)?;
            for piece in chunk.chunks(PIECE_BYTES) {
                sender.send(Bytes::copy_from_slice(piece)).await.map_err(|_| PostError::Disconnected)?;
            }
        }
    }
}
