//! Plans: what a tenant has and uses, and how operators give it another plan.
//!
//! What is limited is refused where it is done: a use case that needs a feature names it in
//! [`Intent::FEATURE`](crate::Intent::FEATURE), one that adds to what is counted calls [`require_room`], and records
//! are counted by the [change set](crate::change_set) that adds them. A tenant that has more than its plan allows keeps
//! it.

mod counts;
mod get;
mod known;
mod known_machines;
mod nearly_reached;
mod recount;
mod request_rates;
mod set;
mod usage;
mod view;

pub(crate) use known::KnownPlans;
pub(crate) use known_machines::KnownMachines;
pub(super) use nearly_reached::LIMIT_NEARLY_REACHED;
pub(super) use recount::{RECOUNT, RecountRecords};

pub use get::get;
pub use request_rates::{RequestPermit, admit_request};
pub use set::{PlanChange, set};
pub use usage::usage;
pub use view::{FeatureUsage, LimitUsage, TenantPlan, TenantUsage};

use plenum_shared::{Code, Error, Result, plan::PlanLimit};
use plenum_store::{
    TenantTx,
    platform::{
        tenants,
        usage::{self as counted, Usage},
    },
};

use crate::change_set::ChangeSet;

/// A limit, and the part of the usage that it counts.
pub type CountedLimit = (&'static PlanLimit, fn(&Usage) -> i64);

/// Refuses to add one to what these limits count, and notes in the change set when one of them is nearly reached. The
/// tenant's row is locked, so that two transactions do not take the last place both.
pub async fn require_room(tx: &mut TenantTx, changes: &mut ChangeSet, limits: &[CountedLimit]) -> Result<()> {
    tenants::lock(tx).await?.ok_or_else(|| Error::new(Code::NotFound))?;
    let usage = counted::usage(tx, changes.now()).await?;
    limits.iter().try_for_each(|(limit, used)| changes.require_room(limit, used(&usage)))
}
