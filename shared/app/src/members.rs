//! The members of a tenant: who belongs to it, in which role, in which teams.
//!
//! Every change of what somebody may do is an entry of the tenant's log, so that open connections, which read the
//! same log, judge no later entry by the older access.

mod add;
mod join_team;
mod leave_team;
mod set_role;
mod set_status;

pub use add::{NewMember, add};
pub use join_team::join_team;
pub use leave_team::leave_team;
pub use set_role::set_role;
pub use set_status::set_status;

use plenum_shared::{
    Result,
    caller::Caller,
    entry::{ACCESS_CHANGED, Actor, Entry, NewEntry},
    ids::UserId,
};
use plenum_store::{TenantTx, log};
use time::OffsetDateTime;

use crate::App;

/// Appends, as the last statement of the transaction, that a member's access changed.
async fn access_changed(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    member: UserId,
    now: OffsetDateTime,
) -> Result<Vec<Entry>> {
    let entry = NewEntry {
        id: app.source().uuid().into(),
        kind: ACCESS_CHANGED.to_owned(),
        entity: "user".to_owned(),
        record: member.uuid().into(),
        actor: Actor::from(caller),
        recipient: None,
        before: None,
        after: None,
        origin: caller.origin.clone(),
        cause: None,
        depth: 0,
    };
    log::append(tx, &[entry], now).await
}
