//! Who is asking, and from where.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    access::Access,
    ids::{SessionId, TenantId, UserId},
};

/// An authenticated user of one tenant, with the access loaded for this request or connection.
#[derive(Debug, Clone)]
pub struct Caller {
    pub tenant: TenantId,
    pub user: UserId,
    pub session: SessionId,
    pub access: Arc<Access>,
    pub origin: Origin,
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

/// Whom a verified access token names. What they may do is not in it: that is loaded, as a [`Caller`], in the
/// transaction that does the work, so that a change of access bites at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub tenant: TenantId,
    pub user: UserId,
    pub session: SessionId,
    /// When the token ends, in seconds since the Unix epoch.
    pub expires_at: i64,
    pub origin: Origin,
}
