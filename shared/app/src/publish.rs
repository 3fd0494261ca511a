//! After the commit: the notice of it over the bus. Publishing never waits and never fails a write; readers that miss a
//! notice find the entries by the heads of the logs.

use bytes::Bytes;
use plenum_bus::envelope::{self, EnvelopeError};
use plenum_shared::{
    entry::Entry,
    ids::{JobId, TenantId, UserId},
    notice::{JobNotice, Notice, WakeUp},
};

use crate::App;

impl App {
    /// Publishes what was appended to the hub nodes, and wakes the consumers of the log. Entries too large for the bus
    /// go as their number alone.
    pub fn publish(&self, entries: &[Entry]) {
        let Some(notice) = Notice::of(entries) else { return };
        // A consumer that is not woken polls.
        let _ = self.bus().publish(WakeUp::CHANNEL, WakeUp(notice.tenant).encode());
        let channel = Notice::channel(notice.tenant);
        let sealed = match self.seal(&channel, notice.encode()) {
            Err(EnvelopeError::TooLarge { .. }) => self.seal(&channel, notice.head_only().encode()),
            sealed => sealed,
        };
        match sealed {
            Ok(bytes) => drop(self.bus().publish(&channel, bytes)),
            Err(error) => {
                tracing::error!(%error, "a notice could not be sealed; readers find the entries by the heads")
            }
        }
    }

    /// Wakes the workers because there are jobs. To be called after the commit that enqueued them; a worker that is not
    /// woken looks by itself, twice a second.
    pub fn wake_jobs(&self) {
        let _ = self.bus().publish(WakeUp::JOBS_CHANNEL, WakeUp(TenantId::PLATFORM).encode());
    }

    /// Notifies the workers that a running job is cancelled. A worker that misses the notice learns it with its next
    /// heartbeat.
    pub(crate) fn announce_cancelled_job(&self) {
        let _ = self.bus().publish(WakeUp::JOB_CANCELLED_CHANNEL, WakeUp(TenantId::PLATFORM).encode());
    }

    /// Lets the hub nodes know that a job changed, so that they tell the member who began it and administrators. To be
    /// called after the commit. A job that no member began is not announced.
    pub(crate) fn announce_job(&self, tenant: TenantId, job: JobId, created_by: Option<UserId>) {
        let Some(created_by) = created_by else { return };
        let channel = Notice::channel(tenant);
        match self.seal(&channel, JobNotice::new(tenant, job, created_by).encode()) {
            Ok(bytes) => drop(self.bus().publish(&channel, bytes)),
            Err(error) => {
                tracing::error!(%error, "the notice of a job could not be sealed; its watchers read it again")
            }
        }
    }

    fn seal(&self, channel: &str, notice: serde_json::Result<Bytes>) -> Result<Bytes, EnvelopeError> {
        match notice {
            Ok(bytes) => envelope::seal(self.bus_keys(), channel, &bytes),
            Err(error) => {
                tracing::error!(%error, "a notice could not be encoded");
                Err(EnvelopeError::TooLarge { length: usize::MAX })
            }
        }
    }
}
