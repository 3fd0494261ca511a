use axum::{extract::State, response::Response};
use http::Uri;
use plenum_notify::NotificationRequest;

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
    let categories = api.app.catalogue().notification_categories();
    let category =
        query.take_with("category", "expected a category of notifications", |name| categories.by_name(name))?;
    let category = category.map(|category| category.name);
    let narrowed_unread = unread.map(|unread| ("unread", unread.to_string()));
    let narrowed_category = category.map(|category| ("category", category.to_owned()));
    let narrowed: Vec<_> = narrowed_unread.into_iter().chain(narrowed_category).collect();
    let request = NotificationRequest { page: page::requested(query)?, unread, category };
    page::answer_narrowed(&address, &narrowed, plenum_notify::list(&api.app, &identity, request).await?)
}
