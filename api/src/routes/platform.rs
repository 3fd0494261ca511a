//! The caller's tenant, the tenants of the platform for its operators, jobs, the probes, and the API's own
//! document.

pub(crate) mod documents;
pub(crate) mod health;
pub(crate) mod jobs;
pub(crate) mod own_tenant;
pub(crate) mod plans;
pub(crate) mod tenants;
