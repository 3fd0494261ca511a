//! The context of a request: its id, its trace, and its origin.
//!
//! The front makes one and puts it among the request's extensions. The tenant becomes known later, when a token is
//! verified, and is recorded here for the log line.

mod client_address;

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use axum::{extract::ConnectInfo, http::Request};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use plenum_shared::{
    caller::Origin, clock::Source, ids::TenantId, language::AcceptLanguage, networks::Networks, telemetry::TraceParent,
};

/// The header that names a request, in and out, and the W3C trace context.
pub(crate) use plenum_shared::caller::front_headers::{REQUEST_ID, TRACEPARENT};

const MAX_REQUEST_ID: usize = 128;

/// The id, the trace and the origin of a request. Cheap to clone.
#[derive(Debug, Clone)]
pub struct RequestContext(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    request_id: String,
    trace: TraceParent,
    ip: Option<String>,
    user_agent: Option<String>,
    /// As it came; it is read when an answer has a text.
    accept_language: Option<HeaderValue>,
    tenant: OnceLock<TenantId>,
}

impl RequestContext {
    pub(crate) fn of<B>(request: &Request<B>, source: &Source, proxies: &Networks) -> Self {
        let headers = request.headers();
        let foreign = only(headers, TRACEPARENT).and_then(TraceParent::parse);
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        Self(Arc::new(Inner {
            request_id: only(headers, REQUEST_ID)
                .filter(|id| is_sane_id(id))
                .map_or_else(|| source.uuid().to_string(), str::to_owned),
            trace: foreign.map_or_else(|| TraceParent::root(source), |parent| parent.child(source)),
            ip: peer.map(|ConnectInfo(peer)| client_address::of(peer.ip(), headers, proxies).to_string()),
            user_agent: headers.get(header::USER_AGENT).map(|value| Origin::readable(value.as_bytes())),
            accept_language: joined(headers, header::ACCEPT_LANGUAGE),
            tenant: OnceLock::new(),
        }))
    }

    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The span of the server: a child of the caller's, or the first of a new trace.
    pub fn trace(&self) -> TraceParent {
        self.0.trace
    }

    /// The tenant of a verified token, once one was seen.
    pub fn tenant(&self) -> Option<TenantId> {
        self.0.tenant.get().copied()
    }

    pub(crate) fn record_tenant(&self, tenant: TenantId) {
        // A request has at most one token, so the tenant is set once.
        let _ = self.0.tenant.set(tenant);
    }

    /// The address of the client.
    pub(crate) fn ip(&self) -> Option<&str> {
        self.0.ip.as_deref()
    }

    /// The languages that the request accepts.
    pub(crate) fn accept_language(&self) -> AcceptLanguage {
        let header = self.0.accept_language.as_ref();
        header.map(|header| AcceptLanguage::parse(header.as_bytes())).unwrap_or_default()
    }

    /// The origin that is stored with every change that the request makes.
    pub fn origin(&self) -> Origin {
        Origin {
            request_id: self.0.request_id.clone(),
            traceparent: Some(self.0.trace.to_string()),
            ip: self.0.ip.clone(),
            user_agent: self.0.user_agent.clone(),
        }
    }
}

/// The value of a header that the request has exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// The value of a header whose lines make one list. A single line is shared with the request and not copied.
fn joined(headers: &HeaderMap, name: HeaderName) -> Option<HeaderValue> {
    let mut lines = headers.get_all(name).iter();
    let first = lines.next()?;
    lines.try_fold(first.clone(), |all, line| {
        HeaderValue::from_bytes(&[all.as_bytes(), b",", line.as_bytes()].concat()).ok()
    })
}

fn is_sane_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=MAX_REQUEST_ID).contains(&id.len()) && id.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use plenum_shared::language::{Language, ReaderLanguages};

    use super::*;

    fn context(headers: &[(&str, &str)]) -> RequestContext {
        let request = headers.iter().fold(Request::builder(), |request, (name, value)| request.header(*name, *value));
        RequestContext::of(&request.body(()).unwrap(), &Source::system(), &Networks::default())
    }

    #[test]
    fn a_valid_request_id_is_kept_and_an_invalid_one_replaced() {
        assert_eq!(context(&[(REQUEST_ID, "abc-1._Z")]).request_id(), "abc-1._Z");
        for bad in ["", "a b", "a\tb", "ü", "a\"b", &"x".repeat(129)] {
            let made = context(&[(REQUEST_ID, bad)]);
            assert_eq!(made.request_id().len(), 36, "{bad:?}");
        }
        let twice = context(&[(REQUEST_ID, "one"), (REQUEST_ID, "two")]);
        assert_eq!(twice.request_id().len(), 36);
    }

    #[test]
    fn a_foreign_trace_is_continued_with_a_span_of_our_own() {
        let foreign = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let trace = context(&[(TRACEPARENT, foreign)]).trace();
        assert_eq!(trace.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_ne!(trace.to_string(), foreign);
        assert_ne!(context(&[(TRACEPARENT, "nonsense")]).trace().trace_id(), trace.trace_id());
    }

    #[test]
    fn several_lines_of_accept_language_are_one_list() {
        let accepted = |headers: &[(&str, &str)]| context(headers).accept_language().choose(ReaderLanguages::default());
        let (german, english) = (("accept-language", "fr, de;q=0.5"), ("accept-language", "en;q=0.9"));
        assert_eq!(accepted(&[german]), Language::German);
        assert_eq!(accepted(&[german, english]), Language::English);
        assert_eq!(accepted(&[]), Language::English);
    }

    #[test]
    fn forwarded_headers_are_ignored_without_a_trusted_proxy() {
        let origin = context(&[("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")]).origin();
        assert_eq!(origin.ip, None);
    }
}
