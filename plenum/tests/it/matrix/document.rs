//! The operations of the document that the running server serves.

use http::Method;
use plenum_api::{RouteInfo, routes};
use plenum_shared::catalogue::Entity;
use plenum_testkit::{catalogue, http::Client};
use serde_json::Value;

/// An address with a method, under its first name or another.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    /// The `operationId`, of the original if this is an alias.
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
    /// All of them, the aliases too; an alias takes and answers what its original does.
    pub(super) async fn all(anybody: &Client) -> Vec<Self> {
        let document = anybody.get("/api/v1/openapi.json").await.expect(200).json();
        let addresses = || {
            let paths = document["paths"].as_object().into_iter().flatten();
            paths.flat_map(|(path, methods)| {
                methods.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
            })
        };
        let original = |name: &Value| {
            let mut all = addresses().map(|(_, _, operation)| operation);
            all.find(|operation| &operation["operationId"] == name).unwrap_or_else(|| panic!("nothing is {name}"))
        };
        let read = |(path, method, operation): (&String, &String, &Value)| {
            let alias_of = &operation["x-alias-of"];
            let original = if alias_of.is_null() { operation } else { original(alias_of) };
            Self {
                name: original["operationId"].as_str().expect("a name").to_owned(),
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                access: Access::of(operation),
                route: route(method, path),
                documented: original["responses"].as_object().into_iter().flatten().map(|(it, _)| it.clone()).collect(),
            }
        };
        addresses().map(read).collect()
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
