//! The judgement over a history.

mod deliveries;
mod log;
mod writes;

use std::collections::BTreeMap;

use plenum_shared::{cursor::Position, ids::TenantId};

use super::{Event, History, Logged, Violation};
use crate::catalogue;

/// Whether a client is to hear of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Must,
    /// Either is right: the reader's access was just changing, say.
    May,
    Never,
}

/// How often an event may reach a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// As often as it likes, under the same id: what the contract says.
    Allowed,
    /// Once on each connection: a repeat is due to a resume from an older cursor.
    AcrossConnections,
    /// Once.
    Never,
}

/// Whether a client, by its name, is to hear of an entry.
type Audience<'a> = Box<dyn Fn(&str, &Logged) -> Due + 'a>;

/// What a run is held to.
pub struct Checker<'a> {
    audience: Audience<'a>,
    repeats: Repeats,
}

/// The tenants' logs, by number.
type Logs<'a> = BTreeMap<TenantId, BTreeMap<i64, &'a Logged>>;

impl Default for Checker<'_> {
    fn default() -> Self {
        Self { audience: Box::new(|_, entry| records_of_the_catalogue(entry)), repeats: Repeats::Allowed }
    }
}

impl<'a> Checker<'a> {
    /// Every client is to hear of every record of its tenant, as often as it may be.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says which client is to hear of which entry of its own tenant. It is asked for catalogue records only: what
    /// else is in the log is for nobody.
    pub fn audience(mut self, due: impl Fn(&str, &Logged) -> Due + 'a) -> Self {
        self.audience = Box::new(move |client, entry| match records_of_the_catalogue(entry) {
            Due::Never => Due::Never,
            _ => due(client, entry),
        });
        self
    }

    pub fn repeats(mut self, repeats: Repeats) -> Self {
        self.repeats = repeats;
        self
    }

    /// Everything that is wrong with a history.
    pub fn judge(&self, history: &History) -> Vec<Violation> {
        let mut found = Vec::new();
        let logs = log::judge(history, &mut found);
        writes::judge(history, &logs, &mut found);
        deliveries::judge(self, history, &logs, &mut found);
        found
    }

    /// Panics with everything that is wrong, for use at the end of a test.
    #[track_caller]
    pub fn expect_clean(&self, history: &History) {
        let violations = self.judge(history);
        let listed: Vec<_> = violations.iter().take(30).map(|violation| format!("  {violation}")).collect();
        assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), listed.join("\n"));
    }
}

fn records_of_the_catalogue(entry: &Logged) -> Due {
    if catalogue().by_name(&entry.entity).is_some() { Due::Must } else { Due::Never }
}

/// The number that a position stands for, if the log has an entry of its epoch there.
fn number(log: Option<&BTreeMap<i64, &Logged>>, position: Position) -> Option<i64> {
    if position == Position::START {
        return Some(0);
    }
    let entry = log?.get(&position.seq)?;
    (entry.position == position).then_some(position.seq)
}

fn clients(history: &History) -> BTreeMap<&str, TenantId> {
    let named = history.events.iter().filter_map(|event| match event {
        Event::Client { client, tenant } => Some((client.as_str(), *tenant)),
        _ => None,
    });
    named.collect()
}
