//! The words of permissions: what may be done, how much of it, and what a use case requires.
//!
//! The vocabulary is open: an action is a word that the owner of its module declares ([`Module`](super::Module)). A use
//! case gets its [`Permission`] from that declaration, so it cannot require one that nobody can be granted.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// What may be done in a module: a word that a declaration has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Action(&'static str);

/// How much of a module a grant covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AccessScope")]
pub enum Scope {
    /// Records that the caller owns or created.
    Own,
    /// Those, and records of the caller's teams.
    Team,
    /// Every record of the tenant.
    All,
}

/// A declared action of a declared module, as a use case requires it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    pub(super) module: &'static str,
    pub(super) action: Action,
    pub(super) implies: &'static [(&'static str, Action)],
}

impl Action {
    pub const READ: Action = Action::new("read");
    /// Create and change.
    pub const WRITE: Action = Action::new("write");
    /// Delete and restore.
    pub const DELETE: Action = Action::new("delete");

    /// What every module of records has.
    pub const OF_RECORDS: [Action; 3] = [Action::READ, Action::WRITE, Action::DELETE];

    /// An action for a declaration: letters in lower case and underscores.
    pub const fn new(word: &'static str) -> Self {
        Self(word)
    }

    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether the two are one word, at compile time too.
    pub(super) const fn is(self, other: Self) -> bool {
        let (one, other) = (self.0.as_bytes(), other.0.as_bytes());
        if one.len() != other.len() {
            return false;
        }
        let mut index = 0;
        while index < one.len() {
            if one[index] != other[index] {
                return false;
            }
            index += 1;
        }
        true
    }
}

impl From<Action> for String {
    fn from(action: Action) -> Self {
        action.0.to_owned()
    }
}

impl JsonSchema for Action {
    fn schema_name() -> Cow<'static, str> {
        "PermissionAction".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What may be done in a module: `read`, `write`, `delete`, or a word of the module's own. \
                There will be more.",
            "type": "string",
            "pattern": "^[a-z][a-z_]*$"
        })
    }
}

impl Permission {
    pub const fn module(self) -> &'static str {
        self.module
    }

    pub const fn action(self) -> Action {
        self.action
    }
}

/// `changesets.revert`
impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.module, self.action.0)
    }
}

impl Scope {
    pub const ALL: [Scope; 3] = [Scope::Own, Scope::Team, Scope::All];

    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::Own => "own",
            Scope::Team => "team",
            Scope::All => "all",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}
