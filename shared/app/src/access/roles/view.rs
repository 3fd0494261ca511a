use std::collections::BTreeMap;

use plenum_shared::{
    access::{DefaultFieldAccess, FieldAccess, FieldRules, Scope},
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

impl From<StoredRole> for RoleView {
    fn from(stored: StoredRole) -> Self {
        let permissions = stored.role.permissions().into_iter().map(|(permission, grant)| PermissionView {
            permission,
            scope: grant.scope,
            fields: grant.fields.iter().map(|(field, rule)| (field.clone(), *rule)).collect(),
        });
        Self {
            permissions: permissions.collect(),
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
