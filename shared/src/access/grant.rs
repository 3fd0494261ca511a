//! What a role has of one permission: a scope, and rules for single fields.

use std::{borrow::Cow, collections::HashMap};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::permission::Scope;

/// The rule of a grant for one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldAccess {
    None,
    Read,
    Write,
}

/// Rules for single fields, by name: the exceptions to the role's default. It describes the maps in bodies and answers.
pub struct FieldRules;

impl JsonSchema for FieldRules {
    fn schema_name() -> Cow<'static, str> {
        "FieldRules".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let rule = generator.subschema_for::<FieldAccess>();
        let description = "Rules for single fields, by name: the exceptions to the role's default.";
        json_schema!({ "type": "object", "description": description, "additionalProperties": rule })
    }
}

/// The access of a role to fields without a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefaultFieldAccess {
    Allow,
    Deny,
}

/// One permission of a role, with its scope and its rules for single fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub scope: Scope,
    pub fields: HashMap<String, FieldAccess>,
}
