//! Jobs of the platform that do something in every tenant.

use plenum_shared::{Error, Result, ids::TenantId};
use plenum_store::platform::tenants;
use serde_json::json;

use super::{
    context::JobContext,
    outcome::{Failure, Outcome},
};

/// How many tenants are listed at a time.
const PAGE: usize = 1_000;

/// Does the work in all tenants, suspended ones too, one after the other; the work says how much it did. A tenant in
/// which it fails holds up no other, and the job is tried again: what is done by then, it does not find any more.
pub(crate) async fn each_tenant<F>(
    context: &JobContext,
    work: impl Fn(TenantId) -> F + Send,
) -> Result<Outcome, Failure>
where
    F: Future<Output = Result<u64>> + Send,
{
    let store = context.app().store();
    each_of(context, |after, count| tenants::after(store, after, count), work).await
}

/// The same in the tenants that `next` lists: behind a tenant so many at most, by their ids.
pub(crate) async fn each_of<N, F>(
    context: &JobContext,
    next: impl Fn(Option<TenantId>, i32) -> N + Send,
    work: impl Fn(TenantId) -> F + Send,
) -> Result<Outcome, Failure>
where
    N: Future<Output = Result<Vec<TenantId>>> + Send,
    F: Future<Output = Result<u64>> + Send,
{
    let (mut after, mut tenants, mut done, mut failed) = (None, 0_u64, 0_u64, 0_u64);
    loop {
        let page = next(after, PAGE as i32).await?;
        for tenant in &page {
            context.check()?;
            match work(*tenant).await {
                Ok(amount) => done += amount,
                Err(error) => {
                    tracing::warn!(job = %context.job(), %tenant, %error, "the work in a tenant failed, trying again");
                    failed += 1;
                }
            }
            tenants += 1;
        }
        after = page.last().copied();
        if page.len() < PAGE {
            break;
        }
        context.report_progress(i64::try_from(tenants).unwrap_or(i64::MAX), None).await?;
    }
    context.check()?;
    if failed > 0 {
        return Err(Failure::Retry(Error::internal(format!("the work failed in {failed} of {tenants} tenants"))));
    }
    Ok(Outcome::done_with(json!({ "tenants": tenants, "done": done })))
}
