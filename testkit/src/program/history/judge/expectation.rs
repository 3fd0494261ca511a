//! What a run is held to: the entries that each client receives, and how often.

use crate::{catalogue, history::Logged};

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

pub(super) struct Expectation<'a> {
    pub(super) audience: Audience<'a>,
    pub(super) repeats: Repeats,
}

impl Default for Expectation<'_> {
    /// Every client is to hear of every record of its tenant, as often as it may be.
    fn default() -> Self {
        Self { audience: Box::new(|_, entry| records_of_the_catalogue(entry)), repeats: Repeats::Allowed }
    }
}

impl<'a> Expectation<'a> {
    /// Replaces the audience of catalogue records; other entries stay for nobody.
    pub(super) fn narrow(&mut self, due: impl Fn(&str, &Logged) -> Due + 'a) {
        self.audience = Box::new(move |client, entry| match records_of_the_catalogue(entry) {
            Due::Never => Due::Never,
            _ => due(client, entry),
        });
    }
}

fn records_of_the_catalogue(entry: &Logged) -> Due {
    if catalogue().by_name(&entry.entity).is_some() { Due::Must } else { Due::Never }
}
