//! Authentication: the application recognises the sender of a request before the server does anything for it.
//!
//! It runs twice per connection, at negotiate and at connect, because they are two requests and only the second becomes
//! the connection, and again whenever a client brings newer credentials. The token is taken from the `Authorization`
//! header, else from the `access_token` query parameter, which browsers must use for WebSockets. It is passed on as a
//! borrowed string and stored nowhere.

use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;
use http::header::{AUTHORIZATION, HeaderMap};
use http::request::Parts;

/// Decides who may connect.
#[async_trait]
pub trait Authenticator: Send + Sync + 'static {
    /// The application's value for each connection.
    type State: Send + Sync + 'static;

    /// Recognises the sender of a request, or refuses it.
    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<Self::State>, Rejection>;
}

#[async_trait]
impl<A: Authenticator + ?Sized> Authenticator for Arc<A> {
    type State = A::State;

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<Self::State>, Rejection> {
        (**self).authenticate(request).await
    }
}

/// The request that an authenticator decides on.
pub struct AuthRequest<'a> {
    /// The kind of request.
    pub stage: Stage,
    /// The bearer token, when one was sent.
    pub bearer: Option<&'a str>,
    /// Path, query and headers.
    pub request: &'a RequestInfo,
}

impl std::fmt::Debug for AuthRequest<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("AuthRequest").field("stage", &self.stage).finish_non_exhaustive()
    }
}

/// The requests that make a connection and keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// `POST {base}/negotiate`.
    Negotiate,
    /// The transport's request that becomes the connection.
    Connect,
    /// A request for an existing connection or negotiation: a poll, a POST, a DELETE. It is answered only if its user
    /// and session are those of the token, and an application that closes connections when a session ends also ends
    /// their tokens. So it is enough to check the credentials themselves; these requests are many.
    Continue,
    /// `POST {base}/refresh`: newer credentials for a live connection.
    Refresh,
}

/// How many calls a client makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallRate {
    /// In a second, in the long run.
    pub per_second: u32,
    /// At once.
    pub burst: u32,
}

impl CallRate {
    /// The lower of both, in each respect.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self { per_second: self.per_second.min(other.per_second), burst: self.burst.min(other.burst) }
    }
}

/// A recognised sender.
#[derive(Debug, Clone)]
pub struct Identity<S> {
    /// The user, as [`Clients::user`](crate::Clients::user) will address them; `None` for an anonymous connection.
    pub user_id: Option<Arc<str>>,
    /// Names the login session. A negotiated token is good only for the user and session that negotiated it.
    pub session: Arc<str>,
    /// When the credentials expire.
    pub expires_at: Option<SystemTime>,
    /// The company or customer whose connections are bounded together, if there is one.
    pub account: Option<Arc<str>>,
    /// The most connections of that account, where it is fewer than the options allow.
    pub max_of_account: Option<usize>,
    /// How many calls the connection may make, where it is fewer than the options allow.
    pub max_calls: Option<CallRate>,
    /// The client's network address, whose connections are bounded together.
    pub address: Option<Arc<str>>,
    /// The groups of these credentials, which the connection joins before its first hook. Refreshed credentials replace
    /// them; groups joined in any other way stay.
    pub groups: Vec<Arc<str>>,
    /// The application's value for each connection.
    pub state: S,
}

impl<S> Identity<S> {
    /// An anonymous identity without an end.
    pub fn new(state: S) -> Self {
        Self {
            user_id: None,
            session: Arc::from(""),
            expires_at: None,
            account: None,
            max_of_account: None,
            max_calls: None,
            address: None,
            groups: Vec::new(),
            state,
        }
    }

    /// With a user.
    pub fn user(mut self, id: impl Into<Arc<str>>) -> Self {
        self.user_id = Some(id.into());
        self
    }

    /// With a login session.
    pub fn session(mut self, session: impl Into<Arc<str>>) -> Self {
        self.session = session.into();
        self
    }

    /// With an account.
    pub fn account(mut self, key: impl Into<Arc<str>>) -> Self {
        self.account = Some(key.into());
        self
    }

    /// With the client's address.
    pub fn address(mut self, address: impl Into<Arc<str>>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// With a group.
    pub fn group(mut self, name: impl Into<Arc<str>>) -> Self {
        self.groups.push(name.into());
        self
    }

    /// With an end.
    pub fn expires_at(mut self, at: SystemTime) -> Self {
        self.expires_at = Some(at);
        self
    }
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// 401 with an empty body: clients build their error text from the reason phrase then.
    Unauthenticated,
    /// 403 with this text.
    Forbidden(String),
    /// 503 with this text.
    Unavailable(String),
}

/// A snapshot of the request that became a connection. It never holds the bearer token.
#[derive(Clone)]
pub struct RequestInfo {
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
}

impl std::fmt::Debug for RequestInfo {
    /// The path alone: a query holds the connection's secret id, and headers hold cookies.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RequestInfo").field("path", &self.path).finish_non_exhaustive()
    }
}

impl RequestInfo {
    /// Takes the snapshot, and the token separately.
    pub(crate) fn take(parts: &Parts, path: &str) -> (Self, Option<String>) {
        let mut from_query = None;
        let mut query = Vec::new();
        for (key, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            if key.eq_ignore_ascii_case("access_token") {
                from_query = from_query.or(Some(value.into_owned()));
            } else {
                query.push((key.into_owned(), value.into_owned()));
            }
        }
        let mut headers = parts.headers.clone();
        let from_header = headers.remove(AUTHORIZATION).and_then(|value| bearer(value.to_str().ok()?));
        (Self { path: path.to_owned(), query, headers }, from_header.or(from_query))
    }

    /// The path as the client sent it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first value of a query parameter; the key's case does not matter.
    pub fn query(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }

    /// All query parameters in order, without `access_token`.
    pub fn query_pairs(&self) -> &[(String, String)] {
        &self.query
    }

    /// The headers, without `Authorization`.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

fn bearer(value: &str) -> Option<String> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(uri: &str, authorization: Option<&str>) -> (RequestInfo, Option<String>) {
        let mut request = http::Request::get(uri).header("x-a", "b");
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        let (parts, ()) = request.body(()).expect("a valid request").into_parts();
        RequestInfo::take(&parts, parts.uri.path())
    }

    #[test]
    fn the_header_wins_over_the_query_and_neither_is_kept() {
        let (info, token) = take("/hub?Access_Token=q%20q&ID=7&x=%C3%A9", Some("bearer h"));
        assert_eq!(token.as_deref(), Some("h"));
        assert_eq!(info.query("id"), Some("7"));
        assert_eq!(info.query("X"), Some("é"));
        assert_eq!(info.query("access_token"), None);
        assert_eq!(format!("{info:?}"), r#"RequestInfo { path: "/hub", .. }"#);
        assert_eq!(info.headers().len(), 1);
        let (_, token) = take("/hub?access_token=q%20q", None);
        assert_eq!(token.as_deref(), Some("q q"));
        let (_, token) = take("/hub", Some("Basic abc"));
        assert_eq!(token, None);
    }
}
