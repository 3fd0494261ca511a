use axum::response::Response;
use http::Uri;
use plenum_app::records::followers;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use crate::{extract::Query, problem::Problem, router::Api, routes::page};

/// Reads a page of a record's followers, the newest first.
pub(crate) async fn list_followers(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, followers::list(&api.app, &identity, entity, id, request).await?)?)
}
