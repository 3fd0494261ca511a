//! REST in front of the application.
//!
//! A request passes, from the outside in: the [`server`] (connections, limits on the head), the [`front`] (request id,
//! trace, log line, security headers, CORS, panics), the [`router`] (one table of every address), the limits of
//! requests (the caller, and how many requests there were), the [`admission`]
//! (draining, the number of requests at once, their time), the extractors (the caller and the input), and one use case
//! of `plenum-app`. Nothing in here decides what a caller may do, and only `problem.rs` knows the status of an error;
//! two errors of HTTP itself (408, 414) get theirs where they are found.
//!
//! Modules depend on each other in one direction: `state` and `admission` stand below `extract`; `contract` describes
//! routes with both; `routes` has the handlers; `openapi` makes the document from contracts; `router` puts all of them
//! together and hands the document over in the state.
//!
//! To add a route:
//! 1. write `routes/<context>/<operation>.rs` with one handler, named like the operation; a handler that only forwards
//!    to a use case is one of `routes/forward.rs` and needs no file;
//! 2. add its row to the table in `router/<context>`, with its contract and the sample of its body; the lists that
//!    tests and documents are made from follow;
//! 3. write the documents again: `cargo run -p plenum -- openapi > docs/openapi.json`, the same with `openapi --legacy`
//!    and `docs/openapi.legacy.json`, and with `routes` and `docs/ROUTES.md`; then `npm run generate` in `web/api`.

pub mod admission;
mod contract;
mod errors_page;
mod extract;
mod middleware;
mod openapi;
mod problem;
mod rate_limit_headers;
mod rate_limits;
mod request_context;
mod router;
mod routes;
mod routes_page;
#[cfg(test)]
mod samples;
pub mod server;
mod settings;
mod state;

pub use contract::{Auth, ContextName, RouteInfo, SampleBody, Target, UNIQUE};
pub use errors_page::errors_page;
pub use middleware::front;
pub use problem::Problem;
pub use request_context::RequestContext;
pub use router::{document, health_router, legacy_document, router, routes, routes_page};
pub use settings::{ApiSettings, FrontSettings, Scheme};
pub use state::ApiParts;
