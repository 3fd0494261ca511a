use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::Uri;
use plenum_notify::{NotificationPage, NotificationRequest};

use crate::{
    extract::{Bearer, Languages, Query},
    problem::Problem,
    routes::{answer, page},
    state::Api,
};

/// Reads a page of the caller's notifications, the newest first, with texts in their language.
pub(crate) async fn list_notifications(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    Languages(languages): Languages,
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
    let request = NotificationRequest { page: page::requested(query)?, unread, category, languages };
    let NotificationPage { page, language } = plenum_notify::list(&api.app, &identity, request).await?;
    Ok((answer::in_language(language), page::answer_narrowed(&address, &narrowed, page)?).into_response())
}
