//! The anchor of a page of a list: the keys it begins beyond, the direction in which it is read from there, and the
//! moment of the first page, if the filter has dates by words: all pages are of one list, also when a day begins between
//! two of them.

use plenum_shared::{filter::FilterContext, sort::Keys};
use plenum_store::records::Direction;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

#[derive(Serialize, Deserialize)]
pub(super) struct PageAnchor {
    pub keys: Keys,
    pub direction: Direction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
}

/// When a filter with dates by words was read, and in which zone.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Moment {
    #[serde(with = "time::serde::timestamp::microseconds")]
    at: OffsetDateTime,
    zone: Option<String>,
}

impl Moment {
    pub(super) fn of(context: &FilterContext) -> Self {
        Self { at: context.now, zone: context.locality.zone_name().map(str::to_owned) }
    }

    /// The same reader at that moment.
    pub(super) fn context(&self, reader: &FilterContext) -> FilterContext {
        let locality = reader.locality.moved_to(self.zone.as_deref());
        FilterContext { user: reader.user, now: self.at, locality, text: reader.text }
    }
}
