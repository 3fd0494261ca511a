//! `plenum consumers`: what the worker could not deal with, and having it done again.

use clap::Subcommand;
use plenum_app::{
    platform::{self, Operator, ParkedView},
    worker::consumer::Again,
};
use plenum_shared::{caller::Origin, ids::TenantId};

use super::{Failure, say, tenant};
use crate::{compose::Node, settings};

#[derive(Subcommand)]
pub(crate) enum Consumers {
    /// Print the entries of the logs that were put aside, and what went wrong
    Parked {
        /// Only those of this tenant, by its id or slug
        tenant: Option<String>,
    },
    /// Do entries again that were put aside, in the order of the log; what fails again stays
    Again {
        /// The tenant's id or slug
        tenant: String,
        /// Only the entry of this number
        #[arg(long)]
        seq: Option<i64>,
    },
}

pub(crate) async fn run(command: Consumers) -> Result<(), Failure> {
    let node = Node::start(settings::read(settings::NEEDED)?).await?;
    let request_id = format!("plenum-consumers-{}", node.app.source().uuid());
    let operator = Operator::at_the_console(Origin { request_id, ..Origin::default() });
    let outcome = carry_out(&node, &operator, command).await;
    // What followed from an entry is news for the hubs; give it the chance to leave.
    node.bus.shutdown().await;
    outcome
}

async fn carry_out(node: &Node, operator: &Operator, command: Consumers) -> Result<(), Failure> {
    match command {
        Consumers::Parked { tenant } => {
            let tenant = match tenant {
                Some(tenant) => Some(tenant::id_of(node, operator, &tenant).await?),
                None => None,
            };
            platform::parked(&node.app, operator, tenant).await?.iter().for_each(show);
            Ok(())
        }
        Consumers::Again { tenant, seq } => {
            again(node, operator, tenant::id_of(node, operator, &tenant).await?, seq).await
        }
    }
}

async fn again(node: &Node, operator: &Operator, tenant: TenantId, seq: Option<i64>) -> Result<(), Failure> {
    let mut wanted = platform::parked(&node.app, operator, Some(tenant)).await?;
    wanted.retain(|entry| seq.is_none_or(|seq| entry.seq == seq));
    if wanted.is_empty() {
        return Err("no such entry was put aside".into());
    }
    let mut failed = 0;
    for entry in &wanted {
        let ParkedView { consumer, seq, .. } = entry;
        match platform::do_again(&node.app, operator, entry).await {
            Ok(Again::Done) => say(format_args!("{consumer}  {seq}  done")),
            Ok(Again::Forgotten) => say(format_args!("{consumer}  {seq}  the log does not have it any more")),
            Err(error) => {
                failed += 1;
                say(format_args!("{consumer}  {seq}  failed again: {error}"));
            }
        }
    }
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} of {} failed again and stay put aside", wanted.len()).into()),
    }
}

fn show(entry: &ParkedView) {
    let ParkedView { tenant, consumer, seq, reason, parked_at } = entry;
    say(format_args!("{tenant}  {consumer}  {seq}  {parked_at}  {reason}"));
}
