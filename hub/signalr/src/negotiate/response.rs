//! The answer to a negotiation.

use std::sync::Arc;

use serde::Serialize;

use super::tokens::OnLoss;
use crate::options::{TransferFormat, Transport};

/// The newest negotiate version this server speaks.
const MAX_VERSION: i32 = 1;

/// The body of a negotiate answer; always sent with status 200.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum NegotiateResponse {
    Refused {
        error: String,
    },
    #[serde(rename_all = "camelCase")]
    Redirected {
        negotiate_version: i32,
        #[serde(flatten)]
        to: Redirect,
        /// None, because the other server names its own.
        available_transports: [Offer; 0],
    },
    #[serde(rename_all = "camelCase")]
    Accepted {
        /// Only set when it was requested and is granted: other clients give up when they see it.
        #[serde(skip_serializing_if = "Option::is_none")]
        use_stateful_reconnect: Option<bool>,
        negotiate_version: i32,
        connection_id: Arc<str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        connection_token: Option<Arc<str>>,
        available_transports: Vec<Offer>,
        /// When the credentials expire and can be renewed.
        #[serde(skip_serializing_if = "Option::is_none")]
        token_lifetime_seconds: Option<u64>,
    },
}

/// Where a client shall negotiate instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Redirect {
    /// The address of a hub, absolute, its query included.
    pub url: String,
    /// The token to use there; without one clients keep their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
}

impl Redirect {
    /// To an address, with the client's own token.
    pub fn to(url: impl Into<String>) -> Self {
        Self { url: url.into(), access_token: None }
    }

    /// With another token.
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.access_token = Some(token.into());
        self
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Offer {
    transport: &'static str,
    transfer_formats: &'static [TransferFormat],
}

/// Picks the version to answer with, or the error text.
pub(crate) fn choose_version(requested: Option<&str>) -> Result<i32, String> {
    let Some(requested) = requested.filter(|version| !version.is_empty()) else { return Ok(0) };
    let version: i32 =
        requested.parse().map_err(|_| format!("The client requested an invalid protocol version '{requested}'"))?;
    if version < 0 {
        return Err(format!("The client requested version '{version}', but the server does not support this version."));
    }
    Ok(version.min(MAX_VERSION))
}

/// The answer for a freshly made id and, from version 1 on, a secret token beside it.
pub(crate) fn accepted(
    version: i32,
    id: Arc<str>,
    token: Option<Arc<str>>,
    transports: &[Transport],
    on_loss: OnLoss,
    token_lifetime_seconds: Option<u64>,
) -> NegotiateResponse {
    let offer = |transport: &Transport| Offer { transport: transport.name(), transfer_formats: transport.formats() };
    NegotiateResponse::Accepted {
        use_stateful_reconnect: (on_loss == OnLoss::Wait).then_some(true),
        negotiate_version: version,
        connection_id: id,
        connection_token: token,
        available_transports: transports.iter().map(offer).collect(),
        token_lifetime_seconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_echoed_clamped_or_refused() {
        assert_eq!(choose_version(None), Ok(0));
        assert_eq!(choose_version(Some("0")), Ok(0));
        assert_eq!(choose_version(Some("1")), Ok(1));
        assert_eq!(choose_version(Some("42")), Ok(1));
        assert_eq!(choose_version(Some("x")), Err("The client requested an invalid protocol version 'x'".to_owned()));
        assert_eq!(
            choose_version(Some("-1")),
            Err("The client requested version '-1', but the server does not support this version.".to_owned())
        );
    }
}
