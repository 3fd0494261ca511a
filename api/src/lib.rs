//! REST in front of the application.
//!
//! A request meets, from the outside in: the [`server`] (connections, limits on the head), the [`front`] (request id,
//! trace, log line, security headers, CORS, panics), the [`router`] (one table of every address), the lane of its
//! route (draining, how much at once, how long), the extractors (who asks, what for), and one use case of
//! `plenum-app`. Nothing in here decides what a caller may do, and nothing but `problem.rs` knows which status an
//! error has; two errors of HTTP itself (408, 414) get theirs where they are noticed.
//!
//! To add a route:
//! 1. write `routes/<resource>/<operation>.rs` with one handler, named like the operation;
//! 2. add its row to the table of its area in `router/`, with its contract; the lists that tests and documents are made
//!    from follow. Write the documents again: `cargo run -p plenum -- openapi > docs/openapi.json`.

mod context;
mod errors_page;
mod extract;
mod middleware;
mod openapi;
mod problem;
mod router;
mod routes;
#[cfg(test)]
mod samples;
pub mod server;
mod settings;

pub use context::RequestContext;
pub use errors_page::errors_page;
pub use middleware::front;
pub use openapi::document;
pub use problem::Problem;
pub use router::{Api, Auth, RouteInfo, health_router, router, routes};
pub use settings::{ApiSettings, FrontSettings, Scheme};
