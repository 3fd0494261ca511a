//! The settings of the caller's tenant, and the caller's own. Their schemas follow from the registry of settings.

use axum::extract::State;
use plenum_app::platform::settings as use_cases;
use plenum_shared::{
    access::Action,
    schemas::or_null,
    settings::{SettingLevel, SettingRegistry},
};
use serde_json::{Map, Value, json};

use crate::{
    contract::{Answer, ContextName, Contract, Row, SampleBody, Schemas, Shape},
    extract::{Bearer, IfMatch, JsonObject, NoQuery},
    router::administration::granted,
    routes::answer::versioned,
    state::Api,
};

pub(in crate::router) fn of_tenant(settings: &SettingRegistry, path: &str) -> Vec<Row> {
    let answer = || Answer::versioned("The settings.", state(settings, SettingLevel::Tenant));
    vec![
        Row::get(
            ContextName::Platform,
            path,
            "get_tenant_settings",
            |State(api): State<Api>, Bearer(caller): Bearer, _: NoQuery| async move {
                versioned(use_cases::get_tenant(&api.app, &caller).await?)
            },
            Contract::members("The settings of the caller's tenant", answer()),
        ),
        Row::patch(
            ContextName::Platform,
            path,
            "patch_tenant_settings",
            |State(api): State<Api>,
             Bearer(caller): Bearer,
             _: NoQuery,
             IfMatch(version): IfMatch,
             JsonObject(body): JsonObject| async move {
                versioned(use_cases::patch_tenant(&api.app, &caller, version, &body).await?)
            },
            granted("Changes settings of the caller's tenant", Action::WRITE, answer())
                .takes_shape(change(settings, SettingLevel::Tenant), SampleBody::Accepted(json!({ "locale": "en" }))),
        ),
    ]
}

pub(in crate::router) fn of_user(settings: &SettingRegistry, path: &str) -> Vec<Row> {
    let answer = || Answer::versioned("The settings.", state(settings, SettingLevel::User));
    vec![
        Row::get(
            ContextName::Platform,
            path,
            "get_user_settings",
            |State(api): State<Api>, Bearer(caller): Bearer, _: NoQuery| async move {
                versioned(use_cases::get_user(&api.app, &caller).await?)
            },
            Contract::members("The caller's own settings", answer()),
        ),
        Row::patch(
            ContextName::Platform,
            path,
            "patch_user_settings",
            |State(api): State<Api>,
             Bearer(caller): Bearer,
             _: NoQuery,
             IfMatch(version): IfMatch,
             JsonObject(body): JsonObject| async move {
                versioned(use_cases::patch_user(&api.app, &caller, version, &body).await?)
            },
            Contract::members("Changes the caller's own settings", answer())
                .takes_shape(change(settings, SettingLevel::User), SampleBody::Accepted(json!({ "locale": "en" }))),
        ),
    ]
}

/// `{"values": …, "own": …}`
fn state(settings: &SettingRegistry, level: SettingLevel) -> Shape {
    let settings = settings.clone();
    Shape::made(move |schemas| {
        let values = values(&settings, level, schemas);
        let own = own(&settings, level, schemas);
        schemas.component(format!("{}SettingsState", owner(level)), |_| {
            json!({
                "type": "object",
                "required": ["values", "own"],
                "properties": { "values": values, "own": own }
            })
        })
    })
}

/// The values in force: all of them.
fn values(settings: &SettingRegistry, level: SettingLevel, schemas: &mut Schemas) -> Value {
    let properties: Map<_, _> = settings
        .at(level)
        .map(|setting| {
            let schema = setting.kind.schema();
            let has_default = setting.default != "null";
            (
                setting.name.to_owned(),
                if has_default {
                    described(schema, setting.description)
                } else {
                    or_null(described(schema, setting.description))
                },
            )
        })
        .collect();
    let required: Vec<_> = settings.at(level).map(|setting| setting.name).collect();
    schemas.component(format!("{}SettingValues", owner(level)), |_| {
        json!({
            "type": "object",
            "description": "The values in force: a user's own, else the tenant's, else the default.",
            "required": required,
            "properties": properties
        })
    })
}

/// The values that are set at this level.
fn own(settings: &SettingRegistry, level: SettingLevel, schemas: &mut Schemas) -> Value {
    let properties = properties(settings, level, |schema| schema);
    schemas.component(
        format!("{}OwnSettings", owner(level)),
        |_| json!({ "type": "object", "description": "The values that are set here.", "properties": properties }),
    )
}

/// The body of a change.
fn change(settings: &SettingRegistry, level: SettingLevel) -> Shape {
    let settings = settings.clone();
    Shape::made(move |schemas| {
        let properties = properties(&settings, level, or_null);
        schemas.component(format!("{}SettingsChange", owner(level)), |_| {
            json!({
                "type": "object",
                "description": "A merge patch (RFC 7396): named settings get a value, null removes it, the rest stays.",
                "additionalProperties": false,
                "properties": properties
            })
        })
    })
}

fn properties(settings: &SettingRegistry, level: SettingLevel, form: impl Fn(Value) -> Value) -> Map<String, Value> {
    let each = settings.at(level);
    each.map(|setting| (setting.name.to_owned(), form(described(setting.kind.schema(), setting.description)))).collect()
}

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = json!(description);
    schema
}

fn owner(level: SettingLevel) -> &'static str {
    match level {
        SettingLevel::Tenant => "Tenant",
        SettingLevel::User => "User",
    }
}
