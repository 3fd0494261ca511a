//! What a lane does when its turn has come.

use serde::Serialize;

/// One thing that is done to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    Create,
    Change,
    Delete,
    Get,
    List,
    /// An entry straight into the log, past REST.
    Append,
}

/// What is done, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// Nothing but changes of one record per lane.
    Changes,
    /// Nothing but entries in the log.
    Appends,
    /// A day at the office, in a hundred operations.
    Office,
}

/// Of a hundred operations of the office.
const OFFICE: [(Operation, u32); 5] = [
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

    /// Whether it is heard on the hubs.
    pub fn is_heard(self) -> bool {
        !matches!(self, Self::Get | Self::List)
    }
}

impl Mix {
    /// The operation for a random number.
    pub fn pick(self, random: u32) -> Operation {
        match self {
            Self::Changes => Operation::Change,
            Self::Appends => Operation::Append,
            Self::Office => {
                let mut rest = random % 100;
                let fitting = OFFICE.iter().find(|(_, share)| {
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
    fn the_office_does_everything_in_its_share() {
        for (operation, share) in OFFICE {
            let picked = (0..1000).filter(|random| Mix::Office.pick(*random) == operation).count();
            assert_eq!(picked as u32, share * 10, "{operation:?}");
        }
        assert_eq!(OFFICE.iter().map(|(_, share)| share).sum::<u32>(), 100);
    }
}
