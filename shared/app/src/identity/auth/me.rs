use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, Grant, Scope, earlier_word},
    caller::{Caller, Identity},
    ids::TeamId,
};
use plenum_store::{TenantTx, access};
use schemars::JsonSchema;
use serde::Serialize;

use super::{SignedInUser, TenantView};
use crate::{App, Done, Intent};

/// The caller, and their permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CurrentUser")]
pub struct Me {
    pub user: SignedInUser,
    pub tenant: TenantView,
    pub teams: Vec<TeamId>,
    pub permissions: Vec<PermissionView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GrantedPermission")]
pub struct PermissionView {
    /// `deals.read`
    pub permission: String,
    pub scope: Scope,
}

pub async fn me(app: &App, who: &Identity) -> Result<Me> {
    app.read(who, &ReadMe).await
}

struct ReadMe;

#[async_trait]
impl Intent for ReadMe {
    const NAME: &'static str = "auth.me";
    type Output = Me;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Me>> {
        let loaded = access::load(tx, caller.user, Some(caller.session), app.source().now()).await?;
        let loaded = loaded.ok_or_else(|| Error::new(Code::Unauthenticated))?;
        let permissions = held(loaded.access.role.permissions(app.catalogue().permissions()));
        let me = Me {
            user: SignedInUser::from(&loaded),
            tenant: TenantView::from(&loaded),
            teams: loaded.access.teams.clone(),
            permissions,
        };
        Ok(Done { output: me, entries: Vec::new() })
    }
}

/// The permissions by name, sorted. One that had another name stands there under both, for clients that know the
/// earlier.
fn held(permissions: Vec<(&'static str, Action, Grant)>) -> Vec<PermissionView> {
    let named = permissions.iter().flat_map(|(module, action, grant)| {
        let words = earlier_word(module, action.as_str()).into_iter().chain([action.as_str()]);
        words.map(move |word| PermissionView { permission: format!("{module}.{word}"), scope: grant.scope })
    });
    let mut named: Vec<_> = named.collect();
    named.sort_by(|one, other| one.permission.cmp(&other.permission));
    named
}
