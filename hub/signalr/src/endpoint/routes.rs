//! Several hubs under one router, their addresses compared without regard to case, as clients of ASP.NET expect. A
//! hub's address may be below another's: the longest matching address wins, in any order of registration.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;

use super::Endpoint;
use crate::response::Refusal;

/// Collects hubs and their addresses.
#[derive(Clone, Default)]
pub struct HubRoutes(Vec<(String, Endpoint)>);

impl HubRoutes {
    /// No hubs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a hub at an address such as `/deals`. Of two at the same address, the first is served.
    pub fn hub(mut self, address: &str, endpoint: Endpoint) -> Self {
        let address = address.trim_matches('/').to_owned();
        // The longest first, so that the first match is the right one.
        let index = self.0.partition_point(|(other, _)| other.len() >= address.len());
        self.0.insert(index, (address, endpoint));
        self
    }

    /// The router; nest it, or use it as the root.
    pub fn into_router(self) -> Router {
        let hubs = Arc::new(self);
        Router::new().fallback(move |request: Request| {
            let hubs = Arc::clone(&hubs);
            async move { hubs.serve(request).await }
        })
    }

    async fn serve(&self, request: Request) -> Response {
        let path = request.uri().path().trim_start_matches('/');
        let found = self.0.iter().find_map(|(address, endpoint)| Some((below(path, address)?.to_owned(), endpoint)));
        match found {
            Some((rest, endpoint)) => endpoint.serve(rest, request).await,
            None => Refusal::new(StatusCode::NOT_FOUND, "").into_response(),
        }
    }
}

/// The rest of a path below an address, if it is below.
fn below<'a>(path: &'a str, address: &str) -> Option<&'a str> {
    let (head, rest) = path.split_at_checked(address.len())?;
    (head.eq_ignore_ascii_case(address) && (rest.is_empty() || rest.starts_with('/'))).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_a_segment_does() {
        assert_eq!(below("Deals/negotiate", "deals"), Some("/negotiate"));
        assert_eq!(below("deals", "DEALS"), Some(""));
        assert_eq!(below("dealsx", "deals"), None);
        assert_eq!(below("de", "deals"), None);
    }
}
