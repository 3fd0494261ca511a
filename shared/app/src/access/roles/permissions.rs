use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::{Action, Scope, USERS},
    caller::{Caller, Identity},
    catalogue::{Catalogue, Writable},
};
use plenum_store::TenantTx;
use schemars::JsonSchema;
use serde::Serialize;

use super::input::modules;
use crate::{App, Done, Intent};

/// A module of permissions: what a role can be granted in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PermissionModule")]
pub struct ModuleView {
    pub module: &'static str,
    pub actions: Vec<Action>,
    pub scopes: Vec<Scope>,
    /// The kinds of record in it, whose fields may have rules of their own.
    pub entities: Vec<EntityView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PermissionEntity")]
pub struct EntityView {
    pub name: &'static str,
    pub fields: Vec<FieldView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PermissionField")]
pub struct FieldView {
    pub name: &'static str,
    /// Whether a client may set it at all.
    pub writable: bool,
}

/// Everything that a role can be granted.
pub async fn permissions(app: &App, who: &Identity) -> Result<Vec<ModuleView>> {
    app.read(who, &Permissions).await
}

struct Permissions;

#[async_trait]
impl Intent for Permissions {
    const NAME: &'static str = "roles.permissions";
    type Output = Vec<ModuleView>;

    async fn run(&self, app: &App, _: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_module(USERS, Action::Read)?;
        let catalogue = app.catalogue();
        let mut names: Vec<_> = modules(catalogue).collect();
        names.sort_unstable();
        names.dedup();
        Ok(Done { output: names.into_iter().map(|name| module(catalogue, name)).collect(), entries: Vec::new() })
    }
}

fn module(catalogue: &Catalogue, module: &'static str) -> ModuleView {
    let entities = catalogue.of_module(module).map(|entity| EntityView {
        name: entity.name,
        fields: entity
            .fields()
            .map(|field| FieldView { name: field.name, writable: field.writable != Writable::Never })
            .collect(),
    });
    ModuleView {
        module,
        actions: Action::of_module(module).to_vec(),
        scopes: Scope::of_module(module).to_vec(),
        entities: entities.collect(),
    }
}
