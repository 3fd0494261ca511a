//! The settings of a tenant, each of which overrides one of the installation.
//!
//! They are stored as JSON, and a setting that this version does not know stays as it is: another version may run
//! beside this one.

use std::time::Duration;

use plenum_shared::{
    Code,
    error::FieldError,
    settings::{Setting, SettingKind, SettingLevel, SettingOwner, SettingRegistry},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// The life of access tokens; without a value it is that of the installation.
pub(crate) const ACCESS_TOKEN: Setting = Setting {
    name: "accessTokenMinutes",
    kind: SettingKind::Whole { min: 5, max: 60 },
    owner: SettingOwner::Tenant,
    default: "null",
    description: "How many minutes an access token is good for; without a value, as many as the installation says.",
};

/// What a tenant has otherwise than the installation; null is as the installation has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantSettings {
    /// How many minutes an access token is good for. Tokens that are out stay as they are.
    #[schemars(range(min = 5, max = 60))]
    pub access_token_minutes: Option<u64>,
}

impl TenantSettings {
    /// The stored values that this version knows and accepts.
    pub(crate) fn of(stored: &Value) -> Self {
        let minutes = stored.as_object().and_then(|store| ACCESS_TOKEN.in_force(&[store]).as_u64());
        Self { access_token_minutes: minutes }
    }

    /// How long an access token of this tenant is good for.
    pub(crate) fn access_token(self, installation: Duration) -> Duration {
        self.access_token_minutes.map_or(installation, Duration::from_mins)
    }
}

/// Applies a merge patch (RFC 7396) to the stored settings. Other settings of the registry are unknown here: they have
/// a resource of their own. All problems are reported together; their pointers are into the body of the request.
pub(super) fn patched(
    registry: &SettingRegistry,
    stored: &Value,
    patch: &Map<String, Value>,
) -> Result<Value, Vec<FieldError>> {
    let store = stored.as_object().cloned().unwrap_or_default();
    let patched = registry.restricted_to(&[ACCESS_TOKEN.name]).patched(SettingLevel::Tenant, &store, patch);
    patched.map(Value::Object).map_err(|problems| problems.into_iter().map(in_settings).collect())
}

/// The problem as this resource reports it: within `settings`, where null is a value too.
fn in_settings(mut problem: FieldError) -> FieldError {
    problem.pointer.insert_str(0, "/settings");
    if problem.code == Code::InvalidValue.as_str() {
        problem.message.push_str(", or null");
    }
    problem
}

#[cfg(test)]
mod tests {
    use plenum_shared::settings::TIME_ZONE;
    use serde_json::json;

    use super::*;

    fn patched_with(stored: Value, patch: Value) -> Result<Value, Vec<(String, String)>> {
        let patch = patch.as_object().cloned().unwrap_or_default();
        let registry = SettingRegistry::new([&TIME_ZONE, &ACCESS_TOKEN]).expect("settings");
        let refused =
            |errors: Vec<FieldError>| errors.into_iter().map(|error| (error.pointer, error.message)).collect();
        patched(&registry, &stored, &patch).map_err(refused)
    }

    #[test]
    fn a_patch_sets_and_removes_a_setting_and_keeps_unknown_ones() {
        let stored = json!({ "ofTomorrow": 1 });
        let set = patched_with(stored.clone(), json!({ "accessTokenMinutes": 5 })).unwrap();
        assert_eq!(set, json!({ "ofTomorrow": 1, "accessTokenMinutes": 5 }));
        assert_eq!(patched_with(set, json!({ "accessTokenMinutes": null })).unwrap(), stored);
        for wrong in [json!(4), json!(61), json!(5.5), json!("5"), json!(-5), json!([])] {
            let patch = json!({ "accessTokenMinutes": wrong, "colour": "red", "timeZone": "UTC" });
            let refused = patched_with(json!({}), patch).unwrap_err();
            let refused: Vec<_> =
                refused.iter().map(|(pointer, message)| (pointer.as_str(), message.as_str())).collect();
            let expected = [
                ("/settings/accessTokenMinutes", "expected a whole number from 5 to 60, or null"),
                ("/settings/colour", "there is no such setting"),
                ("/settings/timeZone", "there is no such setting"),
            ];
            assert_eq!(refused, expected);
        }
    }

    #[test]
    fn a_stored_value_out_of_range_counts_as_none() {
        let installation = Duration::from_mins(15);
        let life = |stored: Value| TenantSettings::of(&stored).access_token(installation);
        assert_eq!(life(json!({})), installation);
        assert_eq!(life(json!({ "accessTokenMinutes": 60 })), Duration::from_mins(60));
        assert_eq!(life(json!({ "accessTokenMinutes": 600 })), installation);
    }
}
