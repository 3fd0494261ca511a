//! The socket of an upgraded connection, taken out of hyper's wrappers and split.

use bytes::Bytes;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncRead;
use tokio::net::TcpStream;

use crate::transport::outbound::Writer;

/// The reading half of an upgraded connection, and the bytes that hyper had read already.
pub(crate) struct Reader {
    pub(super) io: Box<dyn AsyncRead + Send + Unpin>,
    pub(super) read_ahead: Bytes,
}

/// Both halves of an upgraded connection.
pub(crate) type SocketHalves = (Reader, Writer);

/// Splits an upgraded connection. A plain TCP socket is taken out of its wrappers and split without a lock.
pub(crate) fn split(upgraded: Upgraded) -> SocketHalves {
    match upgraded.downcast::<TokioIo<TcpStream>>() {
        Ok(parts) => {
            let socket = parts.io.into_inner();
            // Deliveries are small and already batched; Nagle's algorithm would only delay them.
            if let Err(error) = socket.set_nodelay(true) {
                tracing::debug!(%error, "cannot set TCP_NODELAY");
            }
            let (read, write) = socket.into_split();
            (Reader { io: Box::new(read), read_ahead: parts.read_buf }, Box::new(write))
        }
        Err(other) => {
            let (read, write) = tokio::io::split(TokioIo::new(other));
            (Reader { io: Box::new(read), read_ahead: Bytes::new() }, Box::new(write))
        }
    }
}
