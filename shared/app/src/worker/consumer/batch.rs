//! One stretch of one tenant's log, in one transaction.

use std::sync::{Mutex, PoisonError};

use plenum_shared::{Result, ids::TenantId};
use plenum_store::{
    TenantTx,
    consumers::{self, Held},
    log,
};

use super::{Consumer, Scene, hears};
use crate::App;

/// Entries in a stretch.
pub(super) const STRETCH: usize = 200;

/// A stretch ends when the images of its entries come to so many bytes: each of the tenants that are worked on at a
/// time has one in memory.
const BYTES: usize = 1024 * 1024;

/// A stretch ends when it has made so many entries. One more may make as many again and still fit an append.
const ROOM: usize = log::MAX_APPEND / 4;

/// How a consumer left a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Served {
    /// There may be more to do.
    More,
    /// At the head, as far as it could see.
    Level,
    /// Another worker is at it, or there is no such tenant.
    Elsewhere,
    /// An entry that failed is not to be tried again yet.
    Waiting,
}

/// After which entry a consumer stood when it failed; nothing when it had not come so far. It outlives the transaction
/// that took the place, and so the failure and the panic.
#[derive(Debug, Default)]
pub(super) struct Stand(Mutex<Option<Held>>);

impl Stand {
    pub(super) fn take(&self) -> Option<Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn note(&self, held: Held) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
    }
}

/// Deals with up to `most` entries.
pub(super) async fn serve<C: Consumer>(
    app: &App,
    consumer: &C,
    tenant: TenantId,
    most: usize,
    stand: &Stand,
) -> Result<Served> {
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let Some(held) = consumers::hold(&mut tx, C::NAME, now).await? else {
            return Ok(tx.finish((Served::Elsewhere, 0, Vec::new())));
        };
        if held.retry_at.is_some_and(|at| at > now) {
            return Ok(tx.finish((Served::Waiting, 0, Vec::new())));
        }
        stand.note(held);
        // What failed before fails by itself, not with those behind it.
        let most = if held.failures > 0 { 1 } else { most };
        let stretch = log::range_within(&mut tx, held.seq + 1, most, BYTES).await?;
        let mut scene = Scene::<C::Memory>::new(app, &mut tx, now);
        let mut through = held.seq;
        for entry in &stretch {
            if scene.entries.len() > ROOM {
                break;
            }
            if hears::<C>(entry) {
                consumer.react(&mut scene, entry).await?;
            }
            through = entry.position.seq;
        }
        let entries = scene.entries;
        // Where there is nothing more, it may be that retention was quicker than we.
        let through = if stretch.is_empty() { through.max(log::floor(&mut tx).await?) } else { through };
        // A short stretch may be one of large entries, so it is the head that is asked.
        let level = through >= log::head(&mut tx).await?.seq;
        if through > held.seq {
            consumers::advance(&mut tx, C::NAME, through, now).await?;
        }
        let appended = log::append(&mut tx, &entries, now).await?;
        let served = if level { Served::Level } else { Served::More };
        Ok(tx.finish((served, through - held.seq, appended)))
    };
    let (served, entries, appended) = app.store().write(C::NAME, tenant, None, work).await?;
    metrics::counter!("consumer.entries", "consumer" => C::NAME).increment(entries.unsigned_abs());
    app.publish(&appended);
    Ok(served)
}
