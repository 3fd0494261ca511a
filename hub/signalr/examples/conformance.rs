//! The server that functional tests of SignalR clients ask for: their hubs, their methods, their odd addresses.
//!
//! `HTTP_PORT=8080 HTTPS_PORT=8443 cargo run -p plenum-signalr --example conformance` listens on the loopback
//! addresses; port 0 takes a free one, and without `HTTPS_PORT` there is no TLS. Each address is told on a line of its
//! own. The certificate is made at the start; `CERTIFICATE_FILE` names where to put it for clients that shall trust it.
//! What a path answers is in `conformance/routes.rs`, what a method does in `conformance/hub.rs`.

#[path = "conformance/hub.rs"]
mod hub;
#[path = "conformance/listen.rs"]
mod listen;
#[path = "conformance/routes.rs"]
mod routes;
#[path = "conformance/token.rs"]
mod token;

use std::error::Error;
use std::io::Write;

use listen::{Door, Scheme};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = routes::App::new();
    let mut doors = vec![Door::open(Scheme::Http, port("HTTP_PORT")?.unwrap_or(8080), None).await?];
    if let Some(port) = port("HTTPS_PORT")? {
        let (tls, certificate) = listen::self_made_tls()?;
        if let Some(file) = setting("CERTIFICATE_FILE") {
            std::fs::write(file, certificate)?;
        }
        doors.push(Door::open(Scheme::Https, port, Some(tls)).await?);
    }
    for door in &doors {
        say(&format!("Now listening on: {}", door.address()))?;
    }
    for door in doors {
        let router = app.router(door.scheme());
        tokio::spawn(door.serve(router));
    }
    say("Application started. Press Ctrl+C to shut down.")?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn port(name: &str) -> Result<Option<u16>, Box<dyn Error>> {
    let port = setting(name).map(|port| port.parse().map_err(|error| format!("{name} is no port: {error}")));
    Ok(port.transpose()?)
}

#[expect(clippy::disallowed_methods, reason = "an example has settings of its own")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whoever started this reads it through a pipe, so it must not wait in a buffer.
fn say(line: &str) -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}
