//! What a handler may ask of a request, each checked before the handler runs.

mod body;
mod identity;
mod if_match;
mod json;
mod path_id;
mod query;

pub(crate) use body::{Fields, JsonObject};
pub(crate) use identity::{Bearer, RequestOrigin};
pub(crate) use if_match::IfMatch;
pub(crate) use path_id::{PathId, PathIdAndUser};
pub(crate) use query::{NoQuery, Query};
