//! `plenum tenant`: lists, suspends and reactivates tenants.

use clap::{Args, Subcommand};
use plenum_app::platform::{
    Operator,
    tenants::{self, PlatformTenant, TenantStatus, TenantsRequest},
};
use plenum_shared::{caller::Origin, ids::TenantId};

use super::{Failure, say};
use crate::{compose::Node, settings};

#[derive(Subcommand)]
pub(crate) enum Tenant {
    /// Print all tenants, the newest first
    List {
        /// Only those that are suspended
        #[arg(long)]
        suspended: bool,
    },
    /// Refuse the members of a tenant, and close their connections
    Suspend(Which),
    /// Admit the members of a suspended tenant again
    Reactivate(Which),
}

#[derive(Args)]
pub(crate) struct Which {
    /// The tenant's id or slug
    tenant: String,
    /// The reason, which is written to the tenant's log
    #[arg(long)]
    reason: Option<String>,
}

pub(crate) async fn run(command: Tenant) -> Result<(), Failure> {
    let node = Node::start(settings::read(settings::NEEDED)?).await?;
    let request_id = format!("plenum-tenant-{}", node.app.source().uuid());
    let operator = Operator::at_the_console(Origin { request_id, ..Origin::default() });
    let outcome = execute(&node, &operator, command).await;
    // The notices of these writes are for hubs that run already; the shutdown sends those still queued.
    node.bus.shutdown().await;
    outcome
}

async fn execute(node: &Node, operator: &Operator, command: Tenant) -> Result<(), Failure> {
    match command {
        Tenant::List { suspended } => {
            let status = suspended.then_some(TenantStatus::Suspended);
            let mut request = TenantsRequest { limit: Some(200), cursor: None, status };
            loop {
                let page = tenants::list(&node.app, operator, &request).await?;
                page.tenants.iter().for_each(show);
                request.cursor = page.next;
                if request.cursor.is_none() {
                    return Ok(());
                }
            }
        }
        Tenant::Suspend(Which { tenant, reason }) => {
            let id = id_of(node, operator, &tenant).await?;
            show(&tenants::suspend(&node.app, operator, id, reason.as_deref()).await?);
        }
        Tenant::Reactivate(Which { tenant, reason }) => {
            let id = id_of(node, operator, &tenant).await?;
            show(&tenants::reactivate(&node.app, operator, id, reason.as_deref()).await?);
        }
    }
    Ok(())
}

/// A slug never has the form of an id.
pub(super) async fn id_of(node: &Node, operator: &Operator, tenant: &str) -> Result<TenantId, Failure> {
    match tenant.parse() {
        Ok(id) => Ok(id),
        Err(_) => Ok(tenants::by_slug(&node.app, operator, tenant).await?),
    }
}

fn show(tenant: &PlatformTenant) {
    let PlatformTenant { id, name, slug, plan, status, created_at, .. } = tenant;
    say(format_args!("{id}  {:<9}  {plan:<10}  {created_at}  {slug}  {name}", status.as_str()));
}
