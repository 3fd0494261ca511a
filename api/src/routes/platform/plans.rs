//! The plans of tenants.

mod put_tenant_plan;

pub(crate) use put_tenant_plan::{NewTenantPlan, put_tenant_plan};
