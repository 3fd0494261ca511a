//! The roles that every tenant begins with.

/// A role that every tenant has. What it may do in a new tenant is declared with each permission; afterwards the tenant
/// changes it, except for that of the administrator, which may do everything by definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemRole {
    TenantAdmin,
    Manager,
    SalesUser,
    SupportUser,
    ReadOnly,
}

impl SystemRole {
    pub const ALL: [SystemRole; 5] = [
        SystemRole::TenantAdmin,
        SystemRole::Manager,
        SystemRole::SalesUser,
        SystemRole::SupportUser,
        SystemRole::ReadOnly,
    ];

    /// The roles for which a declaration says what they may do.
    pub const WITH_DEFAULTS: [SystemRole; 4] =
        [SystemRole::Manager, SystemRole::SalesUser, SystemRole::SupportUser, SystemRole::ReadOnly];

    pub const fn key(self) -> &'static str {
        match self {
            SystemRole::TenantAdmin => "tenant_admin",
            SystemRole::Manager => "manager",
            SystemRole::SalesUser => "sales_user",
            SystemRole::SupportUser => "support_user",
            SystemRole::ReadOnly => "read_only",
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            SystemRole::TenantAdmin => "Tenant Admin",
            SystemRole::Manager => "Manager",
            SystemRole::SalesUser => "Sales User",
            SystemRole::SupportUser => "Support User",
            SystemRole::ReadOnly => "Read-Only",
        }
    }
}
