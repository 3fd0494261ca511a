//! The streams: what subscribers get of a tenant's log, live and replayed.
//!
//! A [`Stream`] is one kind of delivery: entries of records, judged by each reader's access ([`records`]), or entries
//! of one person ([`personal`]). The feed and `resume` know the trait alone. A new kind is a file that implements it, a
//! variant of [`StreamKind`], and a line in [`of`].

mod personal;
mod records;
pub(crate) mod stream;
mod subscriber_index;
pub(crate) mod topic;

use stream::Stream;
use topic::StreamKind;

pub(crate) fn of(kind: StreamKind) -> &'static dyn Stream {
    match kind {
        StreamKind::Records => &records::RecordStream,
        StreamKind::Personal => &personal::PersonalStream,
    }
}
