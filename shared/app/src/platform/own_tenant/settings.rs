//! The settings of a tenant, each of which overrides one of the installation.
//!
//! They are stored as JSON, and a setting that this version does not know stays as it is: another version may run
//! beside this one.

use std::time::Duration;

use plenum_shared::{
    Code,
    error::{FieldError, MAX_FIELD_ERRORS, pointer},
    settings::{Setting, SettingKind, SettingOwner},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

const ACCESS_TOKEN_MINUTES: &str = "accessTokenMinutes";
const SHORTEST: u64 = 5;
const LONGEST: u64 = 60;

/// The life of access tokens; without a value it is that of the installation.
pub(crate) const ACCESS_TOKEN: Setting = Setting {
    name: ACCESS_TOKEN_MINUTES,
    kind: SettingKind::Whole { min: SHORTEST as u32, max: LONGEST as u32 },
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
    /// What is kept, as far as this version knows it.
    pub(crate) fn of(stored: &Value) -> Self {
        Self { access_token_minutes: stored.get(ACCESS_TOKEN_MINUTES).and_then(minutes) }
    }

    /// How long an access token of this tenant is good for.
    pub(crate) fn access_token(self, installation: Duration) -> Duration {
        self.access_token_minutes.map_or(installation, Duration::from_mins)
    }
}

/// Lays a merge patch (RFC 7396) over the settings that are kept; everything that is wrong with it comes at once.
pub(super) fn patched(stored: &Value, patch: &Map<String, Value>) -> Result<Value, Vec<FieldError>> {
    let mut settings = stored.as_object().cloned().unwrap_or_default();
    let mut errors = Vec::new();
    for (name, value) in patch {
        let at = || format!("/settings{}", pointer(name));
        match (name.as_str(), value) {
            (ACCESS_TOKEN_MINUTES, Value::Null) => drop(settings.remove(name)),
            (ACCESS_TOKEN_MINUTES, value) if minutes(value).is_some() => {
                settings.insert(name.clone(), value.clone());
            }
            (ACCESS_TOKEN_MINUTES, _) => {
                let expected = format!("expected a whole number from {SHORTEST} to {LONGEST}, or null");
                errors.push(FieldError::new(at(), Code::InvalidValue).with_message(expected));
            }
            _ => errors.push(FieldError::new(at(), Code::UnknownField).with_message("there is no such setting")),
        }
        if errors.len() == MAX_FIELD_ERRORS {
            break;
        }
    }
    if errors.is_empty() { Ok(Value::Object(settings)) } else { Err(errors) }
}

fn minutes(value: &Value) -> Option<u64> {
    value.as_u64().filter(|minutes| (SHORTEST..=LONGEST).contains(minutes))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn patched_with(stored: Value, patch: Value) -> Result<Value, Vec<String>> {
        let patch = patch.as_object().cloned().unwrap_or_default();
        patched(&stored, &patch).map_err(|errors| errors.into_iter().map(|error| error.pointer).collect())
    }

    #[test]
    fn a_setting_is_set_and_taken_back_and_what_is_unknown_stays() {
        let stored = json!({ "ofTomorrow": 1 });
        let set = patched_with(stored.clone(), json!({ "accessTokenMinutes": 5 })).unwrap();
        assert_eq!(set, json!({ "ofTomorrow": 1, "accessTokenMinutes": 5 }));
        assert_eq!(patched_with(set, json!({ "accessTokenMinutes": null })).unwrap(), stored);
        for wrong in [json!(4), json!(61), json!(5.5), json!("5"), json!(-5), json!([])] {
            let refused = patched_with(json!({}), json!({ "accessTokenMinutes": wrong, "colour": "red" }));
            assert_eq!(refused.unwrap_err(), ["/settings/accessTokenMinutes", "/settings/colour"]);
        }
    }

    #[test]
    fn what_is_kept_and_out_of_range_counts_as_nothing() {
        let installation = Duration::from_mins(15);
        let life = |stored: Value| TenantSettings::of(&stored).access_token(installation);
        assert_eq!(life(json!({})), installation);
        assert_eq!(life(json!({ "accessTokenMinutes": 60 })), Duration::from_mins(60));
        assert_eq!(life(json!({ "accessTokenMinutes": 600 })), installation);
    }
}
