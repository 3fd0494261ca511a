//! An entry that was put aside, done again: what follows from it, and that it is put aside no more, are one
//! transaction.

use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use plenum_shared::{Code, Error, Result, ids::TenantId};
use plenum_store::{TenantTx, consumers, log};

use super::{Consumer, Scene, run::panicked};
use crate::App;

/// What became of an entry that was to be done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    Done,
    /// The log does not have it any more, so nothing follows from it.
    Forgotten,
}

/// Does an entry again that the consumer put aside. When it fails again it stays where it is.
///
/// The consumer's place is held meanwhile, so nobody else works for it in this tenant; it does not move. What follows
/// comes later than what followed from the entries behind it, which is what putting aside means.
pub(crate) async fn again<C: Consumer>(app: &App, consumer: &C, tenant: TenantId, seq: i64) -> Result<Again> {
    let work = |mut tx: TenantTx| async move {
        let gone = || Error::new(Code::NotFound);
        let now = app.source().now();
        consumers::wait_for(&mut tx, C::NAME, now).await?.ok_or_else(gone)?;
        if !consumers::unpark(&mut tx, C::NAME, seq).await? {
            return Err(gone());
        }
        let found = log::range(&mut tx, seq, 1).await?;
        let Some(entry) = found.first().filter(|entry| entry.position.seq == seq) else {
            return Ok(tx.finish((Again::Forgotten, Vec::new())));
        };
        let mut scene = Scene::<C::Memory>::new(app, &mut tx, now);
        // One that was put aside because of a panic may panic again.
        let reacting = AssertUnwindSafe(consumer.react(&mut scene, entry)).catch_unwind();
        reacting.await.map_err(|_| panicked())??;
        let entries = scene.entries;
        let appended = log::append(&mut tx, &entries, now).await?;
        Ok(tx.finish((Again::Done, appended)))
    };
    let (outcome, appended) = app.store().write("consumer.again", tenant, None, work).await?;
    app.publish(&appended);
    Ok(outcome)
}
