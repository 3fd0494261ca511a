//! Accounts: an organisation may be part of another, and never of itself.

use async_trait::async_trait;
use plenum_app::records::{Rules, Write, id_in};
use plenum_shared::{Code, Error, Result, catalogue::Draft, error::FieldError, image::Image};
use plenum_store::records::Lock;
use uuid::Uuid;

/// How many organisations may stand above one another.
const MAX_LEVELS: usize = 20;

use crate::entities::ACCOUNT;

pub(crate) struct AccountRules;

#[async_trait]
impl Rules for AccountRules {
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let parent = id_in(draft, "parentId");
        let old_parent = before.and_then(|account| account.uuid("parentId"));
        match (parent, before.and_then(|account| account.uuid("id"))) {
            (Some(parent), account) if Some(parent) != old_parent => not_its_own(write, account, parent).await,
            _ => Ok(()),
        }
    }
}

/// Goes up from the new parent to the top. Each account on the way is held until the commit, so that two moves at once,
/// each right by itself, cannot close a circle together: one of them waits for the other, and then sees it.
async fn not_its_own(write: &mut Write<'_>, account: Option<Uuid>, parent: Uuid) -> Result<()> {
    let mut above = Some(parent);
    for _ in 0..MAX_LEVELS {
        let Some(id) = above else { return Ok(()) };
        if Some(id) == account {
            return Err(refused("an account cannot be part of itself"));
        }
        let ancestor = write.find(&ACCOUNT, id.into(), Lock::Share).await?;
        above = ancestor.and_then(|ancestor| ancestor.uuid("parentId"));
    }
    match above {
        Some(_) => Err(refused("more organisations would stand above one another than are allowed")),
        None => Ok(()),
    }
}

fn refused(why: &'static str) -> Error {
    Error::invalid(vec![FieldError::new("/parentId", Code::InvalidValue).with_message(why)])
}
