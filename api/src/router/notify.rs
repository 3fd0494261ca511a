//! The caller's notifications and notification preferences.

use axum::extract::State;
use plenum_notify::{self as use_cases, NotificationView, Unread};
use plenum_shared::{
    Code,
    notification::{Channel, NotificationCategories},
};
use serde_json::{Map, Value, json};

use crate::{
    contract::{Answer, ContextName, Contract, Header, Parameters, Row, SampleBody, Shape},
    extract::{Bearer, JsonObject, NoQuery},
    problem::Problem,
    routes::{answer::data, forward, notify, page::PageInfo},
    state::Api,
};

pub(super) fn rows(categories: &NotificationCategories, path: &str) -> Vec<Row> {
    let mut rows = notifications(path);
    rows.extend(preferences(categories, &format!("{path}/preferences")));
    rows
}

fn notifications(path: &str) -> Vec<Row> {
    let page = Answer::page::<PageInfo>("The notifications.", Shape::output::<NotificationView>());
    let page = page.with_headers(&[Header::Link, Header::EventCursor, Header::ContentLanguage, Header::Vary]);
    let unread = |meaning| Answer::data(meaning, Shape::output::<Unread>());
    vec![
        Row::get(
            ContextName::Notify,
            path,
            "list_notifications",
            notify::list_notifications,
            Contract::members("A page of the caller's notifications, the newest first", page)
                .queries(Parameters::Notifications)
                .errors(&[Code::InvalidCursor]),
        ),
        Row::get(
            ContextName::Notify,
            format!("{path}/unread-count"),
            "get_unread_count",
            forward::read(use_cases::unread_count),
            Contract::members("How many of the caller's notifications are unread", unread("The number.")),
        ),
        Row::post(
            ContextName::Notify,
            format!("{path}/{{id}}/read"),
            "mark_notification_read",
            forward::read_one(use_cases::mark_one_read),
            Contract::members(
                "Marks one of the caller's notifications as read",
                unread("The number that is still unread."),
            ),
        ),
        Row::post(
            ContextName::Notify,
            format!("{path}/read-all"),
            "mark_all_notifications_read",
            notify::mark_all_notifications_read,
            Contract::members(
                "Marks the caller's notifications as read; with a cursor, later ones stay unread",
                unread("The number that is still unread."),
            )
            .takes::<notify::UpTo>(json!({}))
            .errors(&[Code::InvalidCursor]),
        ),
    ]
}

fn preferences(categories: &NotificationCategories, path: &str) -> Vec<Row> {
    let all = || Answer::data("Every category with every channel.", preferences_shape(categories, Coverage::All));
    vec![
        Row::get(
            ContextName::Notify,
            path,
            "get_notification_preferences",
            forward::read(use_cases::get_preferences),
            Contract::members("The caller's notification preferences", all()),
        ),
        Row::put(
            ContextName::Notify,
            path,
            "put_notification_preferences",
            |State(api): State<Api>, Bearer(caller): Bearer, _: NoQuery, JsonObject(body): JsonObject| async move {
                Ok::<_, Problem>(data(use_cases::put_preferences(&api.app, &caller, &body).await?))
            },
            Contract::members("Replaces the caller's notification preferences; everything not named is enabled", all())
                .takes_shape(preferences_shape(categories, Coverage::Some), SampleBody::Accepted(json!({}))),
        ),
    ]
}

/// Whether all categories and channels are there, or some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coverage {
    All,
    Some,
}

/// The schema follows from the lists of categories and channels.
fn preferences_shape(categories: &NotificationCategories, coverage: Coverage) -> Shape {
    let (name, of_channels) = match coverage {
        Coverage::All => ("NotificationPreferences", "NotificationChannels"),
        Coverage::Some => ("NewNotificationPreferences", "NewNotificationChannels"),
    };
    let categories = categories.names();
    let object = move |names: Vec<&'static str>, of: &Value| {
        let properties: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), of.clone())).collect();
        let mut object = json!({ "type": "object", "properties": properties });
        match coverage {
            Coverage::All => object["required"] = json!(names),
            Coverage::Some => object["additionalProperties"] = json!(false),
        }
        object
    };
    Shape::made(move |schemas| {
        let channels = Channel::ALL.iter().map(|channel| channel.as_str()).collect();
        let channels = object(channels, &json!({ "type": "boolean" }));
        let channels = schemas.component(of_channels.to_owned(), |_| channels);
        schemas.component(name.to_owned(), |_| object(categories.clone(), &channels))
    })
}
