//! `plenum serve`, `api`, `hub` and `worker`: a node, from its first setting to its last connection.

use std::{sync::Arc, time::Duration};

use plenum_api::{
    ApiSettings, FrontSettings, Scheme,
    server::{self, ServerSettings},
};
use plenum_app::worker::{self, WakeUps};
use plenum_hub::{HubNode, ResumeLimits};
use plenum_shared::{config::Config, telemetry};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Failure;
use crate::{
    admin::{self, Admin},
    compose::{Node, ProcessParts},
    lifecycle::Shutdown,
    listen, settings,
};

/// The calls of a connection at once, for each that it may make in a second. A plan may allow fewer.
const CALLS_AT_ONCE: u32 = 10;

/// The part of the grace period that is reserved for the steps after the connections have ended.
const LAST_STEPS: Duration = Duration::from_secs(2);

pub(crate) async fn run(roles: ProcessParts) -> Result<(), Failure> {
    let config = settings::read(settings::NEEDED)?;
    if roles != ProcessParts::ALL {
        config.require_shared_bus()?;
    }
    telemetry::init(config.log.format, &config.log.filter, Arc::new(plenum_shared::clock::SystemClock))?;
    let metrics = admin::collect()?;
    let shutdown = Shutdown::on_signals()?;
    let public = listen::bind("PLENUM_LISTEN", config.listen.public).await?;
    let operator = match config.listen.admin {
        Some(address) => Some(listen::bind("PLENUM_ADMIN_LISTEN", address).await?),
        None => None,
    };

    // A process that still waits for its database ends when a shutdown begins.
    let started = shutdown.soft.run_until_cancelled(Node::start(config)).await;
    let Some(node) = started else { return Ok(()) };
    let Node { config, app, contexts, bus, bus_events, bus_connector } = node?;
    // The hub alone reads from the bus; a process without a hub drops the events.
    let hub = roles.hub.then(|| {
        HubNode::start(plenum_hub::HubNodeParts { app: app.clone(), bus_events, settings: hub_settings(&config) })
    });
    let draining = CancellationToken::new();
    let api = plenum_api::ApiParts {
        app: app.clone(),
        settings: Arc::new(api_settings(&config)),
        draining: draining.clone(),
    };
    let mut routes = if roles.api { plenum_api::router(api) } else { plenum_api::health_router(api) };
    if let Some(hub) = &hub {
        routes = routes.nest("/hubs", hub.router());
    }
    let messages = app.catalogue().messages().clone();
    let front = plenum_api::front(routes, front_settings(&config), app.source().clone(), messages);

    let (mut tasks, close) = (JoinSet::new(), CancellationToken::new());
    listen::announce(roles.name, "listening", &public)?;
    tasks.spawn(server::serve(public, front, server_settings(&config), close.clone()));
    if let Some(operator) = operator {
        listen::announce(roles.name, "admin", &operator)?;
        let admin = Admin { app: app.clone(), roles, metrics, hub: hub.clone() };
        tasks.spawn(server::serve(operator, admin::router(admin), ServerSettings::default(), close.clone()));
    }
    let mut buses = vec![bus];
    if roles.worker {
        let (bus, events) = bus_connector.join(&config, app.source())?;
        tasks.spawn(worker::run(app.clone(), contexts, WakeUps::new(bus.clone(), events), close.clone()));
        buses.push(bus);
    }
    if roles.api {
        let buckets = bus_connector.buckets(&config, app.source())?;
        tasks.spawn(app.rate_limiter().clone().settle(buckets, close.clone()));
    }
    tracing::info!(role = roles.name, "ready");

    // No task ends before the shutdown. A task that does, by a panic or otherwise, leaves a process that only looks
    // healthy, so the whole process ends and its supervisor starts a new one.
    let failed = tokio::select! {
        () = shutdown.soft.cancelled() => None,
        Some(ended) = tasks.join_next() => Some(ended.err().map_or_else(|| "a task ended".to_owned(), |error| error.to_string())),
        () = hub_failed(hub.as_ref()) => Some("the hub stopped hearing the bus".to_owned()),
    };
    match &failed {
        None => tracing::info!("shutting down"),
        Some(why) => tracing::error!(why, "a part of the process failed, shutting down"),
    }
    draining.cancel();
    let leave = async {
        if let Some(hub) = &hub {
            hub.drain(config.listen.shutdown_grace.saturating_sub(LAST_STEPS)).await;
        }
        close.cancel();
        while tasks.join_next().await.is_some() {}
        app.finish().await;
        for bus in buses {
            bus.shutdown().await;
        }
        app.store().close().await;
    };
    tokio::select! {
        () = leave => tracing::info!("shut down"),
        () = shutdown.hard.cancelled() => return Err("asked twice: left at once, with work unfinished".into()),
        () = tokio::time::sleep(config.listen.shutdown_grace) => {
            return Err("the grace was over before the work was".into());
        }
    }
    failed.map_or(Ok(()), |why| Err(why.into()))
}

/// Completes when the hub of this process has failed; never in a process without one.
async fn hub_failed(hub: Option<&HubNode>) {
    match hub {
        Some(hub) => hub.failed().await,
        None => std::future::pending().await,
    }
}

fn api_settings(config: &Config) -> ApiSettings {
    ApiSettings { max_body_bytes: config.limits.body, ..ApiSettings::default() }
}

fn front_settings(config: &Config) -> FrontSettings {
    let scheme = config.listen.public_url.as_deref().map_or(Scheme::Http, Scheme::of_url);
    FrontSettings {
        scheme,
        cors_origins: config.listen.allowed_origins.clone(),
        trusted_proxies: config.listen.trusted_proxies.clone(),
    }
}

fn hub_settings(config: &Config) -> plenum_hub::Settings {
    let hub = &config.hub;
    plenum_hub::Settings {
        signalr: plenum_hub::Options {
            max_connections: hub.max_connections,
            max_connections_per_account: hub.tenant_connections,
            max_connections_per_user: hub.user_connections,
            max_connections_per_address: hub.address_connections,
            max_message_bytes: hub.message_bytes,
            // One frame may hold several messages.
            max_frame_bytes: hub.message_bytes.saturating_mul(2).max(64 * 1024),
            max_handshake_bytes: hub.handshake_bytes,
            invocations_per_second: hub.calls_per_second,
            invocation_burst: hub.calls_per_second.saturating_mul(CALLS_AT_ONCE),
            signals_per_second: hub.signals_per_second,
            stream_buffer: hub.stream_items,
            queue_messages: hub.queue_messages,
            queue_bytes: hub.queue_bytes,
            allowed_origins: config.listen.allowed_origins.clone(),
            ..plenum_hub::Options::default()
        },
        resume: ResumeLimits {
            window: hub.resume_window,
            entries: hub.resume_max_events,
            bytes: hub.resume_max_bytes,
            ..ResumeLimits::default()
        },
        ring_budget: hub.ring_budget,
        ..plenum_hub::Settings::default()
    }
}

fn server_settings(config: &Config) -> ServerSettings {
    ServerSettings {
        grace: config.listen.shutdown_grace,
        trusted_proxies: config.listen.trusted_proxies.clone(),
        ..ServerSettings::default()
    }
}
