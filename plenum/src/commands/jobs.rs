//! `plenum jobs`: jobs that failed for good, and running them again.

use clap::Subcommand;
use plenum_app::{
    jobs::operators::{self, DeadJobView},
    platform::Operator,
};
use plenum_shared::ids::{JobId, TenantId};
use uuid::Uuid;

use super::{Failure, operator::with_operator, say, tenant};
use crate::compose::Node;

/// The word for the platform's own jobs, which belong to no tenant.
const PLATFORM: &str = "platform";

#[derive(Subcommand)]
pub(crate) enum Jobs {
    /// Print the jobs that failed for good, the last one first, and why
    Dead {
        /// Only those of this tenant, by its id or slug, or `platform`
        tenant: Option<String>,
    },
    /// Run jobs again that failed for good
    Retry {
        /// The tenant's id or slug, or `platform`
        tenant: String,
        /// Only the job of this id; without it all that failed for good
        #[arg(long)]
        job: Option<Uuid>,
    },
}

pub(crate) async fn run(command: Jobs) -> Result<(), Failure> {
    with_operator("jobs", async |node, operator| carry_out(node, operator, command).await).await
}

async fn carry_out(node: &Node, operator: &Operator, command: Jobs) -> Result<(), Failure> {
    match command {
        Jobs::Dead { tenant } => {
            let tenant = match tenant {
                Some(tenant) => Some(id_of(node, operator, &tenant).await?),
                None => None,
            };
            operators::dead(&node.app, operator, tenant).await?.iter().for_each(show);
            Ok(())
        }
        Jobs::Retry { tenant, job } => {
            let tenant = id_of(node, operator, &tenant).await?;
            let jobs = match job {
                Some(job) => vec![JobId::from(job)],
                None => {
                    let dead = operators::dead(&node.app, operator, Some(tenant)).await?;
                    dead.into_iter().map(|dead| dead.job).collect()
                }
            };
            retry(node, operator, tenant, &jobs).await
        }
    }
}

async fn retry(node: &Node, operator: &Operator, tenant: TenantId, jobs: &[JobId]) -> Result<(), Failure> {
    let mut failed = 0;
    for job in jobs {
        match operators::retry(&node.app, operator, tenant, *job).await {
            Ok(()) => say(format_args!("{job}  ready")),
            Err(error) => {
                failed += 1;
                say(format_args!("{job}  {error}"));
            }
        }
    }
    match (jobs.len(), failed) {
        (0, _) => Err("no job of it failed for good".into()),
        (_, 0) => Ok(()),
        (all, _) => Err(format!("{failed} of {all} could not be run again").into()),
    }
}

async fn id_of(node: &Node, operator: &Operator, tenant: &str) -> Result<TenantId, Failure> {
    if tenant == PLATFORM {
        return Ok(TenantId::PLATFORM);
    }
    tenant::id_of(node, operator, tenant).await
}

fn show(dead: &DeadJobView) {
    let DeadJobView { tenant, job, kind, attempts, reason, finished_at } = dead;
    let tenant = if *tenant == TenantId::PLATFORM { PLATFORM.to_owned() } else { tenant.to_string() };
    say(format_args!("{tenant}  {job}  {kind}  {attempts} attempts  {finished_at}  {reason}"));
}
