//! The table of permissions as a page for people.

use super::system_role::SystemRole;
use crate::{catalogue::Catalogue, language::Language};

const HEAD: &str = "\
# Permissions

What a role can be granted, made of the declarations of entities and contexts. A permission is a module and an action, as
`deals.read`. A grant of it has a scope: of records, *own* covers those that the member owns or created, *team* those of the
member's teams besides, and *all* every record of the tenant. Rules for single fields may stand in grants of `read` and `write`
of records.

A permission is valid only beside those that it implies. A role cannot be written that has it without them; one that is stored
so gains nothing by itself.

The last columns say what the roles of a new tenant get. The administrator (`tenant_admin`) has no column: it holds every
permission that is or will be. When a release adds permissions, the other four get these defaults in every tenant, and roles
that a tenant has made get nothing. What a tenant takes from them or gives them stays so.

`GET /permissions` shows the same to a program, with titles in the reader's language. This page is written by the program:
`cargo run -p plenum -- permissions > docs/PERMISSIONS.md`.
";

/// The page, in Markdown.
pub fn page(catalogue: &Catalogue) -> String {
    let text = |message: &str| catalogue.messages().text(Language::English, message, &[]);
    let roles = SystemRole::WITH_DEFAULTS;
    let keys = roles.map(|role| format!("`{}`", role.key())).join(" | ");
    let rule = "---|".repeat(roles.len());
    let mut lines = vec![
        HEAD.to_owned(),
        format!("| Permission | Module | Title | Implies | Scopes | {keys} |\n|---|---|---|---|---|{rule}"),
    ];
    for module in catalogue.permissions().modules() {
        let (title, scopes) = (text(&module.title()), module.scopes.iter().map(|scope| scope.as_str()));
        let scopes = scopes.collect::<Vec<_>>().join(", ");
        for action in &module.actions {
            let implied: Vec<_> = action.implied().iter().map(|name| format!("`{name}`")).collect();
            let defaults = roles.map(|role| action.default_of(role).map_or("", |scope| scope.as_str())).join(" | ");
            let (name, does, implied) = (action.name(), text(&action.title), implied.join(", "));
            lines.push(format!("| `{name}` | {title} | {does} | {implied} | {scopes} | {defaults} |"));
        }
    }
    lines.join("\n")
}
