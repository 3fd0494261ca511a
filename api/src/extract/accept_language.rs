use axum::extract::FromRequestParts;
use http::request::Parts;
use plenum_shared::{Error, language::AcceptLanguage};

use crate::{problem::Problem, request_context::RequestContext};

/// The languages that the request accepts, for an answer with texts for people.
pub(crate) struct Languages(pub(crate) AcceptLanguage);

impl<S: Sync> FromRequestParts<S> for Languages {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let missing = || Error::internal("the request did not pass the front");
        let context = parts.extensions.get::<RequestContext>().ok_or_else(missing)?;
        Ok(Self(context.accept_language()))
    }
}
