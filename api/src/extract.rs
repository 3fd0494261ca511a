//! The inputs of handlers, each checked before the handler runs.

mod accept_language;
mod body;
mod client_credentials;
mod identity;
mod if_match;
mod if_none_match;
pub(crate) mod json;
mod path_id;
mod query;

pub(crate) use accept_language::Languages;
pub(crate) use body::{Fields, JsonObject, MEDIA_TYPES};
pub(crate) use client_credentials::{ClientCredentials, FORM, TokenForm};
pub(crate) use identity::{Bearer, Identified, OperatorBearer, RequestOrigin, identify};
pub(crate) use if_match::IfMatch;
pub(crate) use if_none_match::IfNoneMatch;
pub(crate) use path_id::{PathId, PathIdAndUser};
pub(crate) use query::{NoQuery, Query};
