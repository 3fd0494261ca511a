//! What a hub is about, and which kind of stream delivers that.

use plenum_shared::catalogue::Entity;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// Records of every entity.
    AllRecords,
    /// Records of the entity of this name.
    RecordsOf(&'static str),
    /// The personal entries of the reader.
    Personal,
}

/// The kinds of streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreamKind {
    Records,
    Personal,
}

impl StreamKind {
    pub(crate) const ALL: [Self; 2] = [Self::Records, Self::Personal];
}

impl Topic {
    pub(crate) fn kind(self) -> StreamKind {
        match self {
            Self::AllRecords | Self::RecordsOf(_) => StreamKind::Records,
            Self::Personal => StreamKind::Personal,
        }
    }

    pub(crate) fn includes(self, entity: &Entity) -> bool {
        match self {
            Self::AllRecords => true,
            Self::RecordsOf(name) => name == entity.name,
            Self::Personal => false,
        }
    }
}
