//! The hubs from outside: real PostgreSQL, nodes that share a bus, and clients that speak SignalR.

mod access;
mod bus;
mod client;
mod connect;
mod ends;
mod failover;
mod jobs;
mod live;
mod polling;
mod resume;
