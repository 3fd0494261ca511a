//! After the commit: publishes entries over the bus. It never waits and never fails a write; readers find lost entries
//! by the heads of the logs.

use bytes::Bytes;
use plenum_bus::envelope::{self, EnvelopeError};
use plenum_shared::{entry::Entry, notice::Notice};

use crate::{App, worker};

impl App {
    /// Tells the hub nodes what was appended, and the worker that there is work. Entries too large for the bus go as
    /// their number alone.
    pub(crate) fn publish(&self, entries: &[Entry]) {
        let Some(notice) = Notice::of(entries) else { return };
        worker::wake(self.bus(), notice.tenant);
        let channel = Notice::channel(notice.tenant);
        let sealed = match self.seal(&channel, &notice) {
            Err(EnvelopeError::TooLarge { .. }) => self.seal(&channel, &notice.head_only()),
            sealed => sealed,
        };
        match sealed {
            Ok(bytes) => drop(self.bus().publish(&channel, bytes)),
            Err(error) => {
                tracing::error!(%error, "the entries of a commit could not be sealed; readers find them by the head of the log")
            }
        }
    }

    fn seal(&self, channel: &str, notice: &Notice) -> Result<Bytes, EnvelopeError> {
        match notice.encode() {
            Ok(bytes) => envelope::seal(self.bus_keys(), channel, &bytes),
            Err(error) => {
                tracing::error!(%error, "the entries of a commit could not be encoded");
                Err(EnvelopeError::TooLarge { length: usize::MAX })
            }
        }
    }
}
