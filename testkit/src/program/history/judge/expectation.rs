//! The expectations of a run: the entries that each client receives, and how often.

use crate::{catalogue, history::Logged};

/// Whether a client is to receive an entry.
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
    /// Any number of times, under the same id, as the contract allows.
    Allowed,
    /// Once on each connection: a repeat is due to a resume from an older cursor.
    AcrossConnections,
    /// Once.
    Never,
}

/// Whether a client, by its name, is to receive an entry.
type Audience<'a> = Box<dyn Fn(&str, &Logged) -> Due + 'a>;

pub(super) struct Expectation<'a> {
    pub(super) audience: Audience<'a>,
    pub(super) repeats: Repeats,
}

impl Default for Expectation<'_> {
    /// Every client receives the entries of every record of its tenant; repeats are allowed.
    fn default() -> Self {
        Self { audience: Box::new(|_, entry| records_of_the_catalogue(entry)), repeats: Repeats::Allowed }
    }
}

impl<'a> Expectation<'a> {
    /// Replaces the audience of catalogue records; other entries stay due to no client.
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
