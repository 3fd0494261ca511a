//! The groups of operations.

use plenum_shared::catalogue::Catalogue;
use serde_json::{Value, json};

use crate::contract::{MOUNTS, Operation};

/// The groups that are not the records of an entity.
const OTHERS: [(&str, &str); 16] = [
    ("audit", "The change log of the whole tenant."),
    ("auth", "Signing up, in and out, tokens, and the caller's own account and sessions."),
    ("change-sets", "What was changed together, and its revert."),
    ("documents", "The documents of this API."),
    ("following", "The records that the caller follows."),
    ("health", "The probes of a node."),
    ("invitations", "Invitations of new members."),
    ("jobs", "Work that waits or takes long: how far it has come, and what came of it."),
    ("notifications", "The caller's notifications, and which of them they want."),
    ("permissions", "What a role can be granted."),
    ("platform", "The tenants of the installation, for its operators."),
    ("roles", "The roles of the tenant, with their permissions."),
    ("service-accounts", "Accounts for programs."),
    ("teams", "The teams of the tenant, and their members."),
    ("tenant", "The caller's tenant and its settings."),
    ("users", "The members of the tenant."),
];

/// The groups of operations, in the order of the table.
pub(super) fn tags(catalogue: &Catalogue, routes: &[&Operation]) -> Value {
    let mut tags: Vec<&str> = Vec::new();
    for tag in routes.iter().map(|route| tag(&route.path)) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter().map(|name| json!({ "name": name, "description": description(catalogue, name) })).collect()
}

fn description(catalogue: &Catalogue, tag: &str) -> String {
    let other = OTHERS.iter().find(|(name, _)| *name == tag).map(|(_, description)| (*description).to_owned());
    let records = || match catalogue.by_segment(tag)? {
        entity if entity.plural == tag => Some(format!("Records: {tag}, with their history.")),
        entity => Some(format!("The {} at another address.", entity.plural)),
    };
    other.or_else(records).unwrap_or_default()
}

/// The first part of a path after the mount.
pub(super) fn tag(path: &str) -> &str {
    let path = MOUNTS.iter().find_map(|mount| path.strip_prefix(mount)).unwrap_or(path);
    match path.split('/').nth(1).unwrap_or_default() {
        ".well-known" => "auth",
        "openapi.json" | "openapi.legacy.json" => "documents",
        other => other,
    }
}
