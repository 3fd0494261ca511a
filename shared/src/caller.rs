//! The caller of a request or connection, and the origin of the request.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    access::Access,
    actor::{Actor, ActorKind},
    catalogue::Catalogue,
    ids::{SessionId, TenantId, UserId},
    language::ReaderLanguages,
    locality::Locality,
    plan::Entitlements,
    text::TextVersion,
};

/// An authenticated user of one tenant, with the access loaded for this request or connection.
#[derive(Debug, Clone)]
pub struct Caller {
    pub tenant: TenantId,
    pub user: UserId,
    /// A person, or a machine.
    pub kind: ActorKind,
    pub session: SessionId,
    pub access: Arc<Access>,
    /// What the tenant's plan allows.
    pub entitlements: Arc<Entitlements>,
    /// The languages of the settings.
    pub languages: ReaderLanguages,
    /// The zone and the country of the settings.
    pub locality: Locality,
    /// What the records are that the access speaks of.
    pub catalogue: Catalogue,
    /// The rules by which the tenant's texts are compared, found and sorted.
    pub text: TextVersion,
    pub origin: Origin,
    /// The name of the automation, if it is one: then there is no user, and no session.
    pub automation: Option<&'static str>,
}

/// Where a request came from; written beside every change it makes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    pub request_id: String,
    /// The W3C trace context of the request.
    pub traceparent: Option<String>,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
}

/// The headers in which the front passes on the request id, the trace and the client's address to services that see
/// only headers. The front overwrites or removes headers of these names that a client sent, so the services behind it
/// can trust them.
pub mod front_headers {
    pub const REQUEST_ID: &str = "x-request-id";
    /// The W3C trace context, with a span of our own.
    pub const TRACEPARENT: &str = "traceparent";
    /// The address of the client, as far as there is one.
    pub const PEER: &str = "x-plenum-peer";
}

/// The longest user agent that is stored, in characters. It is stored for people to read.
const MAX_USER_AGENT: usize = 256;

impl Origin {
    /// The origin in the headers of the front; `None` when the request did not come through a front.
    pub fn from_front<'a>(header: impl Fn(&str) -> Option<&'a [u8]>) -> Option<Self> {
        let text = |name| header(name).map(|value| String::from_utf8_lossy(value).into_owned());
        Some(Self {
            request_id: text(front_headers::REQUEST_ID)?,
            traceparent: Some(text(front_headers::TRACEPARENT)?),
            ip: text(front_headers::PEER),
            user_agent: header("user-agent").map(Self::readable),
        })
    }

    /// A user agent as it is stored.
    pub fn readable(user_agent: &[u8]) -> String {
        String::from_utf8_lossy(user_agent).chars().filter(|char| !char.is_control()).take(MAX_USER_AGENT).collect()
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        match caller.automation {
            Some(name) => Self::automation(name),
            None => Self { kind: caller.kind, id: Some(caller.user.uuid()), name: None },
        }
    }
}

/// The user, tenant and session of a verified access token. It holds no permissions: they are loaded, as a [`Caller`],
/// in the transaction that does the work, so that a change of access takes effect at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub tenant: TenantId,
    pub user: UserId,
    pub session: SessionId,
    /// When the token expires, in seconds since the Unix epoch.
    pub expires_at: i64,
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_from_the_headers_of_the_front() {
        let all = [
            ("x-request-id", "r-1"),
            ("traceparent", "00-a-b-01"),
            ("x-plenum-peer", "192.0.2.1"),
            ("user-agent", "a\tb"),
        ];
        let origin = |given: &[(&str, &'static str)]| {
            let header = |name: &str| given.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_bytes());
            Origin::from_front(header)
        };
        let expected = Origin {
            request_id: "r-1".to_owned(),
            traceparent: Some("00-a-b-01".to_owned()),
            ip: Some("192.0.2.1".to_owned()),
            user_agent: Some("ab".to_owned()),
        };
        assert_eq!(origin(&all), Some(expected));
        assert_eq!(origin(&all[2..]), None);
        assert_eq!(origin(&all[..2]).and_then(|origin| origin.ip), None);
        assert_eq!(Origin::readable(&[b'a'; 1_000]).len(), MAX_USER_AGENT);
    }
}
