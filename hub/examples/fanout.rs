//! The hub's fan-out by itself, for a load generator: groups and users, nothing stored, nobody refused.
//!
//! `cargo run --release -p plenum-hub --example fanout [address]` serves `/hub` on 127.0.0.1:18100. `JoinGroup(group)`
//! joins, `Send(group, m)` calls `m(m)` on the group's members, `SendUser(user, m)` on a user's connections; `?user=`
//! names the user of a connection. The results are in `docs/FANOUT.md`.

use async_trait::async_trait;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use plenum_signalr::{
    Args, AuthRequest, Authenticator, Clients, Connection, Hub, HubError, HubRoutes, HubServer, Identity, Options,
    Prepared, Rejection,
};
use tokio::net::TcpListener;

struct Fanout;

impl Hub for Fanout {
    type State = ();
}

/// Accepts every connection, for the user that it names.
struct AcceptAll;

#[async_trait]
impl Authenticator for AcceptAll {
    type State = ();

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        let identity = Identity::new(());
        Ok(match request.request.query("user") {
            Some(user) => identity.user(user),
            None => identity,
        })
    }
}

async fn join_group(caller: Connection<()>, Args((group,)): Args<(String,)>) -> Result<bool, HubError> {
    Ok(caller.join(&group))
}

async fn send(everyone: Clients<()>, Args((group, text)): Args<(String, String)>) -> Result<(), HubError> {
    everyone.group(group).send(&Prepared::new("m", &(text,))?);
    Ok(())
}

async fn send_user(everyone: Clients<()>, Args((user, text)): Args<(String, String)>) -> Result<(), HubError> {
    everyone.user(user).send(&Prepared::new("m", &(text,))?);
    Ok(())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:18100".to_owned());
    // The generator calls as fast as it can and from one machine; the sending is measured.
    let options = Options {
        invocations_per_second: u32::MAX,
        invocation_burst: u32::MAX,
        signals_per_second: u32::MAX,
        max_connections_per_user: usize::MAX,
        max_pending_per_user: usize::MAX,
        queue_messages: 4_096,
        queue_bytes: 4 << 20,
        ..Options::default()
    };
    let hub = HubServer::builder(Fanout, AcceptAll)
        .name("fanout")
        .options(options)
        .on("JoinGroup", join_group)
        .on("Send", send)
        .on("SendUser", send_user)
        .build();
    let router = HubRoutes::new().hub("/hub", hub.endpoint()).into_router();
    let listener = TcpListener::bind(address).await?;
    loop {
        let (socket, _) = listener.accept().await?;
        // Hyper itself, and not `axum::serve`: then the sender writes to the socket without a lock around it.
        let service = TowerToHyperService::new(router.clone());
        let serving = http1::Builder::new().serve_connection(TokioIo::new(socket), service).with_upgrades();
        tokio::spawn(async move {
            // A client that goes away is no failure.
            let _ = serving.await;
        });
    }
}
