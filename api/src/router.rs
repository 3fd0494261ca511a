//! Every address in one table, from which the router, the documents and the tests' lists are made.
//!
//! A row describes a route: its address, its operation, the parts of a request that its handler takes, and its
//! contract. The routes of records are rows like the others, one set for each plural and alias of the catalogue. The
//! table is served under `/api/v1` and, as an alias, under `/api`.

mod administration;

mod access;
mod history;
mod identity;
mod notify;
mod platform;
mod records;

use std::sync::Arc;

use axum::Router;
use plenum_shared::{Code, catalogue::Catalogue};
use serde_json::Value;

use crate::{
    admission::Admission,
    contract::{MOUNTS, Operation, RouteInfo, Row},
    openapi,
    problem::Problem,
    rate_limits::RateLimits,
    routes_page::page,
    state::{Api, ApiParts, ServedDocument, ServedDocuments},
};

/// All routes of the REST API. They need the [front](crate::front) around them.
pub fn router(parts: ApiParts) -> Router {
    let admission = Admission::new(parts.settings.clone(), parts.draining.clone());
    let catalogue = parts.app.catalogue();
    let documents = ServedDocuments {
        openapi: ServedDocument::new(&document(catalogue)),
        openapi_legacy: ServedDocument::new(&legacy_document(catalogue)),
    };
    let api = Api { app: parts.app.clone(), documents: Arc::new(documents) };
    let rows = admitted_rows(catalogue);
    let limits = RateLimits::new(parts.app.clone(), rows.iter().map(|row| &row.operation));
    limits.guard(admission.guard(build(rows), api)).merge(health_router(parts))
}

/// The probes alone, for a process without REST.
pub fn health_router(parts: ApiParts) -> Router {
    build(platform::health::rows()).with_state(parts)
}

/// The OpenAPI document of the API.
pub fn document(catalogue: &Catalogue) -> Value {
    openapi::document(catalogue, &operations(catalogue))
}

/// The OpenAPI document of the other addresses of operations.
pub fn legacy_document(catalogue: &Catalogue) -> Value {
    openapi::legacy_document(catalogue, &operations(catalogue))
}

/// The page of the documentation that lists all routes, without the end of its last line.
pub fn routes_page(catalogue: &Catalogue) -> String {
    page(&operations(catalogue))
}

/// The table, as other crates see it.
pub fn routes(catalogue: &Catalogue) -> Vec<RouteInfo> {
    operations(catalogue).into_iter().map(Operation::info).collect()
}

fn build<S: Clone + Send + Sync + 'static>(rows: Vec<Row<S>>) -> Router<S> {
    let add = |router: Router<S>, row: Row<S>| router.route(&row.operation.path, row.handler);
    let router = rows.into_iter().fold(Router::new(), add);
    router.method_not_allowed_fallback(|| async { Problem::from(Code::MethodNotAllowed) })
}

/// The whole table, without its handlers.
fn operations(catalogue: &Catalogue) -> Vec<Operation> {
    let probes = platform::health::rows().into_iter().map(|row| row.operation);
    admitted_rows(catalogue).into_iter().map(|row| row.operation).chain(probes).collect()
}

/// The rows that stand behind the admission: all but the probes.
fn admitted_rows(catalogue: &Catalogue) -> Vec<Row> {
    let mut rows = vec![identity::auth::keys()];
    for mount in MOUNTS {
        let of_mount = rows_at(catalogue, mount);
        rows.extend(if mount == MOUNTS[0] { of_mount } else { aliases(of_mount) });
    }
    rows
}

fn rows_at(catalogue: &Catalogue, mount: &str) -> Vec<Row> {
    let at = |path: &str| format!("{mount}/{path}");
    let mut rows = platform::documents::rows(mount);
    rows.extend(identity::auth::rows(&at("auth")));
    rows.extend(identity::sessions::rows(&at("auth/sessions")));
    rows.extend(platform::own_tenant::rows(&at("tenant")));
    rows.extend(platform::settings::of_tenant(catalogue.settings(), &at("tenant/settings")));
    rows.push(platform::plans::usage(&at("tenant/usage")));
    rows.extend(identity::users::rows(&at("users")));
    rows.extend(platform::settings::of_user(catalogue.settings(), &at("users/me/settings")));
    rows.extend(identity::invitations::rows(&at("invitations")));
    rows.extend(access::teams::rows(&at("teams")));
    rows.extend(access::roles::rows(mount));
    rows.extend(identity::service_accounts::rows(&at("service-accounts")));
    rows.push(identity::auth::token(&at("auth")));
    for (segment, entity) in catalogue.segments() {
        let path = at(segment);
        let mut of_entity = records::rows(entity, &path);
        of_entity.extend(records::followers::rows(entity, &path));
        of_entity.extend(history::rows(entity, &path));
        rows.extend(if segment == entity.plural { of_entity } else { aliases(of_entity) });
    }
    rows.push(records::followers::following(&at("following")));
    rows.push(history::tenant_audit(&at("audit")));
    rows.extend(history::change_sets(&at("change-sets")));
    rows.extend(platform::jobs::rows(&at("jobs")));
    rows.extend(platform::tenants::rows(&at("platform/tenants")));
    rows.extend(platform::plans::of_tenants(&at("platform/tenants")));
    rows.extend(notify::rows(catalogue.notification_categories(), &at("notifications")));
    rows
}

fn aliases(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().map(Row::alias).collect()
}

#[cfg(test)]
mod document_tests;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{
        contract::{Auth, Parameters, RequestPart},
        samples::catalogue,
    };

    #[test]
    fn paths_are_unique_and_the_router_accepts_all_of_them() {
        let table = routes(&catalogue());
        let distinct: HashSet<_> = table.iter().map(|route| (route.method.clone(), route.path.clone())).collect();
        assert_eq!(distinct.len(), table.len());
        // Building panics on addresses that contradict each other.
        let _ = (build(admitted_rows(&catalogue())), build(platform::health::rows()));
    }

    #[test]
    fn every_entity_has_its_operations_under_each_name_and_mount() {
        let table = routes(&catalogue());
        for (segment, entity) in catalogue().segments() {
            for mount in MOUNTS {
                let base = format!("{mount}/{segment}");
                let of_entity =
                    |route: &&RouteInfo| route.path == base || route.path.starts_with(&format!("{base}/{{id}}"));
                let of_followers = if entity.followable { 3 } else { 0 };
                assert_eq!(table.iter().filter(of_entity).count(), 9 + of_followers, "{base}");
            }
        }
    }

    #[test]
    fn an_operation_has_one_address_besides_aliases() {
        let mut originals = HashSet::new();
        for route in operations(&catalogue()).iter().filter(|route| !route.is_alias) {
            assert!(originals.insert(route.name.clone()), "{} has two addresses", route.name);
        }
        for route in operations(&catalogue()).iter().filter(|route| route.is_alias) {
            assert!(originals.contains(&route.name), "{} {} is an alias of nothing", route.method, route.path);
        }
    }

    #[test]
    fn a_handler_takes_the_parts_that_its_contract_names() {
        for row in operations(&catalogue()) {
            let (contract, at) = (&row.contract, format!("{} {}", row.method, row.path));
            let takes = |part| row.parts.contains(&part);
            assert_eq!(takes(RequestPart::Token), contract.auth == Auth::Bearer, "{at}: the token");
            assert_eq!(
                takes(RequestPart::OperatorToken),
                contract.auth == Auth::Operator,
                "{at}: the operator's token"
            );
            assert_eq!(takes(RequestPart::Body) || takes(RequestPart::Form), contract.body.is_some(), "{at}: the body");
            assert_eq!(takes(RequestPart::Query), !matches!(contract.parameters, Parameters::None), "{at}: the query");
            let ids = row.parts.iter().filter_map(|part| match part {
                RequestPart::Ids(names) => Some(names.iter().map(|name| format!("{{{name}}}"))),
                _ => None,
            });
            let in_path = row.path.split('/').filter(|part| part.starts_with('{')).map(str::to_owned);
            assert_eq!(ids.flatten().collect::<Vec<_>>(), in_path.collect::<Vec<_>>(), "{at}: the ids");
        }
    }

    #[test]
    fn public_operations_are_a_short_list() {
        let open: HashSet<_> = routes(&catalogue())
            .into_iter()
            .filter(|route| route.auth == Auth::Public)
            .map(|route| route.operation)
            .collect();
        let expected = [
            "accept_invitation",
            "jwks",
            "live",
            "login",
            "openapi",
            "openapi_legacy",
            "ready",
            "refresh",
            "register",
            "token",
        ];
        assert_eq!(open, expected.into_iter().map(str::to_owned).collect());
    }
}
