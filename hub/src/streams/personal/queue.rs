//! The queue of one tenant's personal messages: a task of its own makes the events from the database, in the order of
//! the log.
//!
//! Every message to a reader of notifications goes through this queue, positions too: a cursor that overtook an event
//! would make a client that resumes from it miss the event.

use std::{collections::HashMap, sync::Arc};

use plenum_notify::Delivery;
use plenum_shared::{
    entry::Entry,
    ids::{TenantId, UserId},
};
use plenum_signalr::{CloseReason, Prepared};
use tokio::sync::mpsc;

use super::rendering::{deliveries_of, messages_of};
use crate::{connection_state::HubConnection, node_context::NodeContext};

/// Items in the queue. The connections of an item that does not fit are closed, and their clients resume.
const CAPACITY: usize = 4_096;

/// How many items are made at a time, with one read of the database.
const BATCH: usize = 64;

/// The task of the queue begins with the first item.
pub(super) struct PersonalQueue {
    tenant: TenantId,
    context: Arc<NodeContext>,
    items: Option<mpsc::Sender<Item>>,
}

enum Item {
    /// An entry, for the devices of its recipient.
    Entry(Arc<Entry>, Vec<HubConnection>),
    /// A message that is encoded already.
    Message(Prepared, Vec<HubConnection>),
}

impl Item {
    fn connections(&self) -> &[HubConnection] {
        match self {
            Self::Entry(_, connections) | Self::Message(_, connections) => connections,
        }
    }
}

impl PersonalQueue {
    pub(super) fn new(tenant: TenantId, context: Arc<NodeContext>) -> Self {
        Self { tenant, context, items: None }
    }

    /// Queues the event of an entry.
    pub(super) fn push_entry(&mut self, entry: &Arc<Entry>, connections: Vec<HubConnection>) {
        if !connections.is_empty() {
            self.push(Item::Entry(entry.clone(), connections));
        }
    }

    /// Queues an encoded message behind everything that was queued before.
    pub(super) fn push_message(&mut self, message: &Prepared, connections: Vec<HubConnection>) {
        if !connections.is_empty() {
            self.push(Item::Message(message.clone(), connections));
        }
    }

    fn push(&mut self, item: Item) {
        let items = self.items.get_or_insert_with(|| {
            let (sender, items) = mpsc::channel(CAPACITY);
            self.context.tasks.spawn(send_items(self.tenant, self.context.clone(), items));
            sender
        });
        let item = match items.try_send(item) {
            Ok(()) => return,
            Err(mpsc::error::TrySendError::Full(item) | mpsc::error::TrySendError::Closed(item)) => item,
        };
        metrics::counter!("hub.personal.dropped").increment(1);
        close_connections(&item);
    }
}

/// Sends the items of the queue, until its feed has ended.
async fn send_items(tenant: TenantId, context: Arc<NodeContext>, mut items: mpsc::Receiver<Item>) {
    let mut batch = Vec::with_capacity(BATCH);
    while items.recv_many(&mut batch, BATCH).await > 0 {
        let entries = batch.iter().filter_map(|item| match item {
            Item::Entry(entry, _) => Some(&**entry),
            Item::Message(..) => None,
        });
        match deliveries_of(context.app(), tenant, entries).await {
            Ok(deliveries) => batch.drain(..).for_each(|item| send(&context, item, &deliveries)),
            Err(error) => {
                tracing::warn!(%tenant, %error, "notifications could not be read; the connections of their readers are closed");
                // In order: a reader that lacks an event is closed before it could be sent a later position.
                batch.drain(..).for_each(|item| match item {
                    Item::Entry(..) => close_connections(&item),
                    Item::Message(..) => send(&context, item, &HashMap::new()),
                });
            }
        }
    }
}

fn send(context: &NodeContext, item: Item, deliveries: &HashMap<UserId, Delivery>) {
    match item {
        Item::Message(message, connections) => {
            for connection in &connections {
                // A failed send has closed the connection.
                let _ = connection.send(&message);
            }
        }
        Item::Entry(entry, connections) => {
            let delivery = entry.recipient.and_then(|recipient| deliveries.get(&recipient));
            let messages = delivery.map(|delivery| messages_of(context, &entry, delivery)).unwrap_or_default();
            for connection in &connections {
                let sent = messages.iter().filter(|message| connection.send(message).is_ok()).count();
                metrics::counter!("hub.deliveries").increment(sent as u64);
            }
        }
    }
}

fn close_connections(item: &Item) {
    item.connections().iter().for_each(|connection| connection.close(CloseReason::TryAgainLater));
}
