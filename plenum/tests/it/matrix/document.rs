//! The operations of the documents that the running server serves.

use http::Method;
use plenum_api::{RouteInfo, routes};
use plenum_shared::catalogue::Entity;
use plenum_testkit::{catalogue, http::Client};
use serde_json::Value;

/// An address with a method, under its first name or another.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    /// The name of the handler; an alias has the same.
    pub(super) name: String,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) access: Access,
    /// The row in the router's table, with its sample.
    pub(super) route: RouteInfo,
    /// The statuses that the document knows.
    documented: Vec<String>,
}

/// The callers that are let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Access {
    Public,
    /// Members, with the permission if there is one: `deals.read`.
    Members(Option<String>),
    Operators,
}

/// The row of the router at an address of the document.
fn route(method: &str, path: &str) -> RouteInfo {
    let found = routes(catalogue())
        .into_iter()
        .find(|route| route.path == path && route.method.as_str().eq_ignore_ascii_case(method));
    found.unwrap_or_else(|| panic!("the router has no {method} {path}"))
}

impl Operation {
    /// All of them, the aliases too.
    pub(super) async fn all(anybody: &Client) -> Vec<Self> {
        let mut all = Vec::new();
        for document in ["/api/v1/openapi.json", "/api/v1/openapi.legacy.json"] {
            let document = anybody.get(document).await.expect(200).json();
            for (path, methods) in document["paths"].as_object().into_iter().flatten() {
                let methods = methods.as_object().into_iter().flatten();
                all.extend(methods.map(|(method, operation)| Self::read(path, method, operation)));
            }
        }
        all
    }

    fn read(path: &str, method: &str, operation: &Value) -> Self {
        let route = route(method, path);
        Self {
            name: route.operation.clone(),
            method: method.to_uppercase().parse().expect("a method"),
            path: path.to_owned(),
            access: Access::of(operation),
            documented: operation["responses"].as_object().into_iter().flatten().map(|(it, _)| it.clone()).collect(),
            route,
        }
    }

    /// The entity whose records the path names, if it names records.
    pub(super) fn entity(&self) -> Option<&'static Entity> {
        self.path.split('/').find_map(|segment| catalogue().by_segment(segment))
    }

    pub(super) fn names_something(&self) -> bool {
        self.path.contains('{')
    }

    pub(super) fn knows(&self, status: u16) -> bool {
        self.documented.contains(&status.to_string())
    }
}

impl Access {
    fn of(operation: &Value) -> Self {
        let keys = operation["security"].as_array().expect("every operation says who may call it");
        match keys.first() {
            None => Self::Public,
            Some(key) if key.get("bearer").is_some() => {
                let permission = operation.get("x-permission").expect("what members answer to says which permission");
                Self::Members(permission.as_str().map(str::to_owned))
            }
            Some(key) if key.get("operator").is_some() => Self::Operators,
            Some(other) => panic!("an unknown key: {other}"),
        }
    }
}
