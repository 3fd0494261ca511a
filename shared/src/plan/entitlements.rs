//! What one tenant has: the features and limits of its plan, and what an operator agreed with it besides.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{FEATURES, Feature, FeatureOverrides, LIMITS, LimitOverrides, Plan, PlanLimit, PlanRefusal};
use crate::error::{Code, Error, FieldError, Result, pointer};

/// From this share of a limit on, in percent, administrators are warned.
const NEARLY: i64 = 80;

/// What an operator agreed with a tenant besides its plan, by name. A name that this version does not know counts for
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanOverrides {
    // Whether the tenant has a feature.
    #[schemars(with = "FeatureOverrides")]
    pub features: BTreeMap<String, bool>,
    // How much it may have; null is without a limit.
    #[schemars(with = "LimitOverrides")]
    pub limits: BTreeMap<String, Option<u32>>,
}

/// What one tenant has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlements {
    pub plan: Plan,
    overrides: PlanOverrides,
}

impl PlanOverrides {
    /// Reads what is stored. What this version cannot read counts for nothing: a newer one may run beside it.
    pub fn of(stored: &Value) -> Self {
        let members = |part: &str| stored.get(part).and_then(Value::as_object).into_iter().flatten();
        let features = members("features").filter_map(|(name, has)| Some((name.clone(), has.as_bool()?)));
        let limits = members("limits").filter_map(|(name, limit)| match limit {
            Value::Null => Some((name.clone(), None)),
            limit => Some((name.clone(), Some(u32::try_from(limit.as_u64()?).ok()?))),
        });
        Self { features: features.collect(), limits: limits.collect() }
    }
}

impl Entitlements {
    pub const fn new(plan: Plan, overrides: PlanOverrides) -> Self {
        Self { plan, overrides }
    }

    /// Those of a plan as it is.
    pub const fn of(plan: Plan) -> Self {
        Self::new(plan, PlanOverrides { features: BTreeMap::new(), limits: BTreeMap::new() })
    }

    pub fn overrides(&self) -> &PlanOverrides {
        &self.overrides
    }

    pub fn has(&self, feature: &Feature) -> bool {
        self.overrides.features.get(feature.name).copied().unwrap_or(self.plan >= feature.since)
    }

    /// How much there may be; without a value there is no limit.
    pub fn limit(&self, limit: &PlanLimit) -> Option<u32> {
        self.overrides.limits.get(limit.name).copied().unwrap_or_else(|| limit.of(self.plan))
    }

    /// Refuses what needs a feature that the tenant does not have.
    pub fn require(&self, feature: &'static Feature) -> Result<()> {
        if self.has(feature) {
            return Ok(());
        }
        let message = format!("{} is not part of the plan {}", feature.title, self.plan.as_str());
        let refusal =
            PlanRefusal { name: self.plan, feature: Some(feature.name), limit: None, allowed: None, used: None };
        Err(Error::new(Code::FeatureNotInPlan).with_message(message).with_plan(refusal))
    }

    /// Refuses to add so many to those that there are, when there may not be as many. Nothing to add is always fine.
    pub fn require_room(&self, limit: &'static PlanLimit, used: i64, added: i64) -> Result<()> {
        let Some(allowed) = self.limit(limit).filter(|_| added > 0) else { return Ok(()) };
        if used.saturating_add(added) <= i64::from(allowed) {
            return Ok(());
        }
        let plan = self.plan.as_str();
        let message = format!("the plan {plan} allows {allowed} {}, and {used} are in use", limit.title);
        let refusal = PlanRefusal {
            name: self.plan,
            feature: None,
            limit: Some(limit.name),
            allowed: Some(allowed),
            used: Some(used.max(0)),
        };
        Err(Error::new(Code::LimitReached).with_message(message).with_plan(refusal))
    }

    /// Whether so many more bring the tenant to 80 % of a limit.
    pub fn is_nearly_reached(&self, limit: &PlanLimit, used: i64, added: i64) -> bool {
        let Some(allowed) = self.limit(limit).map(i64::from) else { return false };
        let is_near = |amount: i64| amount.saturating_mul(100) >= allowed.saturating_mul(NEARLY);
        added > 0 && !is_near(used) && is_near(used.saturating_add(added))
    }
}

/// The names in these overrides that no feature and no limit has, as errors of a body.
pub fn unknown_overrides(overrides: &PlanOverrides) -> Vec<FieldError> {
    let unknown = |part: &str, name: &String| FieldError::new(format!("{part}{}", pointer(name)), Code::UnknownField);
    let features = overrides.features.keys().filter(|name| FEATURES.iter().all(|feature| feature.name != **name));
    let limits = overrides.limits.keys().filter(|name| LIMITS.iter().all(|limit| limit.name != **name));
    let features = features.map(|name| unknown("/features", name).with_message("there is no such feature"));
    features.chain(limits.map(|name| unknown("/limits", name).with_message("there is no such limit"))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::plan::{AUDIT_LOG, FIELD_RULES, RECORDS, SEATS};

    fn agreed(overrides: serde_json::Value) -> Entitlements {
        Entitlements::new(Plan::Free, PlanOverrides::of(&overrides))
    }

    #[test]
    fn an_override_takes_precedence_over_the_plan() {
        let plain = Entitlements::of(Plan::Free);
        assert!(!plain.has(&AUDIT_LOG) && Entitlements::of(Plan::Pro).has(&AUDIT_LOG));
        let more = agreed(json!({ "features": { "auditLog": true }, "limits": { "seats": 7, "records": null } }));
        assert!(more.has(&AUDIT_LOG) && !more.has(&FIELD_RULES));
        assert_eq!((more.limit(&SEATS), more.limit(&RECORDS)), (Some(7), None));
        assert_eq!(plain.limit(&SEATS), Some(5));
        // An override that only a newer version can read is ignored.
        for newer in
            [json!({ "limits": { "moons": 1 } }), json!({ "limits": { "seats": "many" } }), json!({ "limits": 7 })]
        {
            assert_eq!(agreed(newer).limit(&SEATS), Some(5));
        }
    }

    #[test]
    fn a_refusal_names_the_limit_its_amount_and_the_plan() {
        let refused = Entitlements::of(Plan::Free).require_room(&SEATS, 5, 1).expect_err("no room");
        assert_eq!(refused.code(), Code::LimitReached);
        assert_eq!(refused.message(), "the plan free allows 5 seats, and 5 are in use");
        let refusal = serde_json::to_value(refused.plan()).expect("a refusal");
        assert_eq!(refusal, json!({ "name": "free", "limit": "seats", "allowed": 5, "used": 5 }));
        let refused = Entitlements::of(Plan::Free).require(&AUDIT_LOG).expect_err("not in the plan");
        assert_eq!(
            serde_json::to_value(refused.plan()).expect("a refusal"),
            json!({ "name": "free", "feature": "auditLog" })
        );
    }

    #[test]
    fn unknown_overrides_are_errors_with_their_pointers() {
        let wrong = PlanOverrides::of(&json!({ "features": { "undo": true, "x": true }, "limits": { "a/b": 1 } }));
        let places: Vec<_> = unknown_overrides(&wrong).into_iter().map(|error| error.pointer).collect();
        assert_eq!(places, ["/features/x", "/limits/a~1b"]);
    }

    proptest! {
        /// Going up step by step, a tenant is warned once, at the first step with 80 %, and stopped at the limit.
        #[test]
        fn a_warning_is_given_once_near_the_limit(allowed in 1u32..300, step in 1i64..20) {
            let plan = agreed(json!({ "limits": { "seats": allowed } }));
            let (mut used, mut warnings) = (0, 0);
            while plan.require_room(&SEATS, used, step).is_ok() {
                warnings += usize::from(plan.is_nearly_reached(&SEATS, used, step));
                used += step;
            }
            prop_assert!(used <= i64::from(allowed) && used + step > i64::from(allowed));
            prop_assert_eq!(warnings, usize::from(used * 100 >= i64::from(allowed) * 80));
        }

        #[test]
        fn usage_over_the_limit_is_kept_and_cannot_grow(used in 6i64..1000) {
            let free = Entitlements::of(Plan::Free);
            prop_assert!(free.require_room(&SEATS, used, 0).is_ok());
            prop_assert!(free.require_room(&SEATS, used, -1).is_ok());
            prop_assert!(free.require_room(&SEATS, used, 1).is_err());
        }
    }
}
