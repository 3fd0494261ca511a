//! What somebody wants to be told, and how: a yes or no for each category and channel, yes unless they said otherwise.

use std::collections::BTreeMap;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    error::{FieldError, pointer},
    notification::{Category, Channel},
};
use plenum_store::{
    TenantTx,
    identity::users,
    notify::preferences::{self, Preference},
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    App, Done, Intent,
    journal::{Journal, Subject, image},
};

/// `{"deal_won": {"in_app": true}, …}`, every category with every channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PreferencesView(pub BTreeMap<&'static str, BTreeMap<&'static str, bool>>);

type Wish = (Category, Channel, bool);

/// Reads the caller's preferences.
pub async fn get_preferences(app: &App, who: &Identity) -> Result<PreferencesView> {
    app.read(who, &GetPreferences).await
}

/// Replaces the caller's preferences by those of `body`; what it does not name is as for somebody who never said.
pub async fn put_preferences(app: &App, who: &Identity, body: &Map<String, Value>) -> Result<PreferencesView> {
    app.write(who, &PutPreferences { wishes: read(body)? }).await
}

struct GetPreferences;

#[async_trait]
impl Intent for GetPreferences {
    const NAME: &'static str = "notifications.get_preferences";
    type Output = PreferencesView;

    async fn run(&self, _: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<PreferencesView>> {
        let stored = preferences::of(tx, caller.user).await?;
        Ok(Done { output: view(&stored), entries: Vec::new() })
    }
}

struct PutPreferences {
    wishes: Vec<Wish>,
}

#[async_trait]
impl Intent for PutPreferences {
    const NAME: &'static str = "notifications.put_preferences";
    type Output = PreferencesView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<PreferencesView>> {
        // Of two who put at once the second waits, and then replaces what the first has put.
        users::lock(tx, caller.user).await?;
        let before = view(&preferences::of(tx, caller.user).await?);
        let wishes: Vec<_> =
            self.wishes.iter().map(|(category, channel, on)| (category.as_str(), channel.as_str(), *on)).collect();
        preferences::replace(tx, caller.user, &wishes).await?;
        let after = view(&preferences::of(tx, caller.user).await?);
        let mut journal = Journal::new(app, caller, app.source().now());
        if before != after {
            let about = Subject::user(caller.user);
            journal.note("user.notification_preferences_changed", about, Some(image(&before)?), Some(image(&after)?));
        }
        Ok(Done { output: after, entries: journal.append(tx).await? })
    }
}

fn view(stored: &[Preference]) -> PreferencesView {
    let is_on = |category: Category, channel: Channel| {
        let said = stored.iter().find(|said| said.category == category.as_str() && said.channel == channel.as_str());
        said.is_none_or(|said| said.enabled)
    };
    let channels =
        |category| Channel::ALL.iter().map(|channel| (channel.as_str(), is_on(category, *channel))).collect();
    PreferencesView(Category::ALL.iter().map(|category| (category.as_str(), channels(*category))).collect())
}

fn read(body: &Map<String, Value>) -> Result<Vec<Wish>> {
    let (mut wishes, mut errors) = (Vec::new(), Vec::new());
    for (name, channels) in body {
        let at = pointer(name);
        match (Category::parse(name), channels) {
            (Some(category), Value::Object(channels)) => {
                for (name, on) in channels {
                    let at = format!("{at}{}", pointer(name));
                    match (Channel::parse(name), on) {
                        (Some(channel), Value::Bool(on)) => wishes.push((category, channel, *on)),
                        (Some(_), _) => errors.push(invalid(at, "expected true or false")),
                        (None, _) => errors.push(FieldError::new(at, Code::UnknownField)),
                    }
                }
            }
            (Some(_), _) => errors.push(invalid(at, "expected an object of channels")),
            (None, _) => errors.push(FieldError::new(at, Code::UnknownField)),
        }
    }
    if errors.is_empty() { Ok(wishes) } else { Err(Error::invalid(errors)) }
}

fn invalid(pointer: String, why: &'static str) -> FieldError {
    FieldError::new(pointer, Code::InvalidValue).with_message(why)
}
