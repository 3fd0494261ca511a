use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::{Action, DeclaredModule, Scope},
    caller::{Caller, Identity},
    catalogue::{Catalogue, Writable},
    language::{AcceptLanguage, Language},
};
use plenum_store::TenantTx;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{App, Done, Intent, access::permissions::READ_USERS};

/// A module of permissions: what a role can be granted in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PermissionModule")]
pub struct ModuleView {
    pub module: &'static str,
    /// What the module is called, in the reader's language.
    pub title: String,
    pub actions: Vec<Action>,
    pub scopes: Vec<Scope>,
    /// The permissions in it, one for each action.
    pub permissions: Vec<ActionView>,
    /// The kinds of record in it, whose fields may have rules of their own.
    pub entities: Vec<EntityView>,
}

/// A permission, as a role can be granted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Permission")]
pub struct ActionView {
    /// `deals.read`
    pub permission: String,
    pub action: Action,
    /// What it lets a member do, in the reader's language.
    pub title: String,
    /// The permissions that a role needs beside it.
    pub implies: Vec<String>,
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

/// Everything that a role can be granted, and the language of its titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionList {
    pub modules: Vec<ModuleView>,
    pub language: Language,
}

/// Everything that a role can be granted. `languages` are those that the request accepts.
pub async fn permissions(app: &App, who: &Identity, languages: AcceptLanguage) -> Result<PermissionList> {
    app.read(who, &Permissions { languages }).await
}

struct Permissions {
    languages: AcceptLanguage,
}

#[async_trait]
impl Intent for Permissions {
    const NAME: &'static str = "roles.permissions";
    type Output = PermissionList;

    async fn run(&self, app: &App, _: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let (catalogue, language) = (app.catalogue(), self.languages.choose(caller.languages));
        let modules = catalogue.permissions().modules().map(|module| view(catalogue, language, module));
        Ok(Done { output: PermissionList { modules: modules.collect(), language }, entries: Vec::new() })
    }
}

fn view(catalogue: &Catalogue, language: Language, module: &DeclaredModule) -> ModuleView {
    let text = |message: &str| catalogue.messages().text(language, message, &[]);
    let entities = catalogue.of_module(module.name).map(|entity| EntityView {
        name: entity.name,
        fields: entity
            .fields()
            .map(|field| FieldView { name: field.name, writable: field.writable != Writable::Never })
            .collect(),
    });
    let permissions = module.actions.iter().map(|declared| ActionView {
        permission: declared.name(),
        action: declared.action,
        title: text(&declared.title),
        implies: declared.implied(),
    });
    ModuleView {
        module: module.name,
        title: text(&module.title()),
        actions: module.actions.iter().map(|declared| declared.action).collect(),
        scopes: module.scopes.to_vec(),
        permissions: permissions.collect(),
        entities: entities.collect(),
    }
}
