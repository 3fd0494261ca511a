//! What the caller is told, that they have read it, and what they want to be told.

use plenum_app::notify::{NotificationView, Unread};
use plenum_shared::{
    Code,
    notification::{Category, Channel},
};
use serde_json::{Map, Value, json};

use super::{Answer, Contract, Parameters, Row};
use crate::{
    openapi::Shape,
    routes::{notify, page},
};

pub(super) fn rows(mount: &str) -> Vec<Row> {
    let path = |rest: &str| format!("{mount}/notifications{rest}");
    let page = Answer::page::<page::About>("The notifications.", Shape::output::<NotificationView>());
    let unread = |meaning| Answer::data(meaning, Shape::output::<Unread>());
    let wishes = || Answer::data("Every category with every channel.", preferences(Part::Whole));
    vec![
        Row::get(
            path(""),
            "list_notifications",
            notify::list_notifications,
            Contract::members("A page of the caller's notifications, the newest first", page)
                .asks(Parameters::Notifications)
                .refuses(&[Code::InvalidCursor]),
        ),
        Row::get(
            path("/unread-count"),
            "get_unread_count",
            notify::get_unread_count,
            Contract::members("How many of the caller's notifications are unread", unread("So many.")),
        ),
        Row::post(
            path("/{id}/read"),
            "mark_notification_read",
            notify::mark_notification_read,
            Contract::members("Marks one of the caller's notifications as read", unread("How many are not read.")),
        ),
        Row::post(
            path("/read-all"),
            "mark_all_notifications_read",
            notify::mark_all_notifications_read,
            Contract::members(
                "Marks the caller's notifications as read; what came after a cursor stays unread",
                unread("How many are not read."),
            )
            .takes::<notify::UpTo>()
            .refuses(&[Code::InvalidCursor]),
        ),
        Row::get(
            path("/preferences"),
            "get_notification_preferences",
            notify::get_notification_preferences,
            Contract::members("What the caller wants to be told, and how", wishes()),
        ),
        Row::put(
            path("/preferences"),
            "put_notification_preferences",
            notify::put_notification_preferences,
            Contract::members("Replaces what the caller wants to be told; what is not named is told", wishes())
                .takes_shape(preferences(Part::Some)),
        ),
    ]
}

/// Whether all categories and channels are there, or some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Some,
}

/// Both sets of words are closed, and from them the schema is made.
fn preferences(part: Part) -> Shape {
    let object = |names: Vec<&'static str>, of: &Value| {
        let properties: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), of.clone())).collect();
        let mut object = json!({ "type": "object", "properties": properties });
        match part {
            Part::Whole => object["required"] = json!(names),
            Part::Some => object["additionalProperties"] = json!(false),
        }
        object
    };
    let channels = object(Channel::ALL.iter().map(|channel| channel.as_str()).collect(), &json!({ "type": "boolean" }));
    Shape::literal(object(Category::ALL.iter().map(|category| category.as_str()).collect(), &channels))
}
