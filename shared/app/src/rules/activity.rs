//! Activities: whoever a task is given to owns it, and so sees it whatever their scope.

use async_trait::async_trait;
use plenum_shared::{Result, catalogue::Draft, image::Image};
use serde_json::json;

use super::{Rules, given};
use crate::records::Write;

pub(super) struct ActivityRules;

#[async_trait]
impl Rules for ActivityRules {
    async fn prepare(&self, _write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let old = before.and_then(|activity| activity.uuid("assigneeId"));
        if let Some(assignee) = given(draft, "assigneeId").filter(|new| Some(*new) != old)
            && !draft.contains_key("ownerId")
        {
            draft.insert("ownerId".to_owned(), json!(assignee));
        }
        Ok(())
    }
}
