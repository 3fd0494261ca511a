//! Every address in one table, from which the router, the tests' coverage lists and the documents are made.
//!
//! A row says all that others have to know of a route: its address, its operation, what its handler takes, and its
//! contract. The routes of records are rows like the others, one set for each plural and alias of the catalogue. The
//! table is offered under `/api/v1` and, as an alias, under `/api`.

mod contract;
mod row;
mod takes;

mod account;
mod administration;
mod followers;
mod history;
mod notifications;
mod platform;
mod probes;
mod records;
mod service_accounts;

use std::sync::Arc;

use axum::{Router, middleware::from_fn_with_state};
use http::StatusCode;
use plenum_app::App;
use plenum_shared::{Code, catalogue::Catalogue};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    middleware::lane::{self, Lane},
    openapi::Shape,
    problem::Problem,
    routes::documents,
    settings::ApiSettings,
};

pub(crate) use contract::{Answer, Contract, Header, Parameters};
pub(crate) use row::Row;
pub use row::{Auth, RouteInfo};
pub(crate) use takes::Part;

/// Where the table is mounted; the first is the one we name in documents.
pub(crate) const MOUNTS: [&str; 2] = ["/api/v1", "/api"];

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    pub app: App,
    pub settings: Arc<ApiSettings>,
    /// Cancelled when the server should take no more work.
    pub draining: CancellationToken,
}

/// All routes of this room. It needs the [front](crate::front) around it.
pub fn router(api: Api) -> Router {
    let lane = Lane::new(api.settings.clone(), api.draining.clone());
    let work = build(work(api.app.catalogue())).layer(from_fn_with_state(lane, lane::enter));
    work.with_state(api.clone()).merge(health_router(api))
}

/// The probes alone, for a process without REST.
pub fn health_router(api: Api) -> Router {
    build(probes::rows()).with_state(api)
}

/// What the table says.
pub fn routes(catalogue: &Catalogue) -> Vec<RouteInfo> {
    rows(catalogue).into_iter().map(Row::info).collect()
}

/// The whole table.
pub(crate) fn rows(catalogue: &Catalogue) -> Vec<Row> {
    work(catalogue).into_iter().chain(probes::rows()).collect()
}

fn build(rows: Vec<Row>) -> Router<Api> {
    let add = |router: Router<Api>, row: Row| router.route(&row.path, row.handler);
    let router = rows.into_iter().fold(Router::new(), add);
    router.method_not_allowed_fallback(|| async { Problem::from(Code::MethodNotAllowed) })
}

fn work(catalogue: &Catalogue) -> Vec<Row> {
    let mut rows = account::keys();
    for mount in MOUNTS {
        let mut here = documents(mount);
        here.extend(account::rows(&format!("{mount}/auth")));
        here.extend(administration::rows(mount));
        here.extend(service_accounts::rows(mount));
        for (segment, entity) in catalogue.segments() {
            let path = format!("{mount}/{segment}");
            let mut of_entity = records::rows(entity, &path);
            of_entity.extend(followers::rows(entity, &path));
            of_entity.extend(history::rows(entity, &path));
            here.extend(if segment == entity.plural { of_entity } else { aliases(of_entity) });
        }
        here.push(followers::following(mount));
        here.push(history::whole(mount));
        here.extend(platform::rows(mount));
        here.extend(notifications::rows(mount));
        rows.extend(if mount == MOUNTS[0] { here } else { aliases(here) });
    }
    rows
}

fn documents(mount: &str) -> Vec<Row> {
    let document = Shape::literal(json!({ "type": "object", "required": ["openapi", "info", "paths"] }));
    let headers = &[Header::Etag, Header::CacheControl];
    let whole = Answer::plain("The document.", document).with_headers(headers);
    let known =
        Answer::nothing("The client has it already.").with_status(StatusCode::NOT_MODIFIED).with_headers(headers);
    let contract = Contract::open("This document", whole).or(known);
    vec![Row::get(format!("{mount}/openapi.json"), "openapi", documents::openapi, contract)]
}

fn aliases(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().map(Row::alias).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::samples::catalogue;

    #[test]
    fn no_address_stands_twice_and_all_of_them_can_be_routed() {
        let table = routes(&catalogue());
        let distinct: HashSet<_> = table.iter().map(|route| (route.method.clone(), route.path.clone())).collect();
        assert_eq!(distinct.len(), table.len());
        // Building panics on addresses that contradict each other.
        let _ = build(work(&catalogue())).merge(build(probes::rows()));
    }

    #[test]
    fn every_entity_has_its_operations_under_each_name_and_mount() {
        let table = routes(&catalogue());
        let catalogue = catalogue();
        for (segment, entity) in catalogue.segments() {
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
    fn an_operation_has_one_address_and_perhaps_aliases() {
        let mut originals = HashSet::new();
        for row in rows(&catalogue()).iter().filter(|row| !row.is_alias) {
            assert!(originals.insert(row.operation.clone()), "{} has two addresses", row.operation);
        }
        for row in rows(&catalogue()).iter().filter(|row| row.is_alias) {
            assert!(originals.contains(&row.operation), "{} {} is an alias of nothing", row.method, row.path);
        }
    }

    #[test]
    fn what_a_handler_takes_is_what_its_row_tells() {
        for row in rows(&catalogue()) {
            let (contract, at) = (&row.contract, format!("{} {}", row.method, row.path));
            let takes = |part| row.parts.contains(&part);
            assert_eq!(takes(Part::Token), contract.auth == Auth::Bearer, "{at}: the token");
            assert_eq!(takes(Part::OperatorToken), contract.auth == Auth::Operator, "{at}: the operator's token");
            assert_eq!(takes(Part::Body) || takes(Part::Form), contract.body.is_some(), "{at}: the body");
            assert_eq!(takes(Part::Query), !matches!(contract.parameters, Parameters::None), "{at}: the query");
            let ids = row.parts.iter().filter_map(|part| match part {
                Part::Ids(names) => Some(names.iter().map(|name| format!("{{{name}}}"))),
                _ => None,
            });
            let in_path = row.path.split('/').filter(|part| part.starts_with('{')).map(str::to_owned);
            assert_eq!(ids.flatten().collect::<Vec<_>>(), in_path.collect::<Vec<_>>(), "{at}: the ids");
        }
    }

    #[test]
    fn what_is_open_to_anybody_is_a_short_list() {
        let open: HashSet<_> = routes(&catalogue())
            .into_iter()
            .filter(|route| route.auth == Auth::Public)
            .map(|route| route.operation)
            .collect();
        let expected =
            ["accept_invitation", "jwks", "live", "login", "openapi", "ready", "refresh", "register", "token"];
        assert_eq!(open, expected.into_iter().map(str::to_owned).collect());
    }
}
