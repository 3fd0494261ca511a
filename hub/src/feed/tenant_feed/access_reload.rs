//! Loads the access of subscribers again, when an entry of the log has changed it or the feed was reset.
//!
//! The feed waits for it: no later entry is judged by an access that is known to be old.

use std::{sync::Arc, time::Duration};

use plenum_shared::{cursor::Position, ids::TenantId};
use plenum_signalr::CloseReason;
use tokio::time::timeout;

use super::subscribers::Subscribers;
use crate::{
    connection_state::{HubConnection, SubscriberId, close_reason},
    feed::{
        access_change::AccessChange,
        join::{JoinOrder, join_order},
    },
    log_reader::ReloadedAccess,
    messages,
    node_context::NodeContext,
    resume::cursor::ResetReason,
};

/// How long the feed waits for the database. A subscriber whose access is unknown by then is closed and resumes.
const RELOAD_TIMEOUT: Duration = Duration::from_secs(2);

pub(super) struct AccessReload {
    tenant: TenantId,
    context: Arc<NodeContext>,
}

impl AccessReload {
    pub(super) fn new(tenant: TenantId, context: Arc<NodeContext>) -> Self {
        Self { tenant, context }
    }

    /// Gives the subscribers that a change affects their new access, and sends them the position from which it holds.
    pub(super) async fn after_change(&self, subscribers: &mut Subscribers, change: AccessChange, at: Position) {
        let affected = subscribers.affected_by(change);
        if affected.is_empty() {
            return;
        }
        let Some(reloaded) = self.load(subscribers, &affected).await else { return };
        let mut live = Vec::with_capacity(affected.len());
        for id in affected {
            // A waiting subscriber has been sent a later position already.
            let waits = subscribers.is_waiting(id);
            live.extend(apply(subscribers, id, &reloaded).filter(|_| !waits));
        }
        subscribers.send_position(live, at);
    }

    /// After a reset of the feed every subscriber begins again: with its access of today, from the head of the same
    /// snapshot.
    pub(super) async fn after_reset(&self, subscribers: &mut Subscribers, last: Position) {
        let ids = subscribers.ids();
        let Some(reloaded) = self.load(subscribers, &ids).await else { return };
        let mut admitted = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(connection) = apply(subscribers, id, &reloaded) else { continue };
            subscribers.stop_waiting(id);
            match join_order(reloaded.head, last) {
                JoinOrder::Level => {}
                JoinOrder::ReaderAhead => subscribers.wait_for(id, reloaded.head),
                JoinOrder::ReaderBehind | JoinOrder::HistoryMismatch => {
                    subscribers.close(id, CloseReason::TryAgainLater);
                    continue;
                }
            }
            admitted.push(connection);
        }
        let reset = messages::reset(&self.context, self.tenant, ResetReason::HistoryChanged, reloaded.head);
        if let Some(message) = reset {
            metrics::counter!("hub.resets", "scope" => "reader").increment(admitted.len() as u64);
            subscribers.send(&message, admitted);
        }
    }

    /// The access of these subscribers in one snapshot. When it cannot be loaded they are closed, because nobody knows
    /// what they may see.
    async fn load(&self, subscribers: &mut Subscribers, ids: &[SubscriberId]) -> Option<ReloadedAccess> {
        let sessions = subscribers.sessions_of(ids);
        let loading = self.context.log.reload(self.tenant, &sessions);
        let problem = match timeout(RELOAD_TIMEOUT, loading).await {
            Ok(Ok(reloaded)) => return Some(reloaded),
            Ok(Err(error)) => error.to_string(),
            Err(elapsed) => elapsed.to_string(),
        };
        tracing::warn!(tenant = %self.tenant, readers = ids.len(), error = problem, "access could not be loaded again");
        ids.iter().for_each(|id| subscribers.close(*id, CloseReason::TryAgainLater));
        None
    }
}

/// Gives a subscriber its new access, or closes it when it has none.
fn apply(subscribers: &mut Subscribers, id: SubscriberId, reloaded: &ReloadedAccess) -> Option<HubConnection> {
    let connection = subscribers.connection(id)?.clone();
    let who = &connection.state().who;
    match reloaded.by_session.get(&(who.user, who.session)) {
        Some(Ok(access)) => {
            // Messages that wait for this client were judged by its former access.
            if subscribers.access(id).is_some_and(|before| *before != **access) {
                connection.discard_waiting();
            }
            subscribers.add(&connection, access.clone());
            Some(connection)
        }
        Some(Err(error)) => {
            subscribers.close(id, close_reason(error));
            None
        }
        None => {
            subscribers.close(id, CloseReason::TryAgainLater);
            None
        }
    }
}
