//! The HTTP server: connections, the limits on them, and how they end.
//!
//! hyper's HTTP/1 connection is used directly, because `axum::serve` sets no time limit for a silent or slow client. A
//! connection that has not sent a whole head in time is closed, also when it sends nothing at all, and also between two
//! requests. A request that `framing` finds ambiguous is refused with 400 before any route sees it. One `serve` runs
//! any router, so every role of the program and the admin listener share it.
//!
//! Shutting down has two stages. The soft one stops accepting, closes idle connections and lets requests finish; the
//! hard one, after the grace period, drops the rest. An upgraded connection leaves this module with its upgrade: the
//! handler that upgraded it closes it.

mod addresses;
mod connection;
mod framing;
mod settings;
mod stream;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use settings::ServerSettings;

use addresses::Addresses;

/// The pause before the next accept when the machine cannot take a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves a router until `shutdown` is cancelled and every connection has ended, at the latest `grace` after that.
pub async fn serve(listener: TcpListener, router: Router, settings: ServerSettings, shutdown: CancellationToken) {
    let limit = Arc::new(Semaphore::new(settings.max_connections.min(Semaphore::MAX_PERMITS)));
    let addresses = Addresses::new(settings.max_connections_per_address);
    let (connections, hard) = (TaskTracker::new(), CancellationToken::new());
    while let Some((stream, peer, permit)) = next(&listener, &limit, &shutdown).await {
        let address_permit = addresses.enter(peer.ip());
        if address_permit.is_none() && !settings.trusted_proxies.contains(peer.ip()) {
            metrics::counter!("http.server.connections.refused").increment(1);
            tracing::debug!(%peer, "an address has too many connections");
            continue;
        }
        let connection = connection::serve(stream, peer, router.clone(), settings.clone(), shutdown.clone());
        let hard = hard.clone();
        connections.spawn(async move {
            let _permits = (permit, address_permit);
            let _ = hard.run_until_cancelled(connection).await;
        });
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(settings.grace, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "the grace period is over; closing the rest");
        hard.cancel();
        connections.wait().await;
    }
}

/// The next connection, with its permit; `None` when shutting down.
async fn next(
    listener: &TcpListener,
    limit: &Arc<Semaphore>,
    shutdown: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let accepted = async {
        // The semaphore is never closed.
        let permit = limit.clone().acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return Some((stream, peer, permit)),
                Err(error) if is_client_error(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    shutdown.run_until_cancelled(accepted).await.flatten()
}

/// A client that disconnects before it is accepted is no error of the server.
fn is_client_error(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests;
