//! `plenum tenant`: lists, suspends and reactivates tenants.

use clap::{Args, Subcommand};
use plenum_app::platform::{
    Operator,
    plans::{self, PlanChange, TenantUsage},
    tenants::{self, PlatformTenant, TenantStatus, TenantsRequest},
};
use plenum_shared::{
    ids::TenantId,
    plan::{Plan as Word, PlanOverrides},
};

use super::{Failure, operator::with_operator, say};
use crate::compose::Node;

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
    /// Print the plan of a tenant, and how much of it is used; with options, give it another
    Plan(PlanOf),
}

#[derive(Args)]
pub(crate) struct PlanOf {
    /// The tenant's id or slug
    tenant: String,
    /// The plan that it shall have; without options for features and limits, as the table has it
    #[arg(long, value_parser = parse_plan)]
    set: Option<Word>,
    /// A feature that it shall have, or not: `auditLog=true`
    #[arg(long = "feature", value_name = "NAME=BOOLEAN", value_parser = parse_feature, requires = "set")]
    features: Vec<(String, bool)>,
    /// How much it may have of something: `seats=200`, or `seats=unlimited`
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = parse_limit, requires = "set")]
    limits: Vec<(String, Option<u32>)>,
}

fn parse_plan(text: &str) -> Result<Word, String> {
    Word::parse(text).ok_or_else(|| "expected free, pro or enterprise".to_owned())
}

fn parse_feature(text: &str) -> Result<(String, bool), String> {
    let parsed = text.split_once('=').and_then(|(name, is)| Some((name.to_owned(), is.parse().ok()?)));
    parsed.ok_or_else(|| "expected a name, =, and true or false".to_owned())
}

fn parse_limit(text: &str) -> Result<(String, Option<u32>), String> {
    let amount = |text: &str| if text == "unlimited" { Some(None) } else { text.parse().ok().map(Some) };
    let parsed = text.split_once('=').and_then(|(name, limit)| Some((name.to_owned(), amount(limit)?)));
    parsed.ok_or_else(|| "expected a name, =, and a whole number or unlimited".to_owned())
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
    with_operator("tenant", async |node, operator| execute(node, operator, command).await).await
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
            show(&tenants::set_status(&node.app, operator, id, TenantStatus::Suspended, reason.as_deref()).await?);
        }
        Tenant::Reactivate(Which { tenant, reason }) => {
            let id = id_of(node, operator, &tenant).await?;
            show(&tenants::set_status(&node.app, operator, id, TenantStatus::Active, reason.as_deref()).await?);
        }
        Tenant::Plan(PlanOf { tenant, set, features, limits }) => {
            let id = id_of(node, operator, &tenant).await?;
            let plan = match set {
                None => plans::get(&node.app, operator, id).await?,
                Some(plan) => {
                    let (features, limits) = (features.into_iter().collect(), limits.into_iter().collect());
                    let change = PlanChange { plan, overrides: PlanOverrides { features, limits } };
                    plans::set(&node.app, operator, id, &change).await?
                }
            };
            show_plan(&plan.usage);
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

fn show_plan(usage: &TenantUsage) {
    say(format_args!("plan {}", usage.plan.as_str()));
    for feature in &usage.features {
        say(format_args!("{:<16}  {}", feature.name, if feature.included { "yes" } else { "no" }));
    }
    for limit in &usage.limits {
        let allowed = limit.allowed.map_or("unlimited".to_owned(), |allowed| allowed.to_string());
        let used = limit.used.map_or(String::new(), |used| format!("{used} of "));
        say(format_args!("{:<16}  {used}{allowed}", limit.name));
    }
}

fn show(tenant: &PlatformTenant) {
    let PlatformTenant { id, name, slug, plan, status, created_at, .. } = tenant;
    say(format_args!("{id}  {:<9}  {:<10}  {created_at}  {slug}  {name}", status.as_str(), plan.as_str()));
}
