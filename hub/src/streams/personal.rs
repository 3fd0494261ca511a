//! What goes to one person alone, in the order of the log: made from the database, beside the feed, which waits for
//! nobody.
//!
//! A notification says what its record says today, so it cannot be made from the entry alone as other events are.
//! Whatever goes to a reader of notifications goes through this one line, positions too: a cursor must not overtake the
//! events before it, or a client that came back to it would miss them.

use std::{collections::HashMap, sync::Arc};

use plenum_app::App;
use plenum_notify::{Delivery, deliveries};
use plenum_shared::{
    Result,
    entry::Entry,
    event,
    ids::{NotificationId, TenantId, UserId},
    notification,
};
use plenum_signalr::{CloseReason, Prepared};
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

use crate::{connection_state::Link, messages};

/// What may wait in the line. Those for whom there is no room are sent away, and resume.
const LINE: usize = 4_096;

/// How much of the line is made at a time, in one read of the database.
const BATCH: usize = 64;

/// The line of one tenant. It begins with its first reader.
pub(crate) struct Personal {
    tenant: TenantId,
    app: App,
    tasks: TaskTracker,
    line: Option<mpsc::Sender<Item>>,
}

enum Item {
    /// An entry, for all devices of its recipient.
    Entry(Arc<Entry>, Vec<Link>),
    /// A message that is made already, for whoever is to have it.
    Message(Prepared, Vec<Link>),
}

impl Item {
    fn links(&self) -> &[Link] {
        match self {
            Self::Entry(_, links) | Self::Message(_, links) => links,
        }
    }
}

impl Personal {
    pub(crate) fn new(tenant: TenantId, app: App, tasks: TaskTracker) -> Self {
        Self { tenant, app, tasks, line: None }
    }

    /// Tells these of an entry that is theirs.
    pub(crate) fn tell(&mut self, entry: &Arc<Entry>, links: Vec<Link>) {
        if !links.is_empty() {
            self.push(Item::Entry(entry.clone(), links));
        }
    }

    /// Sends these a message behind everything that was told before.
    pub(crate) fn send(&mut self, message: &Prepared, links: Vec<Link>) {
        if !links.is_empty() {
            self.push(Item::Message(message.clone(), links));
        }
    }

    fn push(&mut self, item: Item) {
        let line = self.line.get_or_insert_with(|| {
            let (line, items) = mpsc::channel(LINE);
            self.tasks.spawn(work(self.tenant, self.app.clone(), items));
            line
        });
        let item = match line.try_send(item) {
            Ok(()) => return,
            Err(mpsc::error::TrySendError::Full(item) | mpsc::error::TrySendError::Closed(item)) => item,
        };
        metrics::counter!("hub.personal.dropped").increment(1);
        send_away(&item);
    }
}

/// Works the line off, until nobody can add to it.
async fn work(tenant: TenantId, app: App, mut items: mpsc::Receiver<Item>) {
    let mut batch = Vec::with_capacity(BATCH);
    while items.recv_many(&mut batch, BATCH).await > 0 {
        let entries = batch.iter().filter_map(|item| match item {
            Item::Entry(entry, _) => Some(&**entry),
            Item::Message(..) => None,
        });
        match made(&app, tenant, entries).await {
            Ok(made) => batch.drain(..).for_each(|item| hand_out(&app, item, &made)),
            Err(error) => {
                tracing::warn!(%tenant, %error, "notifications could not be read; their readers are sent away");
                // In order: who lacks something is closed before it can be told of a later place.
                batch.drain(..).for_each(|item| match item {
                    Item::Entry(..) => send_away(&item),
                    Item::Message(..) => hand_out(&app, item, &HashMap::new()),
                });
            }
        }
    }
}

fn hand_out(app: &App, item: Item, made: &HashMap<UserId, Delivery>) {
    match item {
        Item::Message(message, links) => {
            for link in &links {
                // A failed send has closed the connection.
                let _ = link.send(&message);
            }
        }
        Item::Entry(entry, links) => {
            let delivery = entry.recipient.and_then(|recipient| made.get(&recipient));
            let messages = delivery.map(|delivery| messages_of(app, &entry, delivery)).unwrap_or_default();
            for link in &links {
                let sent = messages.iter().filter(|message| link.send(message).is_ok()).count();
                metrics::counter!("hub.deliveries").increment(sent as u64);
            }
        }
    }
}

fn send_away(item: &Item) {
    item.links().iter().for_each(|link| link.close(CloseReason::TryAgainLater));
}

/// What the recipients of these entries are to be shown now.
pub(crate) async fn made(
    app: &App,
    tenant: TenantId,
    entries: impl Iterator<Item = &Entry>,
) -> Result<HashMap<UserId, Delivery>> {
    let mut wanted: HashMap<UserId, Vec<NotificationId>> = HashMap::new();
    for entry in entries {
        let Some(recipient) = entry.recipient else { continue };
        let of_recipient = wanted.entry(recipient).or_default();
        if entry.kind == notification::RECEIVED {
            of_recipient.push(entry.record.uuid().into());
        }
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    deliveries(app, tenant, &wanted).await
}

/// `NotificationReceived`, if the entry is about one that is still there, and `UnreadCountChanged`.
fn messages_of(app: &App, entry: &Entry, delivery: &Delivery) -> Vec<Prepared> {
    let both = [event_of(app, entry, delivery).map(|(event, _)| event), messages::unread_count(delivery.unread)];
    both.into_iter().flatten().collect()
}

/// `NotificationReceived`, if the entry is about one that is still there, with the bytes of its argument.
pub(crate) fn event_of(app: &App, entry: &Entry, delivery: &Delivery) -> Option<(Prepared, usize)> {
    let id = NotificationId::from(entry.record.uuid());
    let view = delivery.notifications.get(&id).filter(|_| entry.kind == notification::RECEIVED)?;
    let cursor = app.cursors().seal(entry.tenant, entry.position);
    let data = serde_json::to_value(view).ok()?;
    let event = event::personal(entry, &format!("notifications/{id}"), data, &cursor)?;
    let bytes = event.json.len();
    Some((Prepared::from_json(&event.target, &[event.json]).ok()?, bytes))
}
