//! The page of the documentation that lists every route, `docs/ROUTES.md`, made from the router's table.

use crate::contract::{Auth, MOUNTS, Operation};

const HEAD: &str = "\
# Routes

Every route of the REST API, in the order of the router's table. The *operation* is the name of the handler, and in camelCase
(`listDeals`) the id in [openapi.json](openapi.json): its file is `api/src/routes/<context>/…/<operation>.rs`, unless `api/src/router/<context>` binds the use case of the application directly. The
*context* is the folder of the use case in `shared/app/src`, or its crate in `shared/contexts`. The *permission* must be granted
by the caller's role; *member* routes need an access token alone.

This page is written by the program: `cargo run -p plenum -- routes > docs/ROUTES.md`.";

const TABLE: &str = "\
| method | path | operation | permission | context |
|---|---|---|---|---|";

/// The page, without the end of its last line.
pub(crate) fn page(operations: &[Operation]) -> String {
    let originals = operations.iter().filter(|operation| !operation.is_alias);
    let rows = originals.map(|operation| {
        let Operation { name, method, path, context, contract, .. } = operation;
        let permission = match (contract.auth, &contract.permission) {
            (Auth::Public, _) => "*public*".to_owned(),
            (Auth::Operator, _) => "*operator*".to_owned(),
            (Auth::Bearer, None) => "*member*".to_owned(),
            (Auth::Bearer, Some(permission)) => format!("`{permission}`"),
        };
        format!("| {method} | `{path}` | `{name}` | {permission} | {} |", context.as_str())
    });
    let head = [HEAD.to_owned(), String::new(), aliases(operations), String::new(), TABLE.to_owned()];
    head.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// The sentence about the addresses that are not listed.
fn aliases(operations: &[Operation]) -> String {
    let [mount, other_mount] = MOUNTS;
    let mut pairs = Vec::new();
    for alias in operations.iter().filter(|operation| operation.is_alias && operation.path.starts_with(mount)) {
        let original = operations.iter().find(|original| !original.is_alias && original.name == alias.name);
        let pair = original.map(|original| renamed_part(mount, &original.path, &alias.path));
        pairs.extend(pair.filter(|pair| !pairs.contains(pair)));
    }
    let pairs: Vec<_> = pairs.iter().map(|(original, alias)| format!("`{alias}` for `{original}`")).collect();
    format!(
        "Aliases, which have no rows of their own: `{other_mount}` for `{mount}`, and below either {}.",
        pairs.join(", ")
    )
}

/// Both paths below the mount, up to the first segment that differs.
fn renamed_part<'a>(mount: &str, original: &'a str, alias: &'a str) -> (&'a str, &'a str) {
    let (original, alias) = (&original[mount.len()..], &alias[mount.len()..]);
    let same = original.split('/').zip(alias.split('/')).take_while(|(a, b)| a == b);
    let start: usize = same.map(|(segment, _)| segment.len() + 1).sum();
    let part = |path: &'a str| {
        let end = path[start..].find('/').map_or(path.len(), |length| start + length);
        &path[..end]
    };
    (part(original), part(alias))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_renamed_part_of_a_path_ends_with_the_segment_that_differs() {
        let part = |original, alias| renamed_part("/api/v1", original, alias);
        let restore = part("/api/v1/accounts/{id}/restore", "/api/v1/companies/{id}/restore");
        assert_eq!(restore, ("/accounts", "/companies"));
        assert_eq!(part("/api/v1/auth/me", "/api/v1/auth/profile"), ("/auth/me", "/auth/profile"));
    }
}
