use plenum_shared::settings::{SettingLevel, SettingRegistry};
use serde::Serialize;
use serde_json::{Map, Value};

/// The settings of a tenant or a user.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SettingsView {
    /// The values in force, of every setting.
    pub values: Map<String, Value>,
    /// Those that are set here; the others come from the tenant or are defaults.
    pub own: Map<String, Value>,
}

impl SettingsView {
    pub(super) fn of_tenant(settings: &SettingRegistry, tenant: &Value) -> Self {
        let tenant = object(tenant);
        let level = SettingLevel::Tenant;
        Self { values: settings.in_force(level, &[&tenant]), own: settings.own(level, &tenant) }
    }

    pub(super) fn of_user(settings: &SettingRegistry, tenant: &Value, user: &Value) -> Self {
        let (tenant, user) = (object(tenant), object(user));
        let level = SettingLevel::User;
        Self { values: settings.in_force(level, &[&user, &tenant]), own: settings.own(level, &user) }
    }
}

/// A store of settings. What is no object holds none.
pub(super) fn object(store: &Value) -> Map<String, Value> {
    store.as_object().cloned().unwrap_or_default()
}
