//! The operations on the records of any entity that do more than forward. The router gives each handler the entity of
//! its address.

mod batch;
mod count;
mod create;
mod get;
mod list;
mod search;

pub(crate) use batch::{Batch, BatchResults, batch};
pub(crate) use count::{RecordCount, count};
pub(crate) use create::create;
pub(crate) use get::get;
pub(crate) use list::{RecordPageInfo, list};
pub(crate) use search::search;
