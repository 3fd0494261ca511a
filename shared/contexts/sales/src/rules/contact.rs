//! Contacts: an account has at most one primary contact, and who has no account is nobody's primary contact.

use async_trait::async_trait;
use plenum_app::records::{Rules, Write, id_in};
use plenum_shared::{Code, Error, Result, catalogue::Draft, error::FieldError, image::Image};
use plenum_store::records::Lock;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::entities::CONTACT;

pub(crate) struct ContactRules;

#[async_trait]
impl Rules for ContactRules {
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let old_account = before.and_then(|contact| contact.uuid("accountId"));
        let account = if draft.contains_key("accountId") { id_in(draft, "accountId") } else { old_account };
        let was = before.is_some_and(is_primary) && account == old_account;
        let wanted = draft.get("isPrimary") == Some(&Value::Bool(true));
        match account {
            Some(account) if wanted && !was => step_down(write, account).await?,
            None if wanted => {
                let why = "only the contact of an account can be its primary one";
                return Err(Error::invalid(vec![FieldError::new("/isPrimary", Code::InvalidValue).with_message(why)]));
            }
            // A contact that moves to another account, or leaves its account, is primary there only if the client says
            // so.
            _ if account != old_account && !wanted => drop(draft.insert("isPrimary".to_owned(), json!(false))),
            _ => {}
        }
        Ok(())
    }

    async fn before_restore(&self, write: &mut Write<'_>, record: &Image, draft: &mut Draft) -> Result<()> {
        // In the meantime another may have become the primary contact; then that one stays it.
        if let Some(account) = record.uuid("accountId").filter(|_| is_primary(record))
            && primary(write, account).await?.is_some()
        {
            draft.insert("isPrimary".to_owned(), json!(false));
        }
        Ok(())
    }
}

fn is_primary(contact: &Image) -> bool {
    contact.get("isPrimary") == &Value::Bool(true)
}

async fn primary(write: &mut Write<'_>, account: Uuid) -> Result<Option<Image>> {
    write.first_where_true_of(&CONTACT, "isPrimary", "accountId", account).await
}

/// The one who was the primary contact is it no longer, if the caller may change that one too, with an entry of its
/// own, so that every screen follows.
async fn step_down(write: &mut Write<'_>, account: Uuid) -> Result<()> {
    let Some(id) = primary(write, account).await?.and_then(|old| old.id()) else { return Ok(()) };
    let contacts = &CONTACT;
    // Read again under a lock, for it may have changed in between.
    if let Some(old) = write.find(contacts, id, Lock::Update).await?
        && is_primary(&old)
        && old.uuid("accountId") == Some(account)
    {
        if !write.may_write(contacts, &old) {
            let why = "another contact of this account is its primary one, and not yours to change";
            return Err(Error::new(Code::Forbidden).with_message(why));
        }
        write.change(contacts, old, Draft::from_iter([("isPrimary".to_owned(), json!(false))])).await?;
    }
    Ok(())
}
