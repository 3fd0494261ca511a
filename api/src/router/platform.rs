//! The caller's tenant, plans, the tenants of the platform for its operators, jobs, the probes, and the API's own
//! document.

pub(super) mod documents;
pub(super) mod health;
pub(super) mod jobs;
pub(super) mod own_tenant;
pub(super) mod plans;
pub(super) mod settings;
pub(super) mod tenants;
