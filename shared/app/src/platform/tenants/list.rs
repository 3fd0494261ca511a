use plenum_shared::{
    Error, Result,
    ids::{TenantId, UserId},
    page::{Fingerprint, PageScope},
};
use plenum_store::{PageFrom, platform::tenants, records::Direction};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::{PlatformTenant, TenantStatus};
use crate::{
    App,
    paging::{open_cursor, page_size, seal_cursor},
    platform::Operator,
};

/// Which page of the tenants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantsRequest {
    /// How many, 1 to [`MAX_LIMIT`](crate::MAX_LIMIT); [`DEFAULT_LIMIT`](crate::DEFAULT_LIMIT) when not given.
    pub limit: Option<u32>,
    /// The `next` or `prev` of another page of the same list.
    pub cursor: Option<String>,
    /// Only those of this status.
    pub status: Option<TenantStatus>,
}

/// A page of the tenants, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantPage {
    pub tenants: Vec<PlatformTenant>,
    pub limit: u32,
    pub next: Option<String>,
    pub prev: Option<String>,
}

/// Reads a page of all tenants.
pub async fn list(app: &App, operator: &Operator, request: &TenantsRequest) -> Result<TenantPage> {
    let limit = page_size(request.limit)?;
    let status = request.status.map(TenantStatus::as_str);
    let query = Fingerprint::of(status.map(|status| ("status", status)));
    // A cursor is bound to its operator, and names no tenant.
    let (tenant, user) = (TenantId::from(Uuid::nil()), UserId::from(operator.actor().id.unwrap_or_default()));
    let scope = PageScope { entity: "platform tenants", tenant, user, query };
    let from: Option<PageFrom> = request.cursor.as_ref().map(|cursor| open_cursor(app, &scope, cursor)).transpose()?;
    let backward = from.is_some_and(|from| from.direction == Direction::Backward);

    // One more than the page holds tells whether there is another page.
    let at_most = i32::try_from(limit).unwrap_or(i32::MAX).saturating_add(1);
    let mut found = tenants::list(app.store(), status, from, at_most).await?;
    let more = found.len() > limit as usize;
    if more && backward {
        found.remove(0);
    }
    found.truncate(limit as usize);
    let tenants: Vec<_> = found.into_iter().map(PlatformTenant::from).collect();
    let has_next = if backward { !tenants.is_empty() } else { more };
    let has_prev = if backward { more } else { from.is_some() && !tenants.is_empty() };
    let edge = |tenant: Option<&PlatformTenant>, direction| {
        let seal = |tenant: &PlatformTenant| {
            let created_at = OffsetDateTime::parse(&tenant.created_at, &Rfc3339).map_err(Error::internal)?;
            seal_cursor(app, &scope, &PageFrom { created_at, id: tenant.id.uuid(), direction })
        };
        tenant.map(seal).transpose()
    };
    let next = edge(tenants.last().filter(|_| has_next), Direction::Forward)?;
    let prev = edge(tenants.first().filter(|_| has_prev), Direction::Backward)?;
    Ok(TenantPage { tenants, limit, next, prev })
}
