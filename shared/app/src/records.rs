//! The generic use cases over the catalogue: create, read, list, change, replace, delete and restore a record of any
//! entity.
//!
//! Each is one function in a file of its own and one transaction: the caller's access is loaded, the record locked,
//! the entity's own rules applied, the row written, and last the entries appended to the change log. After the commit
//! the entries are published over the bus. The answer is masked for the caller.

pub mod activity;
mod batch;
mod bulk;
mod count;
mod create;
mod delete;
pub mod followers;
mod get;
mod get_as_of;
mod include;
mod list;
mod locked;
mod operation;
mod patch;
pub mod purge;
mod references;
mod replace;
mod restore;
mod rows;
mod rules;
pub mod tasks_due;
pub mod text_renewal;
mod view;
mod write;
mod write_context;
mod writer;

pub use batch::{Batch, MAX_OPERATIONS, batch};
pub(crate) use bulk::{Bulk, BulkWrite};
pub use bulk::{MAX_BULK, bulk, bulk_in};
pub use count::{CountRequest, Counted, CountedGroup, count};
pub use create::create;
pub use delete::delete;
pub use get::get;
pub use get_as_of::get_as_of;
pub(crate) use list::ListLimiter;
pub use list::{Count, ListFilter, ListRequest, Listing, MAX_OFFSET, Total, list};
pub use operation::{BatchOutcome, ItemOutcome, OnFailure, Operation};
pub use patch::patch;
pub use replace::replace;
pub use restore::restore;
pub(crate) use rows::{Rows, Wanted};
pub use rules::{EntityRules, Rules, id_in};
pub use view::RecordView;
pub use write::Write;
pub(crate) use writer::EarlierValues;
pub use writer::RecordWriter;

use activity::{ACTIVITY, TASKS};
pub(crate) use write_context::WriteContext;

use plenum_shared::{language::Language, messages::MessageFile, plan::PAST_RECORDS};

use crate::Context;

/// What the engine of records itself adds to the product: what every context's records have.
pub const CONTEXT: Context = Context {
    entities: &[&ACTIVITY],
    kind_aliases: &[&TASKS],
    rules: &[("activity", &rules::ActivityRules)],
    jobs: &[&tasks_due::TasksDue, &purge::PurgeOfRecords, &text_renewal::RenewalOfText],
    schedules: &[tasks_due::TASKS_DUE, purge::PURGE_OF_RECORDS, text_renewal::RENEWAL_OF_TEXT],
    notification_categories: &[&tasks_due::TASK_DUE],
    messages: &[
        MessageFile { language: Language::English, text: include_str!("records/messages/en.ftl") },
        MessageFile { language: Language::German, text: include_str!("records/messages/de.ftl") },
    ],
    settings: &[&purge::DELETED_RECORDS_RETENTION],
    features: &[&PAST_RECORDS],
    ..Context::named("records")
};
