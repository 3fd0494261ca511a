//! `plenum consumers`: entries that the worker could not process and parked, and their replay.

use clap::Subcommand;
use plenum_app::{
    platform::{self, Operator, ParkedView},
    worker::consumer::ReplayOutcome,
};
use plenum_shared::ids::TenantId;

use super::{Failure, operator::with_operator, say, tenant};
use crate::compose::Node;

#[derive(Subcommand)]
pub(crate) enum Consumers {
    /// Print the parked entries of the logs, and why each failed
    Parked {
        /// Only those of this tenant, by its id or slug
        tenant: Option<String>,
    },
    /// Replay parked entries, in the order of the log; an entry that fails again stays parked
    #[command(name = "again")]
    Replay {
        /// The tenant's id or slug
        tenant: String,
        /// Only the entry of this number
        #[arg(long)]
        seq: Option<i64>,
    },
}

pub(crate) async fn run(command: Consumers) -> Result<(), Failure> {
    with_operator("consumers", async |node, operator| carry_out(node, operator, command).await).await
}

async fn carry_out(node: &Node, operator: &Operator, command: Consumers) -> Result<(), Failure> {
    match command {
        Consumers::Parked { tenant } => {
            let tenant = match tenant {
                Some(tenant) => Some(tenant::id_of(node, operator, &tenant).await?),
                None => None,
            };
            platform::parked(&node.app, operator, tenant, 0).await?.iter().for_each(show);
            Ok(())
        }
        Consumers::Replay { tenant, seq } => {
            replay(node, operator, tenant::id_of(node, operator, &tenant).await?, seq).await
        }
    }
}

async fn replay(node: &Node, operator: &Operator, tenant: TenantId, seq: Option<i64>) -> Result<(), Failure> {
    let (mut tried, mut failed) = (0, 0);
    // Each page begins after the one before it, so an entry that fails again is not tried twice.
    let mut after = seq.map_or(0, |seq| seq - 1);
    loop {
        let mut wanted = platform::parked(&node.app, operator, Some(tenant), after).await?;
        wanted.retain(|entry| seq.is_none_or(|seq| entry.seq == seq));
        let Some(last) = wanted.last() else { break };
        after = last.seq;
        for entry in &wanted {
            tried += 1;
            failed += usize::from(!replay_one(node, operator, entry).await);
        }
    }
    match (tried, failed) {
        (0, _) => Err("no such entry is parked".into()),
        (_, 0) => Ok(()),
        _ => Err(format!("{failed} of {tried} failed again and stay parked").into()),
    }
}

/// Replays one entry, and prints the outcome; false when it failed.
async fn replay_one(node: &Node, operator: &Operator, entry: &ParkedView) -> bool {
    let ParkedView { consumer, seq, .. } = entry;
    let outcome = platform::replay(&node.app, &node.contexts, operator, entry).await;
    match &outcome {
        Ok(ReplayOutcome::Replayed) => say(format_args!("{consumer}  {seq}  done")),
        Ok(ReplayOutcome::NotInLog) => say(format_args!("{consumer}  {seq}  the log does not have it any more")),
        Err(error) => say(format_args!("{consumer}  {seq}  failed again: {error}")),
    }
    outcome.is_ok()
}

fn show(entry: &ParkedView) {
    let ParkedView { tenant, consumer, seq, reason, parked_at } = entry;
    say(format_args!("{tenant}  {consumer}  {seq}  {parked_at}  {reason}"));
}
