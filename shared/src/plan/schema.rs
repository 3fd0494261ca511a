//! The schemas of overrides, whose members are the rows of the table.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::{FEATURES, LIMITS};

/// Features that a tenant has, or has not, whatever its plan.
pub struct FeatureOverrides;

/// Limits of a tenant, whatever its plan.
pub struct LimitOverrides;

impl JsonSchema for FeatureOverrides {
    fn schema_name() -> Cow<'static, str> {
        "FeatureOverrides".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let property = |feature: &&super::Feature| {
            (feature.name.to_owned(), json!({ "type": "boolean", "description": format!("For {}.", feature.title) }))
        };
        let properties: Map<String, Value> = FEATURES.iter().map(property).collect();
        json_schema!({
            "description": "Features that a tenant has, or has not, whatever its plan.",
            "type": "object", "properties": properties, "additionalProperties": false
        })
    }
}

impl JsonSchema for LimitOverrides {
    fn schema_name() -> Cow<'static, str> {
        "LimitOverrides".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let property = |limit: &&super::PlanLimit| {
            let schema = json!({
                "type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX, "description": limit.description
            });
            (limit.name.to_owned(), schema)
        };
        let properties: Map<String, Value> = LIMITS.iter().map(property).collect();
        json_schema!({
            "description": "Limits of a tenant, whatever its plan; null is without a limit.",
            "type": "object", "properties": properties, "additionalProperties": false
        })
    }
}
