//! Who may open a hub: the bearer of a valid token whose session, membership and tenant are active now.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use plenum_shared::{
    Error,
    attempts::client_network,
    caller::{Identity as Caller, Origin},
    error::Kind,
    plan::{HUB_CALL_BURST, HUB_CALLS, HUB_CONNECTIONS},
};
use plenum_signalr::{AuthRequest, Authenticator, CallRate, Identity, Rejection, RequestInfo, Stage};

use super::access_checks::AccessChecks;
use crate::{
    connection_state::{ConnectionState, DeliveryState},
    node_context::NodeContext,
    streams::topic::Topic,
};

pub(super) struct TokenAuthenticator {
    context: Arc<NodeContext>,
    topic: Topic,
    access_checks: AccessChecks,
}

/// What the plan of a tenant allows; without a value the settings of the node decide.
#[derive(Default)]
struct Allowed {
    connections: Option<usize>,
    calls: Option<CallRate>,
}

impl TokenAuthenticator {
    pub(super) fn new(context: Arc<NodeContext>, topic: Topic, access_checks: AccessChecks) -> Self {
        Self { context, topic, access_checks }
    }

    /// Checks that the session and the membership are active: the token alone does not say whether the session was
    /// logged out or the user suspended since it was issued. A request of a live connection is not checked again,
    /// because the feed closes the connection when its access ends. Returns what the plan of the tenant allows.
    async fn check_access(&self, stage: Stage, who: &Caller) -> Result<Allowed, Rejection> {
        if stage == Stage::Continue {
            return Ok(Allowed::default());
        }
        let _permit = self.access_checks.acquire(who).await.ok_or_else(|| {
            metrics::counter!("hub.checks", "outcome" => "busy").increment(1);
            Rejection::Unavailable("busy".to_owned())
        })?;
        let snapshot = self.context.log.snapshot(who).await.map_err(|error| reject(&error))?;
        let entitlements = &snapshot.entitlements;
        let calls = CallRate {
            per_second: entitlements.limit(&HUB_CALLS).unwrap_or(u32::MAX),
            burst: entitlements.limit(&HUB_CALL_BURST).unwrap_or(u32::MAX),
        };
        let connections = entitlements.limit(&HUB_CONNECTIONS);
        let connections = connections.map(|allowed| usize::try_from(allowed).unwrap_or(usize::MAX));
        Ok(Allowed { connections, calls: Some(calls) })
    }

    /// The origin of the request, as the front has determined it. Without a front the request gets an id here.
    fn origin(&self, request: &RequestInfo) -> Origin {
        let front = Origin::from_front(|name| request.headers().get(name).map(|value| value.as_bytes()));
        let own = || Origin { request_id: self.context.source().uuid().to_string(), ..Origin::default() };
        front.unwrap_or_else(own)
    }
}

#[async_trait]
impl Authenticator for TokenAuthenticator {
    type State = ConnectionState;

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<ConnectionState>, Rejection> {
        let bearer = request.bearer.ok_or(Rejection::Unauthenticated)?;
        let who = self.context.app().identify(bearer, self.origin(request.request)).map_err(|error| reject(&error))?;
        // The front's log line about the request names the tenant, as it does for REST.
        tracing::Span::current().record("tenant", tracing::field::display(who.tenant));
        let header = request.request.headers().get("x-tenant-id").map(|value| value.to_str().unwrap_or_default());
        let named = [header, request.request.query("tenant")];
        if named.into_iter().flatten().any(|named| named.parse() != Ok(who.tenant)) {
            return Err(Rejection::Forbidden("tenant_mismatch".to_owned()));
        }
        let allowed = self.check_access(request.stage, &who).await?;
        let resumes = request.request.query("resume") == Some("1");
        let delivery = if resumes { DeliveryState::AwaitingResume } else { DeliveryState::Live };
        // A user of two tenants is two users to the server: a negotiation of one tenant cannot be used in the other.
        let user = format!("{}/{}", who.tenant, who.user);
        let expires = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(who.expires_at).unwrap_or(0));
        let session = who.session.to_string();
        let (tenant, address) = (who.tenant.to_string(), who.origin.ip.as_deref().map(address_key));
        let groups = [format!("tenant:{}", who.tenant), format!("user:{}", who.user)];
        let identity =
            Identity::new(ConnectionState::new(who, self.topic, delivery)).user(user).session(session).account(tenant);
        let (max_of_account, max_calls) = (allowed.connections, allowed.calls);
        let identity = Identity { address: address.map(Into::into), max_of_account, max_calls, ..identity };
        Ok(groups.into_iter().fold(identity.expires_at(expires), Identity::group))
    }
}

/// The key by which connections of one client's address are counted.
fn address_key(address: &str) -> String {
    match address.parse() {
        Ok(address) => client_network(address).to_string(),
        Err(_) => address.to_owned(),
    }
}

fn reject(error: &Error) -> Rejection {
    match error.kind() {
        Kind::Unauthenticated => Rejection::Unauthenticated,
        Kind::Forbidden | Kind::NotFound => Rejection::Forbidden(error.code().as_str().to_owned()),
        _ => {
            tracing::warn!(%error, "the access of a connection could not be checked");
            Rejection::Unavailable(error.code().as_str().to_owned())
        }
    }
}
