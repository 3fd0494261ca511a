//! What somebody wants to be notified of, and how: a yes or no for each category and channel; yes without a choice.

use std::collections::BTreeMap;

use async_trait::async_trait;
use plenum_app::{
    App, Done, Intent,
    change_set::{ChangeSet, Subject, image},
};
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    error::{FieldError, pointer},
    notification::{Channel, NotificationCategories},
};
use plenum_store::{
    TenantTx,
    identity::users,
    notify::preferences::{self, Preference},
};
use serde::Serialize;
use serde_json::{Map, Value};

/// `{"deal_won": {"in_app": true}, …}`, every category with every channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PreferencesView(pub BTreeMap<&'static str, BTreeMap<&'static str, bool>>);

/// A choice for a category, by its word, and a channel.
type Choice = (&'static str, Channel, bool);

/// Reads the caller's preferences.
pub async fn get_preferences(app: &App, who: &Identity) -> Result<PreferencesView> {
    app.read(who, &GetPreferences).await
}

/// Replaces the caller's preferences by those of `body`; a category that it does not name is as without a choice.
pub async fn put_preferences(app: &App, who: &Identity, body: &Map<String, Value>) -> Result<PreferencesView> {
    let choices = read(app.catalogue().notification_categories(), body)?;
    app.write(who, &PutPreferences { choices }).await
}

struct GetPreferences;

#[async_trait]
impl Intent for GetPreferences {
    const NAME: &'static str = "notifications.get_preferences";
    type Output = PreferencesView;

    async fn run(&self, _: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<PreferencesView>> {
        let stored = preferences::of(tx, caller.user).await?;
        Ok(Done { output: view(caller.catalogue.notification_categories(), &stored), entries: Vec::new() })
    }
}

struct PutPreferences {
    choices: Vec<Choice>,
}

#[async_trait]
impl Intent for PutPreferences {
    const NAME: &'static str = "notifications.put_preferences";
    type Output = PreferencesView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<PreferencesView>> {
        // Of two replacements at once the second waits, and then replaces the first.
        users::lock(tx, caller.user).await?;
        let categories = caller.catalogue.notification_categories();
        let before = view(categories, &preferences::of(tx, caller.user).await?);
        let choices: Vec<_> =
            self.choices.iter().map(|(category, channel, on)| (*category, channel.as_str(), *on)).collect();
        preferences::replace(tx, caller.user, &choices).await?;
        let after = view(categories, &preferences::of(tx, caller.user).await?);
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        if before != after {
            let about = Subject::user(caller.user);
            changes.note("user.notification_preferences_changed", about, Some(image(&before)?), Some(image(&after)?));
        }
        Ok(Done { output: after, entries: changes.append(tx).await? })
    }
}

fn view(categories: &NotificationCategories, stored: &[Preference]) -> PreferencesView {
    let is_on = |category: &str, channel: Channel| {
        let choice = stored.iter().find(|choice| choice.category == category && choice.channel == channel.as_str());
        choice.is_none_or(|choice| choice.enabled)
    };
    let channels =
        |category| Channel::ALL.iter().map(|channel| (channel.as_str(), is_on(category, *channel))).collect();
    PreferencesView(categories.iter().map(|category| (category.name, channels(category.name))).collect())
}

fn read(categories: &NotificationCategories, body: &Map<String, Value>) -> Result<Vec<Choice>> {
    let (mut choices, mut errors) = (Vec::new(), Vec::new());
    for (name, channels) in body {
        let at = pointer(name);
        match (categories.by_name(name), channels) {
            (Some(category), Value::Object(channels)) => {
                for (name, on) in channels {
                    let at = format!("{at}{}", pointer(name));
                    match (Channel::parse(name), on) {
                        (Some(channel), Value::Bool(on)) => choices.push((category.name, channel, *on)),
                        (Some(_), _) => errors.push(invalid(at, "expected true or false")),
                        (None, _) => errors.push(FieldError::new(at, Code::UnknownField)),
                    }
                }
            }
            (Some(_), _) => errors.push(invalid(at, "expected an object of channels")),
            (None, _) => errors.push(FieldError::new(at, Code::UnknownField)),
        }
    }
    if errors.is_empty() { Ok(choices) } else { Err(Error::invalid(errors)) }
}

fn invalid(pointer: String, why: &'static str) -> FieldError {
    FieldError::new(pointer, Code::InvalidValue).with_message(why)
}
