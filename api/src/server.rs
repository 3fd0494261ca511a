//! The HTTP server: connections, the limits on them, and how they end.
//!
//! hyper's HTTP/1 connection is used directly, because `axum::serve` gives a silent or dribbling client all the time
//! it wants. A connection that has not sent a whole head within the time for one is closed, also when it sends
//! nothing at all, and also between two requests. What `framing` finds ambiguous is refused with 400 before any
//! route sees it. One `serve` runs any router, so every role of the program and the admin listener share it.
//!
//! Shutting down has two stages. The soft one stops accepting, closes idle connections and lets requests finish; the
//! hard one, after the grace period, drops what is left. An upgraded connection leaves this room with its upgrade:
//! whoever asked for it closes it.

mod addresses;
mod connection;
mod framing;
mod stream;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use plenum_shared::networks::Networks;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use addresses::Addresses;

/// The limits on connections.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// How long a client may take for the head of a request, counted from when one could begin.
    pub head_timeout: Duration,
    /// The most header fields in a request.
    pub max_headers: usize,
    /// The largest head of a request, in bytes.
    pub max_head_bytes: usize,
    /// How long a client may take nothing of an answer.
    pub write_timeout: Duration,
    /// How many connections are served at once. Beyond, clients wait to be accepted.
    pub max_connections: usize,
    /// How many of them one address may hold; one more is closed at once. Of IPv6, a /64 counts as one address, and
    /// connections that were upgraded count no more.
    ///
    /// Who the client is we know from the socket alone, for anybody can write a header. A proxy or a load balancer that
    /// ends connections opens all of its clients' to us, so it is not counted when it is one of `trusted_proxies`, and
    /// limits per client are its to keep.
    pub max_connections_per_address: usize,
    /// Addresses that connect for many clients.
    pub trusted_proxies: Networks,
    /// How long requests may go on after the shutdown began.
    pub grace: Duration,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(5),
            max_headers: 64,
            max_head_bytes: 16 * 1024,
            write_timeout: Duration::from_secs(30),
            max_connections: 20_000,
            max_connections_per_address: 1_024,
            trusted_proxies: Networks::default(),
            grace: Duration::from_secs(20),
        }
    }
}

/// How long to wait before accepting again when the machine has no room for a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves a router until `shutdown` is cancelled and every connection has ended, at the latest `grace` after that.
pub async fn serve(listener: TcpListener, router: Router, settings: ServerSettings, shutdown: CancellationToken) {
    let room = Arc::new(Semaphore::new(settings.max_connections.min(Semaphore::MAX_PERMITS)));
    let addresses = Addresses::new(settings.max_connections_per_address);
    let (connections, hard) = (TaskTracker::new(), CancellationToken::new());
    while let Some((stream, peer, place)) = next(&listener, &room, &shutdown).await {
        let held = addresses.enter(peer.ip());
        if held.is_none() && !settings.trusted_proxies.contains(peer.ip()) {
            metrics::counter!("http.server.connections.refused").increment(1);
            tracing::debug!(%peer, "an address has too many connections");
            continue;
        }
        let connection = connection::serve(stream, peer, router.clone(), settings.clone(), shutdown.clone());
        let hard = hard.clone();
        connections.spawn(async move {
            let _places = (place, held);
            let _ = hard.run_until_cancelled(connection).await;
        });
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(settings.grace, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "the grace period is over; closing what is left");
        hard.cancel();
        connections.wait().await;
    }
}

/// The next connection, with its place among those served at once; `None` when shutting down.
async fn next(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
    shutdown: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let accepted = async {
        // The semaphore is never closed.
        let place = room.clone().acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return Some((stream, peer, place)),
                Err(error) if is_the_clients(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    shutdown.run_until_cancelled(accepted).await.flatten()
}

/// A client that hangs up before it is accepted is no trouble of ours.
fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests;
