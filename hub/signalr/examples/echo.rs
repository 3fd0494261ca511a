//! An echo without the hub protocol, with limits wide enough for a suite of WebSocket tests: text comes back as text,
//! and bytes as bytes.
//!
//! `cargo run --release -p plenum-signalr --example echo [address]`, then point a WebSocket client at
//! `ws://127.0.0.1:9001/echo`. `docs/SIGNALR-CLIENTS.md` says how Autobahn's suite is run against it.

use std::time::Duration;

use async_trait::async_trait;
use plenum_signalr::*;

struct Echo;

impl RawHandler for Echo {
    type State = ();

    async fn run(&self, mut connection: RawConnection<()>) -> Result<(), HubError> {
        while let Some(message) = connection.receive().await {
            match message.text() {
                Some(text) => connection.send_text(text).await?,
                None => connection.send_binary(&message.bytes).await?,
            }
        }
        Ok(())
    }
}

struct Everyone;

#[async_trait]
impl Authenticator for Everyone {
    type State = ();

    async fn authenticate(&self, _request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        Ok(Identity::new(()))
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    // The suite sends messages of 16 MiB, and one of them in 250,000 frames.
    let options = Options {
        max_frame_bytes: 16 << 20,
        max_fragments: 1 << 20,
        queue_bytes: 64 << 20,
        queue_messages: 10_000,
        control_frames_per_second: 10_000,
        close_timeout: Duration::from_secs(30),
        ..Options::default()
    };
    let echo = RawServer::builder(Echo, Everyone).name("echo").options(options).build();
    let router = HubRoutes::new().hub("/echo", echo.endpoint()).into_router();
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9001".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, router).await
}
