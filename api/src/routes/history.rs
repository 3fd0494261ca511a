//! The timeline and the audit of a record, the audit of the whole tenant, and change sets.

mod get_audit;
mod get_change_set;
mod get_timeline;
mod list_audit;
mod list_change_sets;
mod revert_change_set;

pub(crate) use get_audit::get_audit;
pub(crate) use get_change_set::get_change_set;
pub(crate) use get_timeline::get_timeline;
pub(crate) use list_audit::list_audit;
pub(crate) use list_change_sets::list_change_sets;
pub(crate) use revert_change_set::{Revert, revert_change_set};

use plenum_app::history::HistoryRequest;
use plenum_shared::Result;

use crate::extract::Query;

/// The parameters of every history.
fn requested(query: &mut Query) -> Result<HistoryRequest> {
    Ok(HistoryRequest {
        limit: query.take_parsed("limit", "expected a whole number")?,
        cursor: query.take("cursor"),
        from: query.take("from"),
        to: query.take("to"),
        actor: query.take("actor"),
        types: query.take("type"),
        entity: None,
    })
}
