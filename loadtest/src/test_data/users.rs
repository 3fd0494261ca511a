//! A person with an account and a session, whose access token is renewed before it ends.

use std::time::{Duration, Instant};

use plenum_shared::clock::Source;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::{
    Failure, Result,
    rest::{Ask, Rest},
};

/// A token with less than this left is renewed first.
const MARGIN: Duration = Duration::from_secs(120);

pub struct Person {
    turn: usize,
    pub tenant_id: String,
    pub user_id: String,
    session: Mutex<Session>,
}

struct Session {
    access: String,
    refresh: String,
    ends: Instant,
}

impl Person {
    /// The administrator of a new tenant.
    pub async fn register(rest: &Rest, source: &Source, turn: usize) -> Result<Self> {
        let body = json!({
            "email": email(source), "password": password(source),
            "firstName": "Load", "lastName": "Test", "company": format!("Load test {turn}"),
        });
        let signed_in = rest.insist(turn, Ask::new(Method::POST, "/auth/register").json(&body)).await?;
        Self::of(turn, &signed_in)
    }

    /// Somebody whom the administrator invites, and who accepts.
    pub async fn invite(rest: &Rest, source: &Source, admin: &Person, turn: usize, role: &str) -> Result<Self> {
        let token = admin.token(rest).await?;
        let body = json!({ "email": email(source), "role": role, "teams": [] });
        let invited = rest.insist(turn, Ask::new(Method::POST, "/invitations").by(&token).json(&body)).await?;
        let body = json!({
            "token": invited["token"], "password": password(source), "firstName": "Load", "lastName": "Test",
        });
        let signed_in = rest.insist(turn, Ask::new(Method::POST, "/auth/accept-invitation").json(&body)).await?;
        Self::of(turn, &signed_in)
    }

    /// A good access token.
    pub async fn token(&self, rest: &Rest) -> Result<String> {
        let mut session = self.session.lock().await;
        if session.ends.saturating_duration_since(Instant::now()) < MARGIN {
            let body = json!({ "refreshToken": session.refresh });
            let tokens = rest.insist(self.turn, Ask::new(Method::POST, "/auth/refresh").json(&body)).await?;
            *session = Session::of(&tokens["tokens"])?;
        }
        Ok(session.access.clone())
    }

    fn of(turn: usize, signed_in: &Value) -> Result<Self> {
        Ok(Self {
            turn,
            tenant_id: text(&signed_in["tenant"]["id"])?,
            user_id: text(&signed_in["user"]["id"])?,
            session: Mutex::new(Session::of(&signed_in["tokens"])?),
        })
    }
}

impl Session {
    fn of(tokens: &Value) -> Result<Self> {
        let life = Duration::from_secs(tokens["expiresIn"].as_u64().unwrap_or(0));
        let (access, refresh) = (text(&tokens["accessToken"])?, text(&tokens["refreshToken"])?);
        Ok(Self { access, refresh, ends: Instant::now() + life })
    }
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| Failure::new("an answer to a sign-in lacks what it should have"))
}

fn email(source: &Source) -> String {
    format!("load-{}@example.com", source.uuid().simple())
}

/// Nobody needs to remember it.
fn password(source: &Source) -> String {
    source.random::<12>().iter().map(|byte| format!("{byte:02x}")).collect()
}
