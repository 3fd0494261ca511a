//! Tests of the server from outside: with real client libraries, and with raw sockets for bytes that no library sends.

mod auth;
mod autobahn;
mod backplane;
mod client_results;
mod delivery;
mod filters;
mod flow_control;
mod handshake;
mod http_surface;
mod invalid_frames;
mod invocations;
mod lifecycle;
mod limits;
mod long_polling;
mod messagepack;
mod metrics;
mod origins;
mod raw;
mod refresh;
mod server_sent_events;
mod stateful_reconnect;
mod stock_clients;
mod streams;
mod support;
