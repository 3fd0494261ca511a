//! A user with an account and a session, whose access token is renewed before it expires.

use std::time::{Duration, Instant};

use plenum_shared::clock::Source;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::{
    Failure, Result,
    rest::{Request, Rest},
};

/// An access token that expires sooner than this is renewed before use.
const MARGIN: Duration = Duration::from_secs(120);

pub struct TestUser {
    index: usize,
    pub tenant_id: String,
    pub user_id: String,
    session: Mutex<Session>,
}

struct Session {
    access: String,
    refresh: String,
    ends: Instant,
}

impl TestUser {
    /// Registers the administrator of a new tenant.
    pub async fn register(rest: &Rest, source: &Source, index: usize) -> Result<Self> {
        let body = json!({
            "email": email(source), "password": password(source),
            "firstName": "Load", "lastName": "Test", "company": format!("Load test {index}"),
        });
        let signed_in = rest.data_of(index, Request::new(Method::POST, "/auth/register").json(&body)).await?;
        Self::of(index, &signed_in)
    }

    /// Invites a user as the administrator, and accepts the invitation.
    pub async fn invite(rest: &Rest, source: &Source, admin: &TestUser, index: usize, role: &str) -> Result<Self> {
        let token = admin.token(rest).await?;
        let body = json!({ "email": email(source), "role": role, "teams": [] });
        let invited =
            rest.data_of(index, Request::new(Method::POST, "/invitations").with_token(&token).json(&body)).await?;
        let body = json!({
            "token": invited["token"], "password": password(source), "firstName": "Load", "lastName": "Test",
        });
        let signed_in = rest.data_of(index, Request::new(Method::POST, "/auth/accept-invitation").json(&body)).await?;
        Self::of(index, &signed_in)
    }

    /// A valid access token.
    pub async fn token(&self, rest: &Rest) -> Result<String> {
        let mut session = self.session.lock().await;
        if session.ends.saturating_duration_since(Instant::now()) < MARGIN {
            let body = json!({ "refreshToken": session.refresh });
            let tokens = rest.data_of(self.index, Request::new(Method::POST, "/auth/refresh").json(&body)).await?;
            *session = Session::of(&tokens["tokens"])?;
        }
        Ok(session.access.clone())
    }

    fn of(index: usize, signed_in: &Value) -> Result<Self> {
        Ok(Self {
            index,
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
    value.as_str().map(str::to_owned).ok_or_else(|| Failure::new("the response to a sign-in is incomplete"))
}

fn email(source: &Source) -> String {
    format!("load-{}@example.com", source.uuid().simple())
}

fn password(source: &Source) -> String {
    source.random::<12>().iter().map(|byte| format!("{byte:02x}")).collect()
}
