//! Who may open a hub: the bearer of a good token whose session, membership and tenant are live at this moment.

use std::{
    net::{IpAddr, Ipv6Addr},
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use plenum_shared::{
    Error,
    caller::{Identity as Bearer, Origin},
    error::Kind,
};
use plenum_signalr::{AuthRequest, Authenticator, Identity, Rejection, RequestInfo, Stage};

use crate::{
    connection_state::{Member, Stage as Begins},
    hubs::access_checks::Checks,
    log_reader::LogReader,
    streams::records::audience::Topic,
};

pub(crate) struct Doorkeeper {
    log: LogReader,
    topic: Topic,
    checks: Checks,
}

impl Doorkeeper {
    pub(crate) fn new(log: LogReader, topic: Topic, checks: Checks) -> Self {
        Self { log, topic, checks }
    }

    /// The token alone does not tell whether it was logged out, or its bearer suspended, since it was issued. Who
    /// belongs to a connection that lives is not asked again: its feed closes it when the answer changes.
    async fn ask_the_database(&self, stage: Stage, who: &Bearer) -> Result<(), Rejection> {
        if stage == Stage::Continue {
            return Ok(());
        }
        let _turn = self.checks.turn_of(who.user).await.ok_or_else(|| {
            metrics::counter!("hub.checks", "outcome" => "busy").increment(1);
            Rejection::Unavailable("busy".to_owned())
        })?;
        self.log.snapshot(who).await.map(drop).map_err(|error| reject(&error))
    }

    /// Where the request came from, from the headers of the front, which stands before the hubs.
    fn origin(&self, request: &RequestInfo) -> Origin {
        let from_front = Origin::from_front(|name| request.headers().get(name).map(|value| value.as_bytes()));
        let own = || Origin { request_id: self.log.app().source().uuid().to_string(), ..Origin::default() };
        from_front.unwrap_or_else(own)
    }
}

#[async_trait]
impl Authenticator for Doorkeeper {
    type State = Member;

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<Member>, Rejection> {
        let bearer = request.bearer.ok_or(Rejection::Unauthenticated)?;
        let who = self.log.app().identify(bearer, self.origin(request.request)).map_err(|error| reject(&error))?;
        // The front's line about the request names the tenant, as it does for REST.
        tracing::Span::current().record("tenant", tracing::field::display(who.tenant));
        let header = request.request.headers().get("x-tenant-id").map(|value| value.to_str().unwrap_or_default());
        let named = [header, request.request.query("tenant")];
        if named.into_iter().flatten().any(|named| named.parse() != Ok(who.tenant)) {
            return Err(Rejection::Forbidden("tenant_mismatch".to_owned()));
        }
        self.ask_the_database(request.stage, &who).await?;
        let begins = if request.request.query("resume") == Some("1") { Begins::Silent } else { Begins::Live };
        // A user of two tenants is two users to the server: a negotiation of one tenant is of no use in the other.
        let user = format!("{}/{}", who.tenant, who.user);
        let expires = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(who.expires_at).unwrap_or(0));
        let session = who.session.to_string();
        let (tenant, address) = (who.tenant.to_string(), who.origin.ip.as_deref().map(holder));
        let groups = [format!("tenant:{}", who.tenant), format!("user:{}", who.user)];
        let identity = Identity::new(Member::new(who, self.topic, begins)).user(user).session(session).account(tenant);
        let identity = Identity { address: address.map(Into::into), ..identity };
        Ok(groups.into_iter().fold(identity.expires_at(expires), Identity::group))
    }
}

/// Whom an address belongs to. A single customer is usually given all of an IPv6 network.
fn holder(address: &str) -> String {
    const NETWORK: u128 = !0 << 64;
    match address.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            Ipv6Addr::from_bits(address.to_bits() & NETWORK).to_string()
        }
        _ => address.to_owned(),
    }
}

fn reject(error: &Error) -> Rejection {
    match error.kind() {
        Kind::Unauthenticated => Rejection::Unauthenticated,
        Kind::Forbidden | Kind::NotFound => Rejection::Forbidden(error.code().as_str().to_owned()),
        _ => {
            tracing::warn!(%error, "a connection could not be judged");
            Rejection::Unavailable(error.code().as_str().to_owned())
        }
    }
}
