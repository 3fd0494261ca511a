//! What an error says about a plan.

use schemars::JsonSchema;
use serde::Serialize;

use super::Plan;

/// What a plan refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanRefusal {
    // The tenant's plan.
    pub name: Plan,
    /// The feature that is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub feature: Option<&'static str>,
    /// The limit that is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub limit: Option<&'static str>,
    /// How much there may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32")]
    pub allowed: Option<u32>,
    /// How much there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32")]
    pub used: Option<i64>,
}
