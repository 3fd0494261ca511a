//! Changes of jobs, sent to the member who began a job and to administrators.
//!
//! A job may change a thousand times a second, and a client should not have to keep up with that: changes of one job
//! within a period are sent as one, and the number of jobs in a period is bounded. Changes over the bound are dropped:
//! a client that must be sure reads the job again. A change has no cursor, so it needs no place among events.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use plenum_app::jobs::{self, JobView, LiveJob};
use plenum_shared::ids::{JobId, TenantId, UserId};
use plenum_signalr::Prepared;
use tokio::{sync::mpsc, time::sleep};

use crate::{connection_state::HubConnection, messages, node_context::NodeContext};

/// The pause between two readings of jobs of one tenant.
const PAUSE: Duration = Duration::from_millis(200);

/// How many jobs are read and sent at a time.
const AT_ONCE: usize = 32;

/// How many changed jobs may wait to be read.
const PENDING: usize = 1_024;

/// The changes of jobs of one tenant. The task begins with the first.
pub(super) struct JobChanges {
    tenant: TenantId,
    context: Arc<NodeContext>,
    changes: Option<mpsc::Sender<JobChange>>,
}

/// A job that changed, and the connections that receive the change.
pub(super) struct JobChange {
    pub(super) job: JobId,
    pub(super) created_by: UserId,
    pub(super) creator: Vec<HubConnection>,
    pub(super) administrators: Vec<HubConnection>,
}

impl JobChanges {
    pub(super) fn new(tenant: TenantId, context: Arc<NodeContext>) -> Self {
        Self { tenant, context, changes: None }
    }

    pub(super) fn push(&mut self, change: JobChange) {
        if change.creator.is_empty() && change.administrators.is_empty() {
            return;
        }
        let changes = self.changes.get_or_insert_with(|| {
            let (sender, changes) = mpsc::channel(PENDING);
            self.context.tasks.spawn(send_changes(self.tenant, self.context.clone(), changes));
            sender
        });
        if changes.try_send(change).is_err() {
            dropped();
        }
    }
}

/// Sends changes until the feed has ended.
async fn send_changes(tenant: TenantId, context: Arc<NodeContext>, mut changes: mpsc::Receiver<JobChange>) {
    let mut pending = Pending::default();
    loop {
        if pending.is_empty() {
            let Some(change) = changes.recv().await else { return };
            pending.add(change);
        }
        while let Ok(change) = changes.try_recv() {
            pending.add(change);
        }
        let batch = pending.take(AT_ONCE);
        let ids: Vec<_> = batch.keys().copied().collect();
        match jobs::live(context.app(), tenant, &ids).await {
            Ok(jobs) => jobs.iter().filter_map(|job| Some((job, batch.get(&job.job)?))).for_each(send),
            Err(error) => {
                tracing::warn!(%tenant, %error, "jobs that changed could not be read, and their changes are not sent")
            }
        }
        sleep(PAUSE).await;
    }
}

fn send((job, change): (&LiveJob, &JobChange)) {
    // The connections were chosen by what the notice said.
    if job.created_by != change.created_by {
        return;
    }
    let message = |view: &JobView, to: &[HubConnection]| if to.is_empty() { None } else { messages::job_changed(view) };
    let to = |connections: &[HubConnection], message: Option<Prepared>| {
        for connection in connections {
            if let Some(message) = &message {
                // A failed send has closed the connection.
                let _ = connection.send(message);
            }
        }
    };
    to(&change.creator, message(&job.for_creator, &change.creator));
    to(&change.administrators, message(&job.for_administrators, &change.administrators));
}

/// Jobs whose change waits to be sent, each once, in the order in which they changed first.
#[derive(Default)]
struct Pending {
    order: VecDeque<JobId>,
    changes: HashMap<JobId, JobChange>,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    fn add(&mut self, change: JobChange) {
        let job = change.job;
        if self.changes.len() >= PENDING && !self.changes.contains_key(&job) {
            return dropped();
        }
        // The later change knows the connections of that moment.
        if self.changes.insert(job, change).is_none() {
            self.order.push_back(job);
        }
    }

    fn take(&mut self, count: usize) -> HashMap<JobId, JobChange> {
        let taken: Vec<_> = self.order.drain(..count.min(self.order.len())).collect();
        taken.into_iter().filter_map(|job| Some((job, self.changes.remove(&job)?))).collect()
    }
}

fn dropped() {
    metrics::counter!("hub.jobs.dropped").increment(1);
}

#[cfg(test)]
mod tests {
    use plenum_shared::clock::Source;

    use super::*;

    fn change(job: JobId, created_by: UserId) -> JobChange {
        JobChange { job, created_by, creator: Vec::new(), administrators: Vec::new() }
    }

    #[test]
    fn changes_of_one_job_are_merged_and_those_over_the_bound_are_dropped() {
        let source = Source::system();
        let (user, first): (UserId, JobId) = (source.uuid().into(), source.uuid().into());
        let mut pending = Pending::default();
        for _ in 0..3 {
            pending.add(change(first, user));
        }
        for _ in 0..PENDING {
            pending.add(change(source.uuid().into(), user));
        }
        assert_eq!(pending.changes.len(), PENDING);
        let taken = pending.take(AT_ONCE);
        assert_eq!((taken.len(), taken.contains_key(&first)), (AT_ONCE, true), "the first come first");
        while !pending.take(AT_ONCE).is_empty() {}
        assert!(pending.is_empty() && pending.changes.is_empty());
    }
}
