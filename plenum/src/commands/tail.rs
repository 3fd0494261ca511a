//! `plenum tail`: prints the events that a user receives to a terminal.
//!
//! A client like any other: it signs in over REST, opens a hub, and keeps the cursor of the last event it printed.
//! When its node goes away it resumes from there, on whichever node answers, and prints what it missed.

mod connection;
mod line;

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use self::connection::{Ended, Watch};
use super::{Failure, note, say};

const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Which hub to listen to, and as which user.
#[derive(Args)]
pub(crate) struct Tail {
    /// The address of a hub node
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// The address of the REST API, when it is another one
    #[arg(long)]
    api: Option<String>,
    /// The e-mail address of the user
    #[arg(long)]
    email: String,
    /// The password; when left out, it is read from the first line of standard input. The list of processes shows
    /// arguments
    #[arg(long)]
    password: Option<String>,
    /// The tenant, for somebody who belongs to several
    #[arg(long)]
    tenant: Option<String>,
    /// The hub: deals, or records for everything
    #[arg(long, default_value = "records", value_parser = ["records", "deals"])]
    hub: String,
    /// Begin after this event instead of now
    #[arg(long)]
    cursor: Option<String>,
    /// Print whole events, one JSON document a line
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(mut tail: Tail) -> Result<(), Failure> {
    let password = match tail.password.take() {
        Some(password) => password,
        None => first_line()?,
    };
    // An error means that the process has a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut watch = Watch { hub: hub_address(&tail)?, cursor: tail.cursor.clone(), print: printer(&tail) };
    let mut pause = FIRST_PAUSE;
    loop {
        // Tokens are short-lived, so every connection begins with a new one.
        let token = sign_in(&tail, &password).await;
        let ended = match token {
            Ok(token) => connection::listen(&mut watch, &token).await,
            Err(SignIn::Refused(why)) => return Err(why.into()),
            Err(SignIn::Unreachable(why)) => Ended::Lost(why),
        };
        match ended {
            Ended::Refused(why) => return Err(why.into()),
            Ended::Lost(why) => note(&format!("connection lost ({why}), trying again")),
            Ended::AfterListening(why) => {
                note(&format!("connection lost ({why}), resuming"));
                pause = FIRST_PAUSE;
            }
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn first_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Why there is no token, for good or for now.
enum SignIn {
    Refused(String),
    Unreachable(String),
}

async fn sign_in(tail: &Tail, password: &str) -> Result<String, SignIn> {
    let lost = |error: reqwest::Error| SignIn::Unreachable(error.without_url().to_string());
    let api = tail.api.as_deref().unwrap_or(&tail.url).trim_end_matches('/');
    let mut login = json!({ "email": tail.email, "password": password });
    if let Some(tenant) = &tail.tenant {
        login["tenantId"] = json!(tenant);
    }
    let answer =
        reqwest::Client::new().post(format!("{api}/api/v1/auth/login")).json(&login).send().await.map_err(lost)?;
    let (refused, busy) = (answer.status().is_client_error(), answer.status().is_server_error());
    let body: Value = answer.json().await.map_err(lost)?;
    if busy {
        return Err(SignIn::Unreachable(body["detail"].as_str().unwrap_or("the server is not ready").to_owned()));
    }
    if refused {
        return Err(SignIn::Refused(body["detail"].as_str().unwrap_or("the login was refused").to_owned()));
    }
    if let Some(token) = body["data"]["tokens"]["accessToken"].as_str() {
        return Ok(token.to_owned());
    }
    let choices = body["data"]["selectTenant"].as_array().into_iter().flatten();
    let choices: Vec<_> =
        choices.map(|tenant| format!("--tenant {} ({})", text(&tenant["id"]), text(&tenant["name"]))).collect();
    Err(SignIn::Refused(format!("you belong to several tenants; choose one: {}", choices.join(", "))))
}

/// The WebSocket address of the hub. The connection begins silent, so that missed events come before new ones.
fn hub_address(tail: &Tail) -> Result<String, Failure> {
    let address = tail.url.trim_end_matches('/');
    let socket = match address.split_once("://") {
        Some(("http", rest)) => format!("ws://{rest}"),
        Some(("https", rest)) => format!("wss://{rest}"),
        _ => return Err(format!("{address} is not an http or https address").into()),
    };
    Ok(format!("{socket}/hubs/{}?resume=1", tail.hub))
}

fn printer(tail: &Tail) -> fn(&Value) {
    match tail.json {
        true => |event| say(event),
        false => |event| say(line::of(event)),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
