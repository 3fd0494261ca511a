//! How many requests a caller and a tenant may make, by the plan. It is decided before a transaction begins, so by what
//! this process [knows](super::KnownPlans) of the tenant.

use plenum_shared::{
    Result,
    caller::Identity,
    plan::{MACHINE_REQUESTS, PERSON_REQUESTS, PlanLimit, REQUEST_WINDOW, TENANT_REQUESTS},
};

use crate::{
    App,
    rate_limiter::{BucketKey, Rate, Remaining},
};

/// What a request took.
#[derive(Debug)]
pub struct RequestPermit {
    buckets: Vec<(BucketKey, Rate)>,
    cost: u32,
    /// What is left of each limit.
    pub remaining: Vec<Remaining>,
}

/// Admits a request of this cost, or refuses it with `rate_limited`.
pub fn admit_request(app: &App, who: &Identity, cost: u32) -> Result<RequestPermit> {
    let of_caller = match app.known_machines().contains(who.user) {
        true => ("machine", &MACHINE_REQUESTS),
        false => ("person", &PERSON_REQUESTS),
    };
    let limits = [
        (BucketKey::Caller(who.tenant, who.user), of_caller),
        (BucketKey::Tenant(who.tenant), ("tenant", &TENANT_REQUESTS)),
    ];
    let limited = limits.into_iter().filter_map(|(key, (name, limit)): (_, (_, &PlanLimit))| {
        // A plan that allows none admits one in a window: by the next admitted request a larger limit becomes known.
        let quota = app.known_plans().limit(who.tenant, limit)?.max(1);
        Some((key, Rate { name, quota, window: REQUEST_WINDOW }))
    });
    let buckets: Vec<_> = limited.collect();
    let remaining = app.rate_limiter().take(&buckets, cost)?;
    Ok(RequestPermit { buckets, cost, remaining })
}

impl RequestPermit {
    /// Gives back what a request took that turned out to cost nothing.
    pub fn give_back(self, app: &App) {
        app.rate_limiter().give_back(&self.buckets, self.cost);
    }
}
