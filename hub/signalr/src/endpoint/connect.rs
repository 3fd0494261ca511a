//! A request becomes a connection.

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

use super::admission::{holder, offered};
use super::elsewhere;
use crate::auth::{Identity, RequestInfo};
use crate::connection::{Connection, Shared};
use crate::hub::Hub;
use crate::negotiate::Claim;
use crate::options::Transport;
use crate::raw;
use crate::response::Refusal;
use crate::server::{Full, Server, Slot};
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
    offered(server, Transport::WebSockets)?;
    let accepted = websocket::accept(&parts.method, parts.version, &parts.headers)?;
    let upgrade = parts
        .extensions
        .remove::<OnUpgrade>()
        .ok_or_else(|| Refusal::new(StatusCode::UPGRADE_REQUIRED, "this connection cannot be upgraded"))?;
    let token = info.query("id").filter(|token| !token.is_empty());
    if let Some(lines) = token.and_then(|token| server.negotiations.lines(token, &holder(&identity))) {
        match lines.replacement() {
            SocketReplacement::Possible => {
                if let Some(connection) = token.and_then(|token| server.connection_of(token)) {
                    connection.prolong(server.ends_at(identity.expires_at));
                }
                return Ok(another_line(server, accepted, upgrade, lines));
            }
            SocketReplacement::TooLate => {
                return Err(Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID"));
            }
            SocketReplacement::Unsupported => {}
        }
    }
    let slot = take_slot(server, &identity)?;
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
    let newcomer = Newcomer { id, identity, info, _slot: slot, claim };
    start(server, newcomer, |server, newcomer| async move {
        let Some((reader, writer)) = upgraded(&server, upgrade).await else { return };
        let outbound = outbound(&server, writer);
        let lines = newcomer.claim.as_ref().and_then(|claim| claim.lines.clone());
        if let Some(lines) = &lines {
            lines.attach(&outbound);
        }
        let inbound = WebSocketInbound::new(reader, Arc::clone(&outbound), &server.context.options, lines);
        run(server, newcomer, outbound, TransportFraming::WebSocket, inbound).await;
    });
    Ok(accepted)
}

/// Accepts a further socket for a connection that has lost its own, or is about to.
fn another_line<H: Hub>(
    server: &Arc<Server<H>>,
    accepted: Response,
    upgrade: OnUpgrade,
    lines: Arc<ReplacementSockets>,
) -> Response {
    let task = {
        let server = Arc::clone(server);
        async move {
            tokio::select! {
                () = server.context.drain.over() => {}
                line = upgraded(&server, upgrade) => line.into_iter().for_each(|line| lines.put(line)),
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
    let slot = take_slot(server, &identity)?;
    let claim = claim(server, token, &identity, Transport::ServerSentEvents).await?;
    let (response, writer, inbound) = server_sent_events::open(claim.posts());
    let newcomer = Newcomer { id: Arc::clone(&claim.id), identity, info, _slot: slot, claim: Some(claim) };
    start(server, newcomer, |server, newcomer| async move {
        let outbound = outbound(&server, writer);
        // Nothing is queued yet, so there is room; a client that has left already is noticed by the session.
        let _ = outbound.push(server_sent_events::COMMENT);
        run(server, newcomer, outbound, TransportFraming::Event, inbound).await;
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
    let slot = take_slot(server, &identity)?;
    let claim = claim(server, token, &identity, Transport::LongPolling).await?;
    let outbound = Outbound::polled(queue_limits(server), server.tasks.clone(), Handle::current());
    let polls = Polls::new(Arc::clone(&outbound));
    claim.polled_at(Arc::clone(&polls));
    let inbound = PollInbound::new(claim.posts(), polls, server.context.options.poll_gap);
    let newcomer = Newcomer { id: Arc::clone(&claim.id), identity, info, _slot: slot, claim: Some(claim) };
    start(server, newcomer, |server, newcomer| run(server, newcomer, outbound, TransportFraming::Poll, inbound));
    Ok(long_polling::empty_answer())
}

/// Who is about to be connected. What it holds is given back when the connection has ended, however it did.
struct Newcomer<S> {
    id: Arc<str>,
    identity: Identity<S>,
    info: RequestInfo,
    _slot: Slot,
    claim: Option<Claim>,
}

fn take_slot<H: Hub>(server: &Server<H>, identity: &Identity<H::State>) -> Result<Slot, Refusal> {
    server.slots.take(identity).map_err(|full| {
        server.context.meters.refused(full.label());
        let status = match full {
            Full::Everybody => StatusCode::SERVICE_UNAVAILABLE,
            Full::User | Full::Account | Full::Address => StatusCode::TOO_MANY_REQUESTS,
        };
        Refusal::new(status, "too many connections")
    })
}

/// Takes a token for a transport, from another node if it is there.
async fn claim<H: Hub>(
    server: &Server<H>,
    token: &str,
    identity: &Identity<H::State>,
    transport: Transport,
) -> Result<Claim, Refusal> {
    match server.elsewhere(token) {
        Some((cluster, node)) => elsewhere::claim(server, cluster, &node, token, identity, transport).await,
        None => server.negotiations.claim(token, &holder(identity), transport).map_err(Refusal::from),
    }
}

/// Spawns the connection's task, which ends at the latest when the server's patience does.
fn start<H: Hub, Fut: Future<Output = ()> + Send + 'static>(
    server: &Arc<Server<H>>,
    newcomer: Newcomer<H::State>,
    life: impl FnOnce(Arc<Server<H>>, Newcomer<H::State>) -> Fut,
) {
    let user = newcomer.identity.user_id.as_deref();
    // The id of a client that negotiated in the oldest way is its secret, and stands in no log.
    let secret = newcomer.claim.as_ref().is_some_and(|claim| claim.is_shown());
    let id = if secret { server.sources.new_id() } else { Some(Arc::clone(&newcomer.id)) };
    let span = tracing::info_span!("signalr.connection", hub = &*server.name, id = id.as_deref(), user);
    let life = life(Arc::clone(server), newcomer);
    let task = {
        let server = Arc::clone(server);
        async move {
            tokio::select! {
                () = server.context.drain.over() => {}
                () = life => {}
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

/// Runs a connection whose transport stands.
async fn run<H: Hub>(
    server: Arc<Server<H>>,
    newcomer: Newcomer<H::State>,
    outbound: Arc<Outbound>,
    framing: TransportFraming,
    inbound: impl Inbound,
) {
    let Newcomer { id, identity, info, _slot, claim } = newcomer;
    let stateful = server
        .context
        .options
        .stateful_reconnect
        .as_ref()
        .filter(|_| claim.as_ref().is_some_and(|claim| claim.lines.is_some()));
    let buffer_limits = stateful
        .map(|stateful| MessageBufferLimits { messages: stateful.buffer_messages, bytes: stateful.buffer_bytes });
    let buffer_limits = buffer_limits.filter(|_| framing == TransportFraming::WebSocket);
    let _abort_guard = outbound.abort_on_drop();
    let expiry = watch::channel(server.ends_at(identity.expires_at)).0;
    let connection = Connection::new(Shared {
        id,
        user: identity.user_id,
        session: identity.session,
        state: identity.state,
        request: info,
        registry: Arc::clone(&server.context.clients.0),
        outbound,
        framing,
        buffer_limits,
        protocol: Default::default(),
        ending: Default::default(),
        questions: Default::default(),
        expiry,
        claimed: Mutex::new(identity.groups),
        membership: Mutex::new(Some(Vec::new())),
    });
    let context = Arc::clone(&server.context);
    match &server.talk {
        Some(talk) => raw::session::run(context, connection, inbound, talk).await,
        None => session::run(context, connection, inbound).await,
    }
}
