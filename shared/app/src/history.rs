//! What happened: the timeline of a record, its audit, and the audit of a whole tenant. All three read the change log.
//!
//! A timeline is for people who work with the record: what changed, and the activities that belong to it. An audit is
//! for people who answer for it, with a permission of its own: the images before and after as well, and the request
//! that did it. Every entry is judged as live delivery judges it, on both of its images and under the reader's mask, so
//! that what was out of sight when it happened stays so.
//!
//! Pages go backwards through time, by keyset in either direction. Since what a reader may not see is left out, a page
//! looks at so many entries and no more, and holds so many bytes and no more: it may be short, even empty, and still
//! have a next one.

mod activities;
mod audit_item;
pub mod change_sets;
mod changes;
mod page;
mod page_budget;
mod partitions;
pub mod permissions;
mod query;
mod record_audit;
pub mod retention;
mod tenant_audit;
mod timeline;
mod view;

pub use page::HistoryPage;
pub use query::HistoryRequest;
pub use record_audit::record_audit;
pub use tenant_audit::tenant_audit;
pub use timeline::timeline;
pub use view::{ActivityItem, ActorView, AuditItem, ChangeItem, TimelineItem};

use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::Caller,
    catalogue::Entity,
    ids::RecordId,
    image::Image,
    language::Language,
    messages::MessageFile,
    plan::{AUDIT_LOG, UNDO},
};
use plenum_store::{
    TenantTx,
    records::{self, Deleted, Lock},
};

use crate::Context;

/// What the engine's history adds to the product.
pub const CONTEXT: Context = Context {
    jobs: &[&partitions::LogPartitions, &retention::RetentionOfLog, &change_sets::ChangeSetRevert],
    schedules: &[partitions::LOG_PARTITIONS, retention::RETENTION_OF_LOG],
    settings: &[&retention::AUDIT_RETENTION],
    permissions: &[&permissions::AUDIT, &permissions::CHANGE_SETS],
    messages: &[
        MessageFile { language: Language::English, text: include_str!("history/messages/en.ftl") },
        MessageFile { language: Language::German, text: include_str!("history/messages/de.ftl") },
    ],
    features: &[&AUDIT_LOG, &UNDO],
    ..Context::named("history")
};

/// The record of a history. A caller who may not see it now sees nothing of its past.
async fn visible(
    tx: &mut TenantTx,
    caller: &Caller,
    entity: &'static Entity,
    id: RecordId,
    deleted: Deleted,
) -> Result<Image> {
    caller.access.require(entity, Action::READ)?;
    let record = records::get(tx, entity, id, deleted, Lock::None).await?;
    let record = record.filter(|record| caller.access.covers(entity, Action::READ, record));
    record.ok_or_else(|| Error::new(Code::NotFound))
}
