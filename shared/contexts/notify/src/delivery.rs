//! What is delivered live: the same view that a list shows, for many people at once, in one snapshot.
//!
//! Nobody requests it, so each person's texts are in the language of their settings, which are loaded with their access.

use std::collections::HashMap;

use plenum_app::App;
use plenum_shared::{
    Result,
    ids::{NotificationId, TenantId, UserId},
};
use plenum_store::{
    TenantTx,
    access::{self, MemberState},
    notify::notifications,
};

use crate::view::{self, NotificationView};

/// What is delivered to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub notifications: HashMap<NotificationId, NotificationView>,
    pub unread: i64,
}

/// Renders notifications for their readers, each under the access of this moment. A notification that is gone or
/// another person's is left out, and so is a person who is no active member.
pub async fn deliveries(
    app: &App,
    tenant: TenantId,
    wanted: &HashMap<UserId, Vec<NotificationId>>,
) -> Result<HashMap<UserId, Delivery>> {
    let work = |mut tx: TenantTx| async move {
        let mut deliveries = HashMap::with_capacity(wanted.len());
        for (user, ids) in wanted {
            let loaded = access::load(&mut tx, *user, None, app.source().now()).await?;
            let Some(row) = loaded else { continue };
            let MemberState { user_active, tenant_active, member_active, .. } = row.state;
            if !(user_active && tenant_active && member_active) {
                continue;
            }
            let mut rows = notifications::get_all(&mut tx, ids).await?;
            rows.retain(|notification| notification.user == *user);
            let language = row.languages.choose();
            let views = view::render(app.catalogue(), &mut tx, &row.access, language, &rows).await?;
            let unread = notifications::count_unread(&mut tx, *user).await?;
            let notifications = views.into_iter().map(|view| (view.id, view)).collect();
            deliveries.insert(*user, Delivery { notifications, unread });
        }
        Ok(tx.finish(deliveries))
    };
    app.store().read("notifications.deliveries", tenant, None, work).await
}
