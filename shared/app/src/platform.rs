//! The platform: who runs the installation, and what they may do with tenants.
//!
//! An operator belongs to no tenant. Their token names none, is no access token, and opens no data: an operator learns
//! that a tenant is there, suspends it and takes it back. That is done in the tenant's own transaction and written into
//! the tenant's own log, so that its auditors see it and its open connections hear of it as of any change of access.

mod operators;
mod parked;
pub mod seed;
pub(crate) mod setup;
pub mod tenant;
mod tenants;

pub use operators::{NewOperator, Operator, OperatorView, Role, add, identify, operators, revoke};
pub use parked::{MAX_PARKED, ParkedView, parked, replay};
pub use tenants::{PlatformTenant, Status, TenantPage, TenantsRequest, get, list, of_slug, reactivate, suspend};
