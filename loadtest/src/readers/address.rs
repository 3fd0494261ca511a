//! The address of a hub on one node: the socket to connect to, and the upgrade request.

use std::net::SocketAddr;

use tokio_tungstenite::tungstenite::{
    client::IntoClientRequest,
    handshake::client::Request,
    http::{HeaderValue, header::AUTHORIZATION},
};

use crate::{Failure, Result};

/// One hub of one node, resolved once.
#[derive(Debug, Clone)]
pub struct HubAddress {
    pub socket: SocketAddr,
    url: String,
}

impl HubAddress {
    /// Resolves the address; `base` is a node's URL such as `http://127.0.0.1:8080`.
    pub async fn resolve(base: &str, hub: &str) -> Result<Self> {
        let bad = || Failure::new(format!("{base} is not an http or https address"));
        let (scheme, rest) = base.trim_end_matches('/').split_once("://").ok_or_else(bad)?;
        let (scheme, port) = match scheme {
            "http" => ("ws", 80),
            "https" => ("wss", 443),
            _ => return Err(bad()),
        };
        let authority = rest.split('/').next().unwrap_or(rest);
        let with_port = match authority.rsplit_once(':') {
            Some((_, digits)) if digits.parse::<u16>().is_ok() => authority.to_owned(),
            _ => format!("{authority}:{port}"),
        };
        let socket = tokio::net::lookup_host(&with_port)
            .await
            .map_err(|error| Failure::new(format!("{base} cannot be looked up: {error}")))?
            .next()
            .ok_or_else(|| Failure::new(format!("{base} has no address")))?;
        Ok(Self { socket, url: format!("{scheme}://{rest}/hubs/{hub}?resume=1") })
    }

    pub fn request(&self, token: &str) -> Result<Request> {
        let mut request = self.url.as_str().into_client_request().map_err(Failure::new)?;
        let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(Failure::new)?;
        request.headers_mut().insert(AUTHORIZATION, bearer);
        Ok(request)
    }
}
