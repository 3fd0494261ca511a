use plenum_shared::{Result, caller::Identity, ids::UserId};

use super::{UserPatch, UserStatus, patch};
use crate::App;

/// Suspends a member, or takes them back.
pub async fn set_status(app: &App, who: &Identity, member: UserId, status: UserStatus) -> Result<()> {
    let change = UserPatch { role: None, status: Some(status) };
    patch(app, who, member, None, change).await.map(drop)
}
