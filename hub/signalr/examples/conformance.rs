//! The server for the functional tests of SignalR clients: their hubs, their methods, their special addresses.
//!
//! `HTTP_PORT=8080 HTTPS_PORT=8443 cargo run -p plenum-signalr --example conformance` listens on the loopback
//! addresses; port 0 takes a free one, and without `HTTPS_PORT` there is no TLS. Each address is printed on a line of
//! its own. The certificate is made at the start; `CERTIFICATE_FILE` names a file for it, for clients that shall trust
//! it. The paths are in `conformance/routes.rs`, the methods in `conformance/hub.rs`.

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

use listen::{Listener, Scheme};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = routes::App::new();
    let mut listeners = vec![Listener::open(Scheme::Http, port("HTTP_PORT")?.unwrap_or(8080), None).await?];
    if let Some(port) = port("HTTPS_PORT")? {
        let (tls, certificate) = listen::self_signed_tls()?;
        if let Some(file) = setting("CERTIFICATE_FILE") {
            std::fs::write(file, certificate)?;
        }
        listeners.push(Listener::open(Scheme::Https, port, Some(tls)).await?);
    }
    for listener in &listeners {
        print_line(&format!("Now listening on: {}", listener.address()))?;
    }
    for listener in listeners {
        let router = app.router(listener.scheme());
        tokio::spawn(listener.serve(router));
    }
    print_line("Application started. Press Ctrl+C to shut down.")?;
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

/// Prints a line at once, because a test harness reads it through a pipe.
fn print_line(line: &str) -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}
