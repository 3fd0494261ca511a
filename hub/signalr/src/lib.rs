//! plenum-signalr
#![warn(missing_docs)]

mod auth;
mod clients;
mod close;
mod connection;
mod dispatch;
mod endpoint;
mod groups;
mod hub;
mod meters;
mod negotiate;
mod options;
mod prepared;
pub mod protocol;
mod rate;
mod server;
pub mod transport;

pub use auth::{AuthRequest, Authenticator, Identity, Rejection, RequestInfo, Stage};
pub use clients::{Clients, Target};
pub use close::{CloseReason, Disconnect};
pub use connection::Connection;
pub use connection::outbound::{Queued, SendError};
pub use dispatch::{Arguments, BindError, Call};
pub use endpoint::{Endpoint, HubRoutes};
pub use hub::{Hub, HubError};
pub use options::{ErrorDetail, OnExpiry, Options};
pub use prepared::{EncodeError, Prepared};
pub use server::{HubBuilder, HubServer};
