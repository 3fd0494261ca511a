//! Listeners: bound before anything is served, and printed, since the system chooses the port for port 0.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::commands::{Failure, say};

/// Binds an address; the failure names the setting and the address.
pub(crate) async fn bind(setting: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| format!("{setting} ({address}): {error}").into())
}

/// Prints the address of a listener, in a form that scripts wait for.
pub(crate) fn announce(role: &str, what: &str, listener: &TcpListener) -> Result<(), Failure> {
    say(format_args!("plenum {role} {what} on http://{}", listener.local_addr()?));
    Ok(())
}
