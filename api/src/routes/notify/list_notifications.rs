use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::notify::{self, NotificationRequest};
use plenum_shared::notification::Category;

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    routes::page,
    state::Api,
};

/// Reads a page of the caller's notifications, the newest first.
pub(crate) async fn list_notifications(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    mut query: Query,
) -> Result<Response, Problem> {
    let unread: Option<bool> = query.take_parsed("unread", "expected true or false")?;
    let category: Option<Category> = query.take_parsed("category", "expected a category of notifications")?;
    let narrowed_unread = unread.map(|unread| ("unread", unread.to_string()));
    let narrowed_category = category.map(|category| ("category", category.as_str().to_owned()));
    let narrowed: Vec<_> = narrowed_unread.into_iter().chain(narrowed_category).collect();
    let request = NotificationRequest { page: page::requested(query)?, unread, category };
    page::answer_narrowed(&address, &narrowed, notify::list(&api.app, &identity, request).await?)
}
