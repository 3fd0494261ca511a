//! A consumer without its types: consumers that remember different things stand in one list.

use async_trait::async_trait;
use plenum_shared::{Result, entry::Entry};
use plenum_store::TenantTx;
use time::OffsetDateTime;

use super::{Batch, Consumer, StartPosition, accepts};
use crate::{App, change_set::ChangeSet};

/// A consumer in a list of consumers. Every [`Consumer`] is one.
#[async_trait]
pub trait AnyConsumer: Send + Sync + 'static {
    /// [`Consumer::NAME`].
    fn name(&self) -> &'static str;

    /// [`Consumer::START`].
    fn start(&self) -> StartPosition;

    /// Reacts to these entries in their order, until it has made more than `max_derived` entries.
    async fn process(
        &self,
        app: &App,
        tx: &mut TenantTx,
        now: OffsetDateTime,
        entries: &[Entry],
        max_derived: usize,
    ) -> Result<Processed>;
}

/// What came of processing a batch.
pub struct Processed {
    /// The number of the last entry that was processed; nothing when there was no entry.
    pub(super) through: Option<i64>,
    /// The entries to append.
    pub(super) changes: ChangeSet,
}

#[async_trait]
impl<C: Consumer> AnyConsumer for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn start(&self) -> StartPosition {
        C::START
    }

    async fn process(
        &self,
        app: &App,
        tx: &mut TenantTx,
        now: OffsetDateTime,
        entries: &[Entry],
        max_derived: usize,
    ) -> Result<Processed> {
        let mut batch = Batch::<C::Memory>::new(app, tx, now, C::AUTOMATION);
        let mut through = None;
        for entry in entries {
            if batch.changes.len() > max_derived {
                break;
            }
            if accepts::<C>(entry) {
                self.react(&mut batch, entry).await?;
            }
            through = Some(entry.position.seq);
        }
        Ok(Processed { through, changes: batch.changes })
    }
}
