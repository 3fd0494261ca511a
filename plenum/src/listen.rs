//! Addresses: taken before anything is served, and said aloud, since a port of 0 is chosen by the system.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::commands::{Failure, say};

/// Takes an address, or says which one could not be had.
pub(crate) async fn on(setting: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| format!("{setting} ({address}): {error}").into())
}

/// Says where a listener listens, in words that scripts may wait for.
pub(crate) fn announce(role: &str, what: &str, listener: &TcpListener) -> Result<(), Failure> {
    say(format_args!("plenum {role} {what} on http://{}", listener.local_addr()?));
    Ok(())
}
