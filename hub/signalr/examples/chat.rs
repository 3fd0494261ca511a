//! A chat: a small hub with users, groups, hooks and an orderly end.
//!
//! `cargo run -p plenum-signalr --example chat [address]`, then connect any SignalR client to
//! `http://127.0.0.1:8080/chat` with an access token, which here is simply the user's name. Call `Enter(room)`, then
//! `Say(room, text)`, and listen to `Entered(user)`, `Said(user, text)` and `Left(user)`. Ctrl-C ends it in an orderly
//! way.

use std::future::IntoFuture;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use plenum_signalr::*;

struct Chat;

/// The value of each connection.
struct Guest {
    name: String,
}

impl Hub for Chat {
    type State = Guest;

    async fn on_disconnected(&self, connection: &Connection<Guest>, _reason: Disconnect) {
        if let Ok(left) = Prepared::new("Left", &[&connection.state().name]) {
            connection.clients().all().send(&left);
        }
    }
}

/// Accepts any name.
struct Names;

#[async_trait]
impl Authenticator for Names {
    type State = Guest;

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<Guest>, Rejection> {
        let name = request.bearer.ok_or(Rejection::Unauthenticated)?.to_owned();
        Ok(Identity::new(Guest { name: name.clone() }).user(name))
    }
}

async fn enter(call: Call<Chat>, (room,): (String,)) -> Result<usize, HubError> {
    call.connection().join(&room);
    let entered = Prepared::new("Entered", &[&call.state().name])?;
    call.clients().group(room.as_str()).except(call.connection().id()).send(&entered);
    Ok(call.clients().in_group(&room))
}

async fn say(call: Call<Chat>, (room, text): (String, String)) -> Result<(), HubError> {
    if !call.connection().groups().iter().any(|group| **group == *room) {
        return Err(HubError::user("enter the room first"));
    }
    let said = Prepared::new("Said", &(&call.state().name, text))?;
    call.clients().group(room).send(&said);
    Ok(())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let chat = HubServer::builder(Chat, Names).name("chat").method("Enter", enter).method("Say", say).build();
    let router = Router::new().nest("/chat", chat.router());
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    tokio::select! {
        served = axum::serve(listener, router).into_future() => served?,
        stop = tokio::signal::ctrl_c() => stop?,
    }
    chat.drain(Duration::from_secs(5)).await;
    Ok(())
}
