use std::collections::BTreeMap;

use plenum_shared::{
    access::{DefaultFieldAccess, FieldAccess, FieldRules, Permissions, Scope},
    catalogue::format_timestamp,
    ids::RoleId,
};
use plenum_store::access::roles::StoredRole;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Role")]
pub struct RoleView {
    pub id: RoleId,
    /// What members and invitations name the role by; it never changes.
    pub key: String,
    pub name: String,
    /// Every tenant has it, and it cannot be deleted.
    pub is_system: bool,
    pub default_field_access: DefaultFieldAccess,
    pub permissions: Vec<PermissionView>,
    /// Names of permissions that another version of the program has granted and this one does not know. A change of the
    /// role keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_permissions: Option<Vec<String>>,
    pub version: i64,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub updated_at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RolePermission")]
pub struct PermissionView {
    /// `deals.read`
    pub permission: String,
    pub scope: Scope,
    #[schemars(with = "FieldRules")]
    pub fields: BTreeMap<String, FieldAccess>,
}

impl RoleView {
    pub(crate) fn of(declared: &Permissions, stored: StoredRole) -> Self {
        let permissions = stored.role.permissions(declared).into_iter();
        let permissions = permissions.map(|(module, action, grant)| PermissionView {
            permission: format!("{module}.{}", action.as_str()),
            scope: grant.scope,
            fields: grant.fields.iter().map(|(field, rule)| (field.clone(), *rule)).collect(),
        });
        let mut permissions: Vec<_> = permissions.collect();
        permissions.sort_by(|one, other| one.permission.cmp(&other.permission));
        let unknown = stored.role.undeclared(declared).into_iter();
        let unknown: Vec<_> = unknown.map(|(module, action, _)| format!("{module}.{action}")).collect();
        Self {
            unknown_permissions: (!unknown.is_empty()).then_some(unknown),
            permissions,
            id: stored.role.id,
            key: stored.role.key,
            name: stored.role.name,
            is_system: stored.is_system,
            default_field_access: stored.role.default_field_access,
            version: stored.role.version,
            created_at: format_timestamp(stored.created_at),
            updated_at: format_timestamp(stored.updated_at),
        }
    }
}
