//! A role as a client writes it, checked against the catalogue; everything that is wrong is reported at once.

use std::collections::{BTreeMap, HashMap};

use plenum_shared::{
    Code, Error, Result,
    access::{Action, DeclaredAction, DefaultFieldAccess, FieldAccess, FieldRules, Grant, RENAMED, Role, Scope},
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
/// The longest name of a permission that an error repeats.
const MAX_PERMISSION_NAME: usize = 64;

type Grants = Vec<(String, String, Grant)>;

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

/// The names of all permissions that a body may have, sorted; those that a permission had before are among them.
pub fn permission_names(catalogue: &Catalogue) -> Vec<String> {
    let earlier = RENAMED.iter().map(|renamed| format!("{}.{}", renamed.module, renamed.before));
    let mut all: Vec<_> = catalogue.permissions().all().map(DeclaredAction::name).chain(earlier).collect();
    all.sort_unstable();
    all
}

/// The parts of a role that a body names.
#[derive(Debug, Default)]
pub(super) struct RoleInput {
    pub(super) key: Option<String>,
    pub(super) name: Option<String>,
    pub(super) default_field_access: Option<DefaultFieldAccess>,
    pub(super) grants: Option<Grants>,
    /// The permissions that stand there without one that they imply.
    alone: Vec<Alone>,
}

/// A permission of a body without one that it implies.
#[derive(Debug)]
struct Alone {
    at: String,
    permission: (&'static str, Action),
    implied: (&'static str, Action),
}

impl RoleInput {
    /// Refuses permissions without those that they imply. A role that is so already may stay so, since changing its
    /// name must not take from it what it had.
    pub(super) fn require_implied(&self, before: Option<&Role>) -> Result<()> {
        let was_so = |alone: &&Alone| {
            let ((module, action), (implied_module, implied)) = (alone.permission, alone.implied);
            before.is_some_and(|role| role.holds(module, action) && !role.holds(implied_module, implied))
        };
        let errors = self.alone.iter().filter(|alone| !was_so(alone)).map(|alone| {
            let ((module, action), (implied_module, implied)) = (alone.permission, alone.implied);
            let (action, implied) = (action.as_str(), implied.as_str());
            let message = format!("{module}.{action} needs {implied_module}.{implied} beside it");
            FieldError::new(alone.at.as_str(), Code::InvalidValue).with_message(message)
        });
        let errors: Vec<_> = errors.take(MAX_FIELD_ERRORS).collect();
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
    }
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
                    let (grants, alone) = grants(catalogue, list, &mut errors);
                    (input.grants, input.alone) = (Some(grants), alone);
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

/// The grants of the list, and those of them that stand without one that they imply.
fn grants(catalogue: &Catalogue, list: &[Value], errors: &mut Vec<FieldError>) -> (Grants, Vec<Alone>) {
    let (mut grants, mut named): (Grants, Vec<(usize, &DeclaredAction)>) = (Vec::new(), Vec::new());
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
        let text = given.get("permission").and_then(Value::as_str);
        let Some(declared) = text.and_then(|text| catalogue.permissions().named(text)) else {
            let wrong = FieldError::new(format!("{at}/permission"), Code::InvalidValue);
            errors.push(wrong.with_message(unknown_permission(text)));
            continue;
        };
        let (module, action) = (declared.module, declared.action);
        if grants.iter().any(|(known, granted, _)| known == module && granted == action.as_str()) {
            errors.push(
                FieldError::new(format!("{at}/permission"), Code::InvalidValue)
                    .with_message("the permission stands twice"),
            );
        }
        let scope = given.get("scope").and_then(Value::as_str).and_then(Scope::parse);
        let scopes = catalogue.permissions().module(module).map_or(&[][..], |module| module.scopes);
        // It is named, whatever else is wrong with it: what implies it does not stand alone.
        named.push((index, declared));
        let Some(scope) = scope.filter(|scope| scopes.contains(scope)) else {
            let expected = format!("{} has {}", declared.name(), scope_words(scopes));
            errors.push(FieldError::new(format!("{at}/scope"), Code::InvalidValue).with_message(expected));
            continue;
        };
        let fields = rules(catalogue, given.get("fields"), module, action, &format!("{at}/fields"), errors);
        grants.push((module.to_owned(), action.into(), Grant { scope, fields }));
    }
    let is_named = |(module, action): &(&str, Action)| {
        named.iter().any(|(_, known)| known.module == *module && known.action == *action)
    };
    let alone = named.iter().flat_map(|(index, declared)| {
        let missing = declared.implies.iter().filter(|implied| !is_named(implied));
        missing.map(move |implied| Alone {
            at: format!("/permissions/{index}/permission"),
            permission: (declared.module, declared.action),
            implied: *implied,
        })
    });
    let alone = alone.collect();
    (grants, alone)
}

fn unknown_permission(text: Option<&str>) -> String {
    let is_short = |text: &&str| text.len() <= MAX_PERMISSION_NAME && text.bytes().all(|byte| byte.is_ascii_graphic());
    match text.filter(is_short) {
        Some(text) => format!("there is no permission {text}; expected one such as deals.read"),
        None => "expected a permission such as deals.read".to_owned(),
    }
}

/// `the scope all`, `the scopes own, team, all`
fn scope_words(scopes: &[Scope]) -> String {
    let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
    format!("the scope{} {}", if words.len() > 1 { "s" } else { "" }, words.join(", "))
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
        let exists = catalogue.permissions().is_about_fields(module, action)
            && catalogue.of_module(module).any(|entity| entity.field(field).is_some());
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
        assert_eq!((grants[0].0.as_str(), grants[0].1.as_str(), grants[0].2.scope), ("deals", "read", Scope::Team));
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
    fn errors_name_the_permission_the_scopes_and_what_is_implied() {
        let messages = |body: Value| {
            let body = body.as_object().cloned().expect("an object");
            let refused = parse(&catalogue(), &body).and_then(|input| input.require_implied(None)).expect_err("wrong");
            refused.fields().iter().map(|field| field.message.to_string()).collect::<Vec<_>>()
        };
        let one = |name: &str, scope: &str| json!({"permissions": [{"permission": name, "scope": scope}]});
        assert_eq!(
            messages(one("dragons.read", "all")),
            ["there is no permission dragons.read; expected one such as deals.read"]
        );
        assert_eq!(messages(one("deals\n.read", "all")), ["expected a permission such as deals.read"]);
        assert_eq!(messages(one("users.read", "own")), ["users.read has the scope all"]);
        assert_eq!(messages(one("deals.read", "world")), ["deals.read has the scopes own, team, all"]);
        assert_eq!(messages(one("deals.write", "all")), ["deals.write needs deals.read beside it"]);
        assert_eq!(messages(one("changesets.revert", "all")), ["changesets.revert needs changesets.read beside it"]);
    }

    #[test]
    fn a_role_that_lacks_what_is_implied_may_stay_so_and_no_other_becomes_so() {
        let role = |actions: &[&str]| {
            let grant = || Grant { scope: Scope::All, fields: HashMap::new() };
            let grants = actions.iter().map(|action| ("deals".to_owned(), *action, grant()));
            Role::new(uuid::Uuid::nil().into(), "r", "R", 1, DefaultFieldAccess::Allow, grants)
        };
        let body = json!({"permissions": [{"permission": "deals.write", "scope": "all"}]});
        let input = parse(&catalogue(), body.as_object().expect("an object")).expect("fine by itself");
        assert!(input.require_implied(Some(&role(&["write"]))).is_ok());
        for before in [&["read"][..], &["read", "write"], &["delete"], &[]] {
            assert!(input.require_implied(Some(&role(before))).is_err(), "{before:?}");
        }
    }

    #[test]
    fn a_permission_may_have_the_name_that_it_had_before() {
        let body = json!({"permissions": [
            {"permission": "changesets.read", "scope": "all"}, {"permission": "changesets.write", "scope": "all"}]});
        let input = parse(&catalogue(), body.as_object().expect("an object")).expect("fine");
        input.require_implied(None).expect("fine");
        assert_eq!(input.grants.expect("permissions")[1].1, "revert");
        assert!(permission_names(&catalogue()).contains(&"changesets.write".to_owned()));
    }

    #[test]
    fn a_repeated_permission_is_refused() {
        let twice = json!({"permission": "deals.read", "scope": "all"});
        assert_eq!(errors(json!({"permissions": [twice, twice]})).len(), 1);
        let both =
            ["revert", "write"].map(|action| json!({"permission": format!("changesets.{action}"), "scope": "all"}));
        assert_eq!(errors(json!({"permissions": both})).len(), 1, "one of two names");
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
