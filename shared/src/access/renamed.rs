//! Permissions that have had another name. Programs of the version before go on working during a deploy, and clients
//! that know the earlier name do so longer: a stored grant of either name is one of the present name, a grant is stored
//! under both, and a body of a role may have either.

/// A permission and its earlier action.
#[derive(Debug, Clone, Copy)]
pub struct Renamed {
    pub module: &'static str,
    pub before: &'static str,
    pub now: &'static str,
}

/// Reverting the change sets of others was the permission to write them, though nobody writes a change set.
pub const RENAMED: &[Renamed] = &[Renamed { module: "changesets", before: "write", now: "revert" }];

/// The present word of an action, for one that has another now.
pub fn present_word(module: &str, action: &str) -> Option<&'static str> {
    RENAMED.iter().find(|renamed| renamed.module == module && renamed.before == action).map(|renamed| renamed.now)
}

/// The word that an action had before, for one that had another.
pub fn earlier_word(module: &str, action: &str) -> Option<&'static str> {
    RENAMED.iter().find(|renamed| renamed.module == module && renamed.now == action).map(|renamed| renamed.before)
}
