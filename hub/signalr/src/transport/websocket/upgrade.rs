//! The HTTP side of a WebSocket: checks the upgrade request, and builds the 101 that accepts it.

use axum::body::Body;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CONNECTION, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION,
    UPGRADE,
};
use http::{Method, StatusCode, Version};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::response::Refusal;

/// Whether a request is a WebSocket upgrade, well formed or not.
pub(crate) fn is_upgrade(headers: &HeaderMap) -> bool {
    lists(headers, &UPGRADE, "websocket")
}

/// The answer to an upgrade: 101 when the request conforms to RFC 6455, else the refusal as `Err`.
pub(crate) fn accept(method: &Method, version: Version, headers: &HeaderMap) -> Result<Response, Refusal> {
    if method != Method::GET || version != Version::HTTP_11 || !lists(headers, &CONNECTION, "upgrade") {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "not a websocket upgrade"));
    }
    if headers.get(SEC_WEBSOCKET_VERSION).is_none_or(|value| value != "13") {
        let refusal = Refusal::new(StatusCode::UPGRADE_REQUIRED, "websocket version 13 required");
        return Err(refusal.hint(&SEC_WEBSOCKET_VERSION, "13"));
    }
    let key = headers.get(SEC_WEBSOCKET_KEY).filter(|key| {
        let mut nonce = [0; 18];
        matches!(STANDARD.decode_slice(key.as_bytes(), &mut nonce), Ok(16))
    });
    let Some(key) = key else {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "invalid websocket key"));
    };
    let accept = HeaderValue::try_from(derive_accept_key(key.as_bytes()))
        .map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "invalid websocket key"))?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    Ok(response)
}

/// Whether a comma-separated header contains a token, in any case.
fn lists(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| item.trim().eq_ignore_ascii_case(token))
}
