//! The requests that begin a connection, one for each transport.

use std::future::Future;
use std::sync::{Arc, Mutex};

use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use hyper::upgrade::OnUpgrade;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::Instrument;

use super::admission::{holder, require_transport};
use super::remote;
use crate::auth::{CallRate, Identity, RequestInfo};
use crate::connection::{Connection, Shared};
use crate::hub::Hub;
use crate::negotiate::Claim;
use crate::options::Transport;
use crate::raw;
use crate::response::Refusal;
use crate::server::{ConnectionPermit, LimitReached, Server};
use crate::session;
use crate::transport::long_polling::{PollInbound, Polls};
use crate::transport::outbound::{MessageBufferLimits, Outbound, QueueLimits, Writer};
use crate::transport::websocket::{self, ReplacementSockets, SocketHalves, SocketReplacement, WebSocketInbound};
use crate::transport::{Inbound, TransportFraming, long_polling, server_sent_events};

/// Accepts a WebSocket, with a negotiated token or without one, and starts its task.
pub(super) async fn websocket<H: Hub>(
    server: &Arc<Server<H>>,
    parts: &mut Parts,
    identity: Identity<H::State>,
    info: RequestInfo,
) -> Result<Response, Refusal> {
    require_transport(server, Transport::WebSockets)?;
    let accepted = websocket::accept(&parts.method, parts.version, &parts.headers)?;
    let upgrade = parts
        .extensions
        .remove::<OnUpgrade>()
        .ok_or_else(|| Refusal::new(StatusCode::UPGRADE_REQUIRED, "this connection cannot be upgraded"))?;
    let token = info.query("id").filter(|token| !token.is_empty());
    if let Some(sockets) = token.and_then(|token| server.negotiations.sockets(token, &holder(&identity))) {
        match sockets.replacement() {
            SocketReplacement::Possible => {
                if let Some(connection) = token.and_then(|token| server.connection_of(token)) {
                    connection.prolong(server.expiry(identity.expires_at));
                }
                return Ok(accept_replacement(server, accepted, upgrade, sockets));
            }
            SocketReplacement::TooLate => {
                return Err(Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID"));
            }
            SocketReplacement::Unsupported => {}
        }
    }
    let permit = acquire_permit(server, &identity)?;
    let claim = match token {
        Some(token) => Some(claim(server, token, &identity, Transport::WebSockets).await?),
        None => None,
    };
    let id = match &claim {
        Some(claim) => Arc::clone(&claim.id),
        None => {
            server.sources.new_id().ok_or_else(|| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no randomness"))?
        }
    };
    let pending = PendingConnection { id, identity, info, _permit: permit, claim };
    start(server, pending, |server, pending| async move {
        let Some((reader, writer)) = upgraded(&server, upgrade).await else { return };
        let outbound = outbound(&server, writer);
        let sockets = pending.claim.as_ref().and_then(|claim| claim.sockets.clone());
        if let Some(sockets) = &sockets {
            sockets.attach(&outbound);
        }
        let inbound = WebSocketInbound::new(reader, Arc::clone(&outbound), &server.context.options, sockets);
        run(server, pending, outbound, TransportFraming::WebSocket, inbound).await;
    });
    Ok(accepted)
}

/// Accepts a further socket for a connection that has lost its own, or is about to.
fn accept_replacement<H: Hub>(
    server: &Arc<Server<H>>,
    accepted: Response,
    upgrade: OnUpgrade,
    sockets: Arc<ReplacementSockets>,
) -> Response {
    let task = {
        let server = Arc::clone(server);
        async move {
            tokio::select! {
                () = server.context.drain.over() => {}
                socket = upgraded(&server, upgrade) => socket.into_iter().for_each(|socket| sockets.put(socket)),
            }
        }
    };
    server.tasks.spawn(task);
    accepted
}

async fn upgraded<H: Hub>(server: &Server<H>, upgrade: OnUpgrade) -> Option<SocketHalves> {
    match timeout(server.context.options.handshake_timeout, upgrade).await {
        Ok(Ok(upgraded)) => return Some(websocket::split(upgraded)),
        Ok(Err(error)) => tracing::debug!(%error, "upgrade failed"),
        Err(_elapsed) => tracing::debug!("upgrade timed out"),
    }
    None
}

/// Opens an event stream for a negotiated token and starts its task.
pub(super) async fn server_sent_events<H: Hub>(
    server: &Arc<Server<H>>,
    token: &str,
    identity: Identity<H::State>,
    info: RequestInfo,
) -> Result<Response, Refusal> {
    let permit = acquire_permit(server, &identity)?;
    let claim = claim(server, token, &identity, Transport::ServerSentEvents).await?;
    let (response, writer, inbound) = server_sent_events::open(claim.receive_posts());
    let pending = PendingConnection { id: Arc::clone(&claim.id), identity, info, _permit: permit, claim: Some(claim) };
    start(server, pending, |server, pending| async move {
        let outbound = outbound(&server, writer);
        // The queue is empty, so there is room; the session notices a client that has left already.
        let _ = outbound.push(server_sent_events::COMMENT);
        run(server, pending, outbound, TransportFraming::Event, inbound).await;
    });
    Ok(response)
}

/// Begins a connection that is polled, for a negotiated token. The first poll is answered at once, with nothing.
pub(super) async fn long_polling<H: Hub>(
    server: &Arc<Server<H>>,
    token: &str,
    identity: Identity<H::State>,
    info: RequestInfo,
) -> Result<Response, Refusal> {
    let permit = acquire_permit(server, &identity)?;
    let claim = claim(server, token, &identity, Transport::LongPolling).await?;
    let outbound = Outbound::polled(queue_limits(server), server.tasks.clone(), Handle::current());
    let polls = Polls::new(Arc::clone(&outbound));
    claim.set_polls(Arc::clone(&polls));
    let inbound = PollInbound::new(claim.receive_posts(), polls, server.context.options.poll_gap);
    let pending = PendingConnection { id: Arc::clone(&claim.id), identity, info, _permit: permit, claim: Some(claim) };
    start(server, pending, |server, pending| run(server, pending, outbound, TransportFraming::Poll, inbound));
    Ok(long_polling::empty_answer())
}

/// A connection that is about to begin. Its permit and its claim are given back when it has ended, in any way.
struct PendingConnection<S> {
    id: Arc<str>,
    identity: Identity<S>,
    info: RequestInfo,
    _permit: ConnectionPermit,
    claim: Option<Claim>,
}

fn acquire_permit<H: Hub>(server: &Server<H>, identity: &Identity<H::State>) -> Result<ConnectionPermit, Refusal> {
    server.connection_limits.acquire(identity).map_err(|limit| {
        server.context.meters.refused(limit.label());
        let status = match limit {
            LimitReached::Server => StatusCode::SERVICE_UNAVAILABLE,
            LimitReached::User | LimitReached::Account | LimitReached::Address => StatusCode::TOO_MANY_REQUESTS,
        };
        Refusal::new(status, "too many connections")
    })
}

/// Claims a token for a transport, from another node if the token is there.
async fn claim<H: Hub>(
    server: &Server<H>,
    token: &str,
    identity: &Identity<H::State>,
    transport: Transport,
) -> Result<Claim, Refusal> {
    match server.remote_owner(token) {
        Some((cluster, node)) => remote::claim(server, cluster, &node, token, identity, transport).await,
        None => server.negotiations.claim(token, &holder(identity), transport).map_err(Refusal::from),
    }
}

/// Spawns the connection's task, which ends at the latest with the drain.
fn start<H: Hub, Fut: Future<Output = ()> + Send + 'static>(
    server: &Arc<Server<H>>,
    pending: PendingConnection<H::State>,
    run: impl FnOnce(Arc<Server<H>>, PendingConnection<H::State>) -> Fut,
) {
    let user = pending.identity.user_id.as_deref();
    // The id of a client that negotiated in the oldest way is its secret, which no log may show.
    let secret = pending.claim.as_ref().is_some_and(|claim| claim.is_public_id());
    let id = if secret { server.sources.new_id() } else { Some(Arc::clone(&pending.id)) };
    let span = tracing::info_span!("signalr.connection", hub = &*server.name, id = id.as_deref(), user);
    let run = run(Arc::clone(server), pending);
    let task = {
        let server = Arc::clone(server);
        async move {
            tokio::select! {
                () = server.context.drain.over() => {}
                () = run => {}
            }
        }
    };
    server.tasks.spawn(task.instrument(span));
}

fn outbound<H: Hub>(server: &Server<H>, writer: Writer) -> Arc<Outbound> {
    Outbound::new(writer, queue_limits(server), server.tasks.clone(), Handle::current())
}

fn queue_limits<H: Hub>(server: &Server<H>) -> QueueLimits {
    let options = &server.context.options;
    QueueLimits { messages: options.queue_messages, bytes: options.queue_bytes, write_timeout: options.write_timeout }
}

/// Runs a connection whose transport is ready.
async fn run<H: Hub>(
    server: Arc<Server<H>>,
    pending: PendingConnection<H::State>,
    outbound: Arc<Outbound>,
    framing: TransportFraming,
    inbound: impl Inbound,
) {
    let PendingConnection { id, identity, info, _permit, claim } = pending;
    let stateful = server
        .context
        .options
        .stateful_reconnect
        .as_ref()
        .filter(|_| claim.as_ref().is_some_and(|claim| claim.sockets.is_some()));
    let buffer_limits = stateful
        .map(|stateful| MessageBufferLimits { messages: stateful.buffer_messages, bytes: stateful.buffer_bytes });
    let buffer_limits = buffer_limits.filter(|_| framing == TransportFraming::WebSocket);
    let _abort_guard = outbound.abort_on_drop();
    let expiry = watch::channel(server.expiry(identity.expires_at)).0;
    let options = &server.context.options;
    let allowed = CallRate { per_second: options.invocations_per_second, burst: options.invocation_burst };
    let connection = Connection::new(Shared {
        id,
        user: identity.user_id,
        session: identity.session,
        state: identity.state,
        request: info,
        call_rate: identity.max_calls.map_or(allowed, |calls| calls.min(allowed)),
        registry: Arc::clone(&server.context.clients.0),
        outbound,
        framing,
        buffer_limits,
        protocol: Default::default(),
        ending: Default::default(),
        invocations: Default::default(),
        expiry,
        credential_groups: Mutex::new(identity.groups),
        membership: Mutex::new(Some(Vec::new())),
    });
    let context = Arc::clone(&server.context);
    match &server.raw_session {
        Some(handler) => raw::session::run(context, connection, inbound, handler).await,
        None => session::run(context, connection, inbound).await,
    }
}
