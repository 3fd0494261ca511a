//! Attempts to sign in, counted before there is a tenant and on all nodes together. Goes through the gate.

use std::time::Duration;

use plenum_shared::{Result, attempts::AttemptKeys};
use time::OffsetDateTime;

use crate::{Store, error::failed, execute::Execute};

/// How much may be tried within a window before there is a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptLimits {
    pub window: Duration,
    /// Failures at one account from one address; then nothing until the window has passed.
    pub of_both: u32,
    /// Failures from one address at all accounts; then nothing until the window has passed.
    pub of_address: u32,
    /// Failures at one account from all addresses; then a pause after each, which doubles.
    pub of_account: u32,
    /// What that pause grows to.
    pub longest_pause: Duration,
}

impl Default for AttemptLimits {
    fn default() -> Self {
        Self {
            window: Duration::from_mins(15),
            of_both: 5,
            of_address: 50,
            of_account: 20,
            longest_pause: Duration::from_mins(1),
        }
    }
}

/// Counts an attempt as failed before it is made. `Some`: there can be none for this long.
pub async fn begin(
    store: &Store,
    keys: &AttemptKeys,
    limits: &AttemptLimits,
    now: OffsetDateTime,
) -> Result<Option<Duration>> {
    let most = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let seconds: f64 = sqlx::query_scalar(
        "SELECT gate.sign_in_begin(
            $1, $2, $3, $4, make_interval(secs => $5), $6, $7, $8, make_interval(secs => $9))",
    )
    .bind(keys.account.as_slice())
    .bind(keys.address.as_slice())
    .bind(keys.both.as_slice())
    .bind(now)
    .bind(limits.window.as_secs_f64())
    .bind(most(limits.of_account))
    .bind(most(limits.of_address))
    .bind(most(limits.of_both))
    .bind(limits.longest_pause.as_secs_f64())
    .fetch_one(store.pool())
    .await
    .map_err(failed)?;
    let outcome = if seconds > 0.0 { "refused" } else { "made" };
    metrics::counter!("store.sign_in.attempts", "outcome" => outcome).increment(1);
    Ok((seconds > 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(limits.window)))
}

/// Takes back an attempt that was no failure. `known_until`: the password was right, and for so long the address counts
/// as the person's own.
pub async fn end(store: &Store, keys: &AttemptKeys, known_until: Option<OffsetDateTime>) -> Result<()> {
    if known_until.is_some() {
        metrics::counter!("store.sign_in.attempts", "outcome" => "right").increment(1);
    }
    sqlx::query("SELECT gate.sign_in_end($1, $2, $3, $4)")
        .bind(keys.account.as_slice())
        .bind(keys.address.as_slice())
        .bind(keys.both.as_slice())
        .bind(known_until)
        .execute_one(store.pool())
        .await
}
