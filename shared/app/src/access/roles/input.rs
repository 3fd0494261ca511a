//! A role as a client writes it, checked against the catalogue; everything that is wrong is reported at once.

use std::collections::{BTreeMap, HashMap};

use plenum_shared::{
    Code, Error, Result,
    access::{Action, DefaultFieldAccess, FieldAccess, FieldRules, Grant, OTHER_MODULES, Scope},
    catalogue::{Catalogue, schema::FULL_LINE},
    error::{FieldError, MAX_FIELD_ERRORS, pointer},
};
use schemars::JsonSchema;
use serde_json::{Map, Value};

use crate::identity::auth::names;

const MAX_NAME: usize = 120;
const MAX_KEY: usize = 63;
const KEY: &str = "^[a-z][a-z0-9_]*$";
/// More than there are permissions; each is compared with all before it.
const MAX_PERMISSIONS: usize = 500;

type Grants = Vec<(String, Action, Grant)>;

/// The body of a new role, as documents describe it and `parse` reads it.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRole {
    /// What members and invitations name the role by; made of the name when there is none.
    #[schemars(length(max = MAX_KEY), regex(pattern = KEY))]
    pub key: Option<String>,
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub name: String,
    pub default_field_access: Option<DefaultFieldAccess>,
    #[schemars(length(max = MAX_PERMISSIONS))]
    pub permissions: Option<Vec<NewPermission>>,
}

/// The body of a change of a role. Its key stays.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub struct RolePatch {
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub name: Option<String>,
    pub default_field_access: Option<DefaultFieldAccess>,
    /// All of them: what is not named is taken away.
    #[schemars(length(max = MAX_PERMISSIONS))]
    pub permissions: Option<Vec<NewPermission>>,
}

/// A permission that a role shall have.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewPermission {
    // One of `permission_names`, which the document lists.
    pub permission: String,
    pub scope: Scope,
    #[schemars(with = "Option<FieldRules>")]
    pub fields: Option<BTreeMap<String, FieldAccess>>,
}

/// The names of all permissions, sorted.
pub fn permission_names(catalogue: &Catalogue) -> Vec<String> {
    let names = |module| Action::ALL.map(|action| format!("{module}.{}", action.as_str()));
    let mut all: Vec<_> = modules(catalogue).flat_map(names).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The parts of a role that a body names.
#[derive(Debug, Default)]
pub(super) struct RoleInput {
    pub(super) key: Option<String>,
    pub(super) name: Option<String>,
    pub(super) default_field_access: Option<DefaultFieldAccess>,
    pub(super) grants: Option<Grants>,
}

/// Reads a body; a null is as good as nothing.
pub(super) fn parse(catalogue: &Catalogue, body: &Map<String, Value>) -> Result<RoleInput> {
    let (mut input, mut errors) = (RoleInput::default(), Vec::new());
    for (name, value) in body {
        if errors.len() >= MAX_FIELD_ERRORS {
            break;
        }
        let wrong =
            |expected: &str| FieldError::new(pointer(name), Code::InvalidValue).with_message(expected.to_owned());
        match name.as_str() {
            "key" | "name" | "defaultFieldAccess" | "permissions" if value.is_null() => {}
            "key" => match value.as_str().filter(|key| is_key(key)) {
                Some(key) => input.key = Some(key.to_owned()),
                None => errors.push(wrong("expected a letter and then letters, digits and underscores, in lower case")),
            },
            "name" => match value.as_str() {
                Some(name) => match names::written("/name", name, MAX_NAME) {
                    Ok(name) => input.name = Some(name),
                    Err(problem) => errors.push(problem),
                },
                None => errors.push(wrong("expected text")),
            },
            "defaultFieldAccess" => match value.as_str() {
                Some("allow") => input.default_field_access = Some(DefaultFieldAccess::Allow),
                Some("deny") => input.default_field_access = Some(DefaultFieldAccess::Deny),
                _ => errors.push(wrong("expected allow or deny")),
            },
            "permissions" => match value.as_array() {
                Some(list) if list.len() <= MAX_PERMISSIONS => {
                    input.grants = Some(grants(catalogue, list, &mut errors))
                }
                Some(_) => errors.push(wrong("expected at most 500 permissions")),
                None => errors.push(wrong("expected a list of permissions")),
            },
            _ => errors.push(FieldError::new(pointer(name), Code::UnknownField)),
        }
    }
    if errors.is_empty() { Ok(input) } else { Err(Error::invalid(errors)) }
}

/// A key made of the name, for a role without one.
pub(super) fn key_of(name: &str) -> String {
    let mut key = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            _ if key.is_empty() || key.ends_with('_') => {}
            _ => key.push('_'),
        }
    }
    let key = key.trim_matches('_');
    let key =
        if key.starts_with(|first: char| first.is_ascii_lowercase()) { key.to_owned() } else { format!("role_{key}") };
    key.chars().take(MAX_KEY).collect::<String>().trim_end_matches('_').to_owned()
}

fn grants(catalogue: &Catalogue, list: &[Value], errors: &mut Vec<FieldError>) -> Grants {
    let mut grants: Grants = Vec::new();
    for (index, value) in list.iter().enumerate() {
        if errors.len() >= MAX_FIELD_ERRORS {
            break;
        }
        let at = format!("/permissions/{index}");
        let Some(given) = value.as_object() else {
            errors.push(FieldError::new(at, Code::InvalidValue).with_message("expected an object"));
            continue;
        };
        let known = ["permission", "scope", "fields"];
        let unknown = given.keys().filter(|name| !known.contains(&name.as_str())).take(MAX_FIELD_ERRORS);
        errors.extend(unknown.map(|name| FieldError::new(format!("{at}{}", pointer(name)), Code::UnknownField)));
        let Some((module, action)) =
            given.get("permission").and_then(Value::as_str).and_then(|text| permission(catalogue, text))
        else {
            errors.push(
                FieldError::new(format!("{at}/permission"), Code::InvalidValue)
                    .with_message("expected a permission such as deals.read"),
            );
            continue;
        };
        if grants.iter().any(|(known, granted, _)| known == module && *granted == action) {
            errors.push(
                FieldError::new(format!("{at}/permission"), Code::InvalidValue)
                    .with_message("the permission stands twice"),
            );
        }
        let scope = given.get("scope").and_then(Value::as_str).and_then(Scope::parse);
        let Some(scope) = scope.filter(|scope| Scope::of_module(module).contains(scope)) else {
            let expected =
                if Scope::of_module(module).len() > 1 { "expected own, team or all" } else { "expected all" };
            errors.push(FieldError::new(format!("{at}/scope"), Code::InvalidValue).with_message(expected));
            continue;
        };
        let fields = rules(catalogue, given.get("fields"), module, action, &format!("{at}/fields"), errors);
        grants.push((module.to_owned(), action, Grant { scope, fields }));
    }
    grants
}

fn rules(
    catalogue: &Catalogue,
    value: Option<&Value>,
    module: &'static str,
    action: Action,
    at: &str,
    errors: &mut Vec<FieldError>,
) -> HashMap<String, FieldAccess> {
    let mut rules = HashMap::new();
    let given = match value {
        None | Some(Value::Null) => return rules,
        Some(Value::Object(given)) => given,
        Some(_) => {
            errors.push(FieldError::new(at, Code::InvalidValue).with_message("expected an object of fields"));
            return rules;
        }
    };
    for (field, rule) in given {
        if errors.len() >= MAX_FIELD_ERRORS {
            break;
        }
        let at = format!("{at}{}", pointer(field));
        // A record is deleted as a whole.
        let exists =
            action != Action::Delete && catalogue.of_module(module).any(|entity| entity.field(field).is_some());
        if !exists {
            errors.push(FieldError::new(at, Code::UnknownField));
            continue;
        }
        let rule = match rule.as_str() {
            Some("none") => FieldAccess::None,
            Some("read") => FieldAccess::Read,
            Some("write") => FieldAccess::Write,
            _ => {
                errors.push(FieldError::new(at, Code::InvalidValue).with_message("expected none, read or write"));
                continue;
            }
        };
        rules.insert(field.clone(), rule);
    }
    rules
}

/// The module and action of `deals.read`, if there is such a permission.
fn permission(catalogue: &Catalogue, text: &str) -> Option<(&'static str, Action)> {
    let (module, action) = text.split_once('.')?;
    let module = modules(catalogue).find(|known| *known == module)?;
    let action = Action::parse(action)?;
    Action::of_module(module).contains(&action).then_some((module, action))
}

/// Every module of permissions; some occur more than once.
pub(super) fn modules(catalogue: &Catalogue) -> impl Iterator<Item = &'static str> {
    catalogue.entities().map(|entity| entity.module).chain(OTHER_MODULES)
}

fn is_key(key: &str) -> bool {
    key.len() <= MAX_KEY
        && key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::context::samples::catalogue;

    fn errors(body: Value) -> Vec<(String, &'static str)> {
        let body = body.as_object().cloned().expect("an object");
        let refused = parse(&catalogue(), &body).expect_err("wrong");
        refused.fields().iter().map(|field| (field.pointer.clone(), field.code)).collect()
    }

    #[test]
    fn a_role_is_parsed_with_its_field_rules() {
        let body = json!({"name": " Closers ", "defaultFieldAccess": "deny", "permissions": [
            {"permission": "deals.read", "scope": "team", "fields": {"title": "read", "value": "none"}},
            {"permission": "users.read", "scope": "all"},
        ]});
        let input = parse(&catalogue(), body.as_object().expect("an object")).expect("fine");
        let grants = input.grants.expect("permissions");
        assert_eq!(input.name.as_deref(), Some("Closers"));
        assert_eq!((grants[0].0.as_str(), grants[0].1, grants[0].2.scope), ("deals", Action::Read, Scope::Team));
        assert_eq!(grants[0].2.fields["value"], FieldAccess::None);
        assert_eq!(grants.len(), 2);
    }

    #[test]
    fn names_unknown_to_the_catalogue_are_refused_with_a_pointer() {
        let body = json!({"nam/e": 1, "nothing": null, "permissions": [
            {"permission": "dragons.read", "scope": "all"},
            {"permission": "deals.fly", "scope": "all"},
            {"permission": "deals.read", "scope": "world"},
            {"permission": "users.write", "scope": "own"},
            {"permission": "deals.read", "scope": "all", "fields": {"salary": "read", "title": "x"}},
            {"permission": "deals.delete", "scope": "all", "fields": {"title": "read"}},
            {"permission": "users.read", "scope": "all", "fields": {"email": "read"}, "more": 1},
            7,
        ]});
        let mut expected = vec![
            ("/nam~1e", "unknown_field"),
            ("/nothing", "unknown_field"),
            ("/permissions/0/permission", "invalid_value"),
            ("/permissions/1/permission", "invalid_value"),
            ("/permissions/2/scope", "invalid_value"),
            ("/permissions/3/scope", "invalid_value"),
            ("/permissions/4/fields/salary", "unknown_field"),
            ("/permissions/4/fields/title", "invalid_value"),
            ("/permissions/5/fields/title", "unknown_field"),
            ("/permissions/6/fields/email", "unknown_field"),
            ("/permissions/6/more", "unknown_field"),
            ("/permissions/7", "invalid_value"),
        ];
        let mut found = errors(body);
        found.sort();
        expected.sort_unstable();
        assert_eq!(found.iter().map(|(at, code)| (at.as_str(), *code)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_number_of_reported_problems_is_limited() {
        let wrong: Map<_, _> = (0..10_000).map(|number| (format!("f{number}"), json!(1))).collect();
        let permissions: Vec<_> = (0..MAX_PERMISSIONS).map(|_| Value::Object(wrong.clone())).collect();
        let mut errors = Vec::new();
        grants(&catalogue(), &permissions, &mut errors);
        assert!(errors.len() <= 2 * MAX_FIELD_ERRORS, "{}", errors.len());
    }

    #[test]
    fn a_repeated_permission_is_refused() {
        let twice = json!({"permission": "deals.read", "scope": "all"});
        assert_eq!(errors(json!({"permissions": [twice, twice]})).len(), 1);
    }

    #[test]
    fn a_key_is_derived_from_any_name() {
        for (name, key) in [("Key Accounts!", "key_accounts"), ("2nd level", "role_2nd_level"), ("日本", "role")] {
            assert_eq!(key_of(name), key);
            assert!(is_key(&key_of(name)));
        }
        assert!(is_key(&key_of(&"x ".repeat(200))));
    }
}
