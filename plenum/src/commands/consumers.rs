//! `plenum consumers`: lists the log entries that were parked because a consumer failed at them, and replays them.

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
    /// Print the parked entries, and why each failed
    Parked {
        /// Only those of this tenant, by its id or slug
        tenant: Option<String>,
    },
    /// Process parked entries again, in the order of the log; an entry that fails again stays parked
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
    let outcome = execute(&node, &operator, command).await;
    // The notices of what followed from an entry are for the hubs; the shutdown sends those still queued.
    node.bus.shutdown().await;
    outcome
}

async fn execute(node: &Node, operator: &Operator, command: Consumers) -> Result<(), Failure> {
    match command {
        Consumers::Parked { tenant } => {
            let tenant = match tenant {
                Some(tenant) => Some(tenant::id_of(node, operator, &tenant).await?),
                None => None,
            };
            platform::parked(&node.app, operator, tenant, 0).await?.iter().for_each(show);
            Ok(())
        }
        Consumers::Again { tenant, seq } => {
            replay_all(node, operator, tenant::id_of(node, operator, &tenant).await?, seq).await
        }
    }
}

async fn replay_all(node: &Node, operator: &Operator, tenant: TenantId, seq: Option<i64>) -> Result<(), Failure> {
    let (mut tried, mut failed) = (0, 0);
    // The search goes on behind the last entry, so an entry that fails again is tried once.
    let mut after = seq.map_or(0, |seq| seq - 1);
    loop {
        let mut wanted = platform::parked(&node.app, operator, Some(tenant), after).await?;
        wanted.retain(|entry| seq.is_none_or(|seq| entry.seq == seq));
        let Some(last) = wanted.last() else { break };
        after = last.seq;
        for entry in &wanted {
            tried += 1;
            failed += usize::from(!replay(node, operator, entry).await);
        }
    }
    match (tried, failed) {
        (0, _) => Err("no such entry was put aside".into()),
        (_, 0) => Ok(()),
        _ => Err(format!("{failed} of {tried} failed again and stay put aside").into()),
    }
}

/// Processes one entry again, and prints the outcome; false when it failed.
async fn replay(node: &Node, operator: &Operator, entry: &ParkedView) -> bool {
    let ParkedView { consumer, seq, .. } = entry;
    let outcome = platform::do_again(&node.app, operator, entry).await;
    match &outcome {
        Ok(Again::Done) => say(format_args!("{consumer}  {seq}  done")),
        Ok(Again::Forgotten) => say(format_args!("{consumer}  {seq}  the log does not have it any more")),
        Err(error) => say(format_args!("{consumer}  {seq}  failed again: {error}")),
    }
    outcome.is_ok()
}

fn show(entry: &ParkedView) {
    let ParkedView { tenant, consumer, seq, reason, parked_at } = entry;
    say(format_args!("{tenant}  {consumer}  {seq}  {parked_at}  {reason}"));
}
