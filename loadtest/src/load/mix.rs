//! The operations of the lanes, and their mixes.

use serde::Serialize;

/// One operation on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    Create,
    Change,
    Delete,
    Get,
    List,
    /// An entry appended directly to the change log, without REST.
    Append,
}

/// A mix of operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// Only changes of one record per lane.
    Changes,
    /// Only entries appended to the change log.
    Appends,
    /// Reads and writes in the shares of `CRUD_SHARES`.
    Crud,
}

/// The operations of the CRUD mix, in percent.
const CRUD_SHARES: [(Operation, u32); 5] = [
    (Operation::List, 30),
    (Operation::Get, 30),
    (Operation::Change, 25),
    (Operation::Create, 10),
    (Operation::Delete, 5),
];

impl Operation {
    pub const ALL: [Self; 6] = [Self::Create, Self::Change, Self::Delete, Self::Get, Self::List, Self::Append];

    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Get => "get",
            Self::List => "list",
            Self::Append => "append",
        }
    }

    /// Whether the operation causes an event on the hubs.
    pub fn is_delivered(self) -> bool {
        !matches!(self, Self::Get | Self::List)
    }
}

impl Mix {
    /// The operation for a random number.
    pub fn pick(self, random: u32) -> Operation {
        match self {
            Self::Changes => Operation::Change,
            Self::Appends => Operation::Append,
            Self::Crud => {
                let mut rest = random % 100;
                let fitting = CRUD_SHARES.iter().find(|(_, share)| {
                    let fits = rest < *share;
                    rest = rest.saturating_sub(*share);
                    fits
                });
                fitting.map_or(Operation::List, |(operation, _)| *operation)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crud_mix_has_every_operation_in_its_share() {
        for (operation, share) in CRUD_SHARES {
            let picked = (0..1000).filter(|random| Mix::Crud.pick(*random) == operation).count();
            assert_eq!(picked as u32, share * 10, "{operation:?}");
        }
        assert_eq!(CRUD_SHARES.iter().map(|(_, share)| share).sum::<u32>(), 100);
    }
}
