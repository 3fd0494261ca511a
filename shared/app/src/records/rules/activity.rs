//! Activities: the assignee of a task becomes its owner, and so sees it with any scope. That is a convenience, not a
//! way around the rules: who may not name an owner, or may not take this task, changes the assignee alone.

use async_trait::async_trait;
use plenum_shared::{Result, catalogue::Draft, image::Image};
use serde_json::json;
use uuid::Uuid;

use super::{Rules, id_in};
use crate::records::{Write, activity::ACTIVITY};

pub(in crate::records) struct ActivityRules;

#[async_trait]
impl Rules for ActivityRules {
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let old = before.and_then(|activity| activity.uuid("assigneeId"));
        if let Some(assignee) = id_in(draft, "assigneeId").filter(|new| Some(*new) != old)
            && !draft.contains_key("ownerId")
            && may_own(write, before, assignee)
        {
            draft.insert("ownerId".to_owned(), json!(assignee));
        }
        Ok(())
    }
}

/// Whether the caller may make this person the owner of the task.
fn may_own(write: &Write<'_>, before: Option<&Image>, assignee: Uuid) -> bool {
    // A task that comes to be with its assignee as the owner is taken from nobody.
    let taken = before.filter(|_| write.is_caller(assignee));
    write.may_name_owner(&ACTIVITY) && taken.is_none_or(|before| write.may_take(&ACTIVITY, before))
}
