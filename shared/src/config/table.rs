//! The table of settings: the one place that knows a setting's name, default, form and meaning.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use super::formats;
use crate::{networks::Networks, plan::Plan, secrets::Secret, telemetry::LogFormat};

/// Whether a setting's value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    Open,
    /// An address with credentials: shown without them, and not at all when it is not understood.
    Secret,
}

/// What there is to know about a setting, for people.
#[derive(Debug, Clone, Copy)]
pub struct About {
    pub name: &'static str,
    pub default: Option<&'static str>,
    /// What is expected, as the end of "expected …".
    pub expects: &'static str,
    pub meaning: &'static str,
    pub secrecy: Secrecy,
}

/// A setting whose value is a `T`.
pub(super) struct Setting<T> {
    pub(super) about: About,
    pub(super) parse: fn(&str) -> Option<T>,
}

macro_rules! settings {
    ($($id:ident: $type:ty = $name:literal, $default:expr, $secrecy:ident, $expects:literal, $parse:expr, $meaning:literal;)*) => {
        $(pub(super) const $id: Setting<$type> = Setting {
            about: About {
                name: $name, default: $default, expects: $expects, meaning: $meaning, secrecy: Secrecy::$secrecy,
            },
            parse: $parse,
        };)*

        /// All settings, in the order in which they are documented.
        pub const SETTINGS: &[About] = &[$($id.about,)*];
    };
}

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;
const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

settings! {
    DATABASE_URL: Secret = "DATABASE_URL", None, Secret,
        "postgres://user:password@host/database", |text| formats::address(text, &["postgres", "postgresql"]),
        "PostgreSQL, as the restricted role that owns nothing. On another machine with `?sslmode=verify-full`, or at least `?sslmode=require`.";
    ADMIN_DATABASE_URL: Secret = "PLENUM_ADMIN_DATABASE_URL", None, Secret,
        "postgres://user:password@host/database", |text| formats::address(text, &["postgres", "postgresql"]),
        "PostgreSQL, as the owner of the tables; used by `plenum migrate` only. Encrypted like `DATABASE_URL`.";
    DB_POOL: u32 = "PLENUM_DB_POOL", Some("20"), Open,
        "a number from 2 to 500", |text| formats::number(text, 2..=500),
        "Connections to PostgreSQL per process.";
    REDIS_URL: Secret = "REDIS_URL", None, Secret,
        "redis://… or rediss://…", |text| formats::address(text, &["redis", "rediss"]),
        "The bus between processes; on another machine as `rediss://`. Without it the bus is within the process, and only one can run: `plenum serve`.";
    ALLOW_PLAINTEXT: bool = "PLENUM_ALLOW_PLAINTEXT", Some("no"), Open,
        "`yes` or `no`", formats::yes_or_no,
        "Whether PostgreSQL and Redis on other machines may be reached without encryption.";
    BUS_PREFIX: String = "PLENUM_BUS_PREFIX", Some("plenum"), Open,
        "1 to 64 characters of a-z, 0-9, `-` and `_`", formats::bus_prefix,
        "What every channel's name begins with, so that installations can share a Redis.";
    LISTEN: SocketAddr = "PLENUM_LISTEN", Some("127.0.0.1:8080"), Open,
        "an IP address and port, such as 0.0.0.0:8080", formats::socket,
        "Where clients connect, for all roles of the process.";
    ADMIN_LISTEN: Option<SocketAddr> = "PLENUM_ADMIN_LISTEN", Some("127.0.0.1:9464"), Open,
        "an IP address and port, or `off`", formats::socket_or_off,
        "Where `/metrics` and `/health` in detail are served; not for the public.";
    PUBLIC_URL: String = "PLENUM_PUBLIC_URL", None, Open,
        "an address such as https://crm.example.com, without path or query", formats::public_url,
        "The address by which clients reach this installation, and the issuer of its tokens; the same on all nodes. Without it the issuer is `plenum`.";
    ALLOWED_ORIGINS: Vec<String> = "PLENUM_ALLOWED_ORIGINS", None, Open,
        "origins such as https://app.example.com, separated by commas; no wildcards", formats::origins,
        "Web pages that may call from a browser. Default: none but pages of the same origin.";
    TRUSTED_PROXIES: Networks = "PLENUM_TRUSTED_PROXIES", None, Open,
        "addresses and networks such as 10.0.0.0/8, separated by commas", Networks::parse,
        "Proxies and load balancers in front of this installation: their `X-Forwarded-For` is believed, and they may open connections for many clients. Default: none.";
    SHUTDOWN_GRACE: Duration = "PLENUM_SHUTDOWN_GRACE", Some("25s"), Open,
        "1 second to 10 minutes, such as 25 or 25s", |text| formats::span(text, 1, 1..=10 * MINUTE),
        "How long work in flight may take to end after a stop signal.";
    SECRET_KEY_FILE: PathBuf = "PLENUM_SECRET_KEY_FILE", None, Open,
        "the path of a file", formats::path,
        "The master key, 32 bytes in base64 (`openssl rand -base64 32`); the same on all nodes.";
    SIGNING_KEY_FILE: Vec<PathBuf> = "PLENUM_SIGNING_KEY_FILE", None, Open,
        "paths of files, separated by commas", formats::paths,
        "Ed25519 keys in PEM (`openssl genpkey -algorithm ed25519`); the first signs access tokens, all verify.";
    ACCESS_TOKEN_MINUTES: Duration = "PLENUM_ACCESS_TOKEN_MINUTES", Some("15"), Open,
        "5 to 60 minutes, such as 15 or 15m", |text| formats::span(text, MINUTE, 5 * MINUTE..=60 * MINUTE),
        "How long an access token is valid.";
    REFRESH_IDLE_DAYS: Duration = "PLENUM_REFRESH_IDLE_DAYS", Some("7"), Open,
        "1 to 14 days, such as 7 or 7d", |text| formats::span(text, DAY, DAY..=14 * DAY),
        "After how long without use a session ends.";
    REFRESH_ABSOLUTE_DAYS: Duration = "PLENUM_REFRESH_ABSOLUTE_DAYS", Some("30"), Open,
        "1 to 30 days, such as 30 or 30d", |text| formats::span(text, DAY, DAY..=30 * DAY),
        "After how long a session ends however much it is used.";
    SIGN_IN_WINDOW: Duration = "PLENUM_SIGN_IN_WINDOW", Some("15m"), Open,
        "1 minute to 24 hours, such as 15 or 15m", |text| formats::span(text, MINUTE, MINUTE..=DAY),
        "Over how long wrong passwords are counted.";
    SIGN_IN_FAILURES: u32 = "PLENUM_SIGN_IN_FAILURES", Some("5"), Open,
        "a number from 1 to 10000", |text| formats::number(text, 1..=10_000),
        "Wrong passwords for one account from one address within the window; then that address has to wait for its end.";
    SIGN_IN_FAILURES_OF_ADDRESS: u32 = "PLENUM_SIGN_IN_FAILURES_OF_ADDRESS", Some("50"), Open,
        "a number from 1 to 1000000", |text| formats::number(text, 1..=1_000_000),
        "Wrong passwords for all accounts from one address within the window; then it has to wait for its end, except for accounts that have signed in from it.";
    SIGN_IN_FAILURES_OF_ACCOUNT: u32 = "PLENUM_SIGN_IN_FAILURES_OF_ACCOUNT", Some("20"), Open,
        "a number from 1 to 1000000", |text| formats::number(text, 1..=1_000_000),
        "Wrong passwords for one account from all addresses within the window; then there is a growing pause between attempts from addresses that the account has not signed in from.";
    NEW_TENANT_PLAN: Plan = "PLENUM_NEW_TENANT_PLAN", Some("free"), Open,
        "`free`, `pro` or `enterprise`", Plan::parse,
        "The plan of a new tenant; an operator gives it another.";
    BODY_LIMIT: usize = "PLENUM_BODY_LIMIT", Some("1MiB"), Open,
        "1KiB to 64MiB, in bytes or with a unit", |text| formats::size(text, KIB..=64 * MIB),
        "The largest request body.";
    RESUME_WINDOW_DAYS: Duration = "PLENUM_RESUME_WINDOW_DAYS", Some("30"), Open,
        "1 to 365 days, such as 7 or 7d", |text| formats::span(text, DAY, DAY..=365 * DAY),
        "How old a cursor may be to resume from, unless the plan of the tenant allows less; an older one gets a reset.";
    RESUME_MAX_EVENTS: usize = "PLENUM_RESUME_MAX_EVENTS", Some("5000"), Open,
        "a number from 1 to 100000", |text| formats::number(text, 1..=100_000),
        "How many entries of the log one resume goes through at most, visible to the reader or not; more is a reset.";
    RESUME_MAX_BYTES: usize = "PLENUM_RESUME_MAX_BYTES", Some("5MiB"), Open,
        "64KiB to 256MiB, in bytes or with a unit", |text| formats::size(text, 64 * KIB..=256 * MIB),
        "How many bytes of events one resume replays at most; more is a reset.";
    RING_BUDGET: usize = "PLENUM_RING_BUDGET", Some("256MiB"), Open,
        "1MiB to 64GiB, in bytes or with a unit", |text| formats::size(text, MIB..=64 * GIB),
        "Memory for recent entries of all tenants and hubs together, per node.";
    HUB_MAX_CONNECTIONS: usize = "PLENUM_HUB_MAX_CONNECTIONS", Some("20000"), Open,
        "a number from 1 to 1000000", |text| formats::number(text, 1..=1_000_000),
        "How many connections a hub accepts; the next is refused and may try later.";
    HUB_TENANT_CONNECTIONS: usize = "PLENUM_HUB_TENANT_CONNECTIONS", Some("10000"), Open,
        "a number from 1 to 1000000", |text| formats::number(text, 1..=1_000_000),
        "How many connections one tenant has to one hub of a node, unless its plan allows fewer; the next is refused with 429.";
    HUB_USER_CONNECTIONS: usize = "PLENUM_HUB_USER_CONNECTIONS", Some("100"), Open,
        "a number from 1 to 1000000", |text| formats::number(text, 1..=1_000_000),
        "How many connections one user has to one hub of a node; the next is refused with 429.";
    HUB_ADDRESS_CONNECTIONS: usize = "PLENUM_HUB_ADDRESS_CONNECTIONS", Some("2000"), Open,
        "a number from 1 to 1000000", |text| formats::number(text, 1..=1_000_000),
        "How many connections come from one address to one hub of a node; the next is refused with 429. Behind a proxy that is not in `PLENUM_TRUSTED_PROXIES`, all come from the proxy's.";
    HUB_MESSAGE_BYTES: usize = "PLENUM_HUB_MESSAGE_BYTES", Some("32KiB"), Open,
        "1KiB to 1MiB, in bytes or with a unit", |text| formats::size(text, KIB..=MIB),
        "The longest message of a client to a hub; a longer one closes its connection (1009).";
    HUB_HANDSHAKE_BYTES: usize = "PLENUM_HUB_HANDSHAKE_BYTES", Some("4KiB"), Open,
        "256 to 64KiB, in bytes or with a unit", |text| formats::size(text, 256..=64 * KIB),
        "The longest handshake of a client; a longer one closes its connection (1002).";
    HUB_CALLS_PER_SECOND: u32 = "PLENUM_HUB_CALLS_PER_SECOND", Some("50"), Open,
        "a number from 1 to 10000", |text| formats::number(text, 1..=10_000),
        "How many calls a connection makes in a second, and ten times as many at once; more close it (1008). The tenant's plan may allow fewer.";
    HUB_SIGNALS_PER_SECOND: u32 = "PLENUM_HUB_SIGNALS_PER_SECOND", Some("100"), Open,
        "a number from 1 to 10000", |text| formats::number(text, 1..=10_000),
        "How many messages that are neither calls nor items a connection sends in a second, and twice as many at once; more close it (1008).";
    HUB_STREAM_ITEMS: usize = "PLENUM_HUB_STREAM_ITEMS", Some("10"), Open,
        "a number from 1 to 10000", |text| formats::number(text, 1..=10_000),
        "How many items of a client's stream wait to be read before its connection is read no further.";
    HUB_QUEUE_MESSAGES: usize = "PLENUM_HUB_QUEUE_MESSAGES", Some("256"), Open,
        "a number from 16 to 65536", |text| formats::number(text, 16..=65_536),
        "How many messages may wait for a slow connection before it is closed.";
    HUB_QUEUE_BYTES: usize = "PLENUM_HUB_QUEUE_BYTES", Some("256KiB"), Open,
        "64KiB to 64MiB, in bytes or with a unit", |text| formats::size(text, 64 * KIB..=64 * MIB),
        "How many bytes may wait for a slow connection before it is closed.";
    LOG: LogFormat = "PLENUM_LOG", Some("json"), Open,
        "`pretty` or `json`", formats::log_format,
        "How log lines look.";
    LOG_FILTER: String = "PLENUM_LOG_FILTER", Some("info"), Open,
        "directives such as `info` or `info,plenum_hub=debug`", formats::log_filter,
        "What is logged.";
}
