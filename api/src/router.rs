//! Every address in one table, from which the router, the tests' coverage lists and the documents are made.
//!
//! The routes of records are rows like the others, one set for each plural and alias of the catalogue. The table is
//! offered under `/api/v1` and, as an alias, under `/api`.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    middleware::from_fn_with_state,
    routing::{MethodRouter, delete, get, patch, post, put},
};
use http::{Method, Uri};
use plenum_app::App;
use plenum_shared::{
    Code,
    catalogue::{self, Entity},
};
use tokio_util::sync::CancellationToken;

use crate::{
    extract::{Bearer, IfMatch, JsonObject, NoQuery, PathId, Query},
    middleware::lane::{self, Lane},
    problem::Problem,
    routes::{
        auth, followers,
        health::{self, LastHealth},
        invitations, notifications, records, roles, sessions, teams, tenant, users,
    },
    settings::ApiSettings,
};

/// Where the table is mounted; the first is the one we name in documents.
const MOUNTS: [&str; 2] = ["/api/v1", "/api"];

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    pub app: App,
    pub settings: Arc<ApiSettings>,
    /// Cancelled when the server should take no more work.
    pub draining: CancellationToken,
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Anybody.
    Public,
    /// Whoever has a valid access token.
    Bearer,
}

/// A route as others may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: Method,
    /// The path with its parameters in braces: `/api/v1/deals/{id}`.
    pub path: String,
    /// The name of the operation; an alias has the same.
    pub operation: String,
    pub auth: Auth,
}

struct Row {
    method: Method,
    path: String,
    operation: String,
    auth: Auth,
    handler: MethodRouter<Api>,
}

/// All routes of this room. It needs the [front](crate::front) around it.
pub fn router(api: Api) -> Router {
    let lane = Lane::new(api.settings.clone(), api.draining.clone());
    let work = build(work()).layer(from_fn_with_state(lane, lane::enter));
    work.with_state(api.clone()).merge(health_router(api))
}

/// The probes alone, for a process without REST.
pub fn health_router(api: Api) -> Router {
    build(probes()).with_state(api)
}

/// What the table says.
pub fn routes() -> Vec<RouteInfo> {
    let info = |Row { method, path, operation, auth, .. }| RouteInfo { method, path, operation, auth };
    work().into_iter().chain(probes()).map(info).collect()
}

fn build(rows: Vec<Row>) -> Router<Api> {
    let add = |router: Router<Api>, row: Row| router.route(&row.path, row.handler);
    let router = rows.into_iter().fold(Router::new(), add);
    router.method_not_allowed_fallback(|| async { Problem::from(Code::MethodNotAllowed) })
}

fn probes() -> Vec<Row> {
    let last = LastHealth::default();
    let ready = move |api: State<Api>| health::ready(api, last.clone());
    vec![
        Row::new(Method::GET, "/health/live", "live", Auth::Public, get(health::live)),
        Row::new(Method::GET, "/health/ready", "ready", Auth::Public, get(ready)),
    ]
}

fn work() -> Vec<Row> {
    let mut rows = vec![Row::new(Method::GET, "/.well-known/jwks.json", "jwks", Auth::Public, get(auth::jwks))];
    for mount in MOUNTS {
        let under = |path: &str| format!("{mount}{path}");
        rows.extend([
            Row::new(Method::POST, under("/auth/register"), "register", Auth::Public, post(auth::register)),
            Row::new(Method::POST, under("/auth/login"), "login", Auth::Public, post(auth::login)),
            Row::new(Method::POST, under("/auth/refresh"), "refresh", Auth::Public, post(auth::refresh)),
            Row::new(Method::POST, under("/auth/logout"), "logout", Auth::Bearer, post(auth::logout)),
            Row::new(Method::GET, under("/auth/me"), "me", Auth::Bearer, get(auth::me)),
            Row::new(Method::GET, under("/auth/profile"), "me", Auth::Bearer, get(auth::me)),
        ]);
        rows.extend(of_account(&under("/auth")));
        rows.extend(of_administration(mount));
        for (segment, entity) in catalogue::segments() {
            let path = under(&format!("/{segment}"));
            rows.extend(of_records(entity, &path));
            rows.extend(of_followers(entity, &path));
        }
        rows.extend(of_person(mount));
    }
    rows
}

/// What people do with their own account.
fn of_account(path: &str) -> Vec<Row> {
    let bearer = |method, path: &str, operation, handler| Row::new(method, path, operation, Auth::Bearer, handler);
    let accept = format!("{path}/accept-invitation");
    let (me, password, sessions) = (format!("{path}/me"), format!("{path}/password"), format!("{path}/sessions"));
    let one = format!("{sessions}/{{id}}");
    vec![
        Row::new(Method::POST, accept, "accept_invitation", Auth::Public, post(auth::accept_invitation)),
        bearer(Method::PATCH, &me, "update_me", patch(auth::update_me)),
        bearer(Method::POST, &password, "change_password", post(auth::change_password)),
        bearer(Method::GET, &sessions, "list_sessions", get(sessions::list_sessions)),
        bearer(Method::DELETE, &sessions, "end_other_sessions", delete(sessions::end_other_sessions)),
        bearer(Method::DELETE, &one, "end_session", delete(sessions::end_session)),
    ]
}

/// What administrators do with their tenant.
fn of_administration(mount: &str) -> Vec<Row> {
    let row = |method, path: &str, operation, handler| {
        Row::new(method, format!("{mount}{path}"), operation, Auth::Bearer, handler)
    };
    vec![
        row(Method::GET, "/tenant", "get_tenant", get(tenant::get_tenant)),
        row(Method::PATCH, "/tenant", "patch_tenant", patch(tenant::patch_tenant)),
        row(Method::GET, "/users", "list_users", get(users::list_users)),
        row(Method::GET, "/users/{id}", "get_user", get(users::get_user)),
        row(Method::PATCH, "/users/{id}", "patch_user", patch(users::patch_user)),
        row(Method::POST, "/invitations", "create_invitation", post(invitations::create_invitation)),
        row(Method::GET, "/invitations", "list_invitations", get(invitations::list_invitations)),
        row(Method::DELETE, "/invitations/{id}", "withdraw_invitation", delete(invitations::withdraw_invitation)),
        row(Method::POST, "/teams", "create_team", post(teams::create_team)),
        row(Method::GET, "/teams", "list_teams", get(teams::list_teams)),
        row(Method::GET, "/teams/{id}", "get_team", get(teams::get_team)),
        row(Method::PATCH, "/teams/{id}", "patch_team", patch(teams::patch_team)),
        row(Method::DELETE, "/teams/{id}", "delete_team", delete(teams::delete_team)),
        row(Method::PUT, "/teams/{id}/members/{userId}", "add_team_member", put(teams::add_team_member)),
        row(Method::DELETE, "/teams/{id}/members/{userId}", "remove_team_member", delete(teams::remove_team_member)),
        row(Method::GET, "/permissions", "list_permissions", get(roles::list_permissions)),
        row(Method::POST, "/roles", "create_role", post(roles::create_role)),
        row(Method::GET, "/roles", "list_roles", get(roles::list_roles)),
        row(Method::GET, "/roles/{id}", "get_role", get(roles::get_role)),
        row(Method::PATCH, "/roles/{id}", "patch_role", patch(roles::patch_role)),
        row(Method::DELETE, "/roles/{id}", "delete_role", delete(roles::delete_role)),
    ]
}

/// The operations on the records of one entity at one address.
fn of_records(entity: &'static Entity, path: &str) -> Vec<Row> {
    let row = |method, path: String, verb: &str, noun: &str, handler| {
        Row::new(method, path, &format!("{verb}_{noun}"), Auth::Bearer, handler)
    };
    let one = format!("{path}/{{id}}");
    vec![
        row(
            Method::POST,
            path.to_owned(),
            "create",
            entity.name,
            post(move |State(api), Bearer(who), _: NoQuery, address: Uri, body: JsonObject| {
                records::create(api, entity, who, address, body)
            }),
        ),
        row(
            Method::GET,
            path.to_owned(),
            "list",
            entity.plural,
            get(move |State(api), Bearer(who), address: Uri, query: Query| {
                records::list(api, entity, who, address, query)
            }),
        ),
        row(
            Method::GET,
            one.clone(),
            "get",
            entity.name,
            get(move |State(api), Bearer(who), PathId(id), _: NoQuery| records::get(api, entity, who, id)),
        ),
        row(
            Method::PATCH,
            one.clone(),
            "patch",
            entity.name,
            patch(move |State(api), Bearer(who), PathId(id), _: NoQuery, version: IfMatch, body: JsonObject| {
                records::patch(api, entity, who, id, version, body)
            }),
        ),
        row(
            Method::DELETE,
            one.clone(),
            "delete",
            entity.name,
            delete(move |State(api), Bearer(who), PathId(id), _: NoQuery, version: IfMatch| {
                records::delete(api, entity, who, id, version)
            }),
        ),
        row(
            Method::POST,
            format!("{one}/restore"),
            "restore",
            entity.name,
            post(move |State(api), Bearer(who), PathId(id), _: NoQuery| records::restore(api, entity, who, id)),
        ),
    ]
}

/// What people follow, and what they are told.
fn of_person(mount: &str) -> Vec<Row> {
    let row = |method, path: &str, operation, handler| {
        Row::new(method, format!("{mount}{path}"), operation, Auth::Bearer, handler)
    };
    vec![
        row(Method::GET, "/following", "list_following", get(followers::list_following)),
        row(Method::GET, "/notifications", "list_notifications", get(notifications::list_notifications)),
        row(Method::GET, "/notifications/unread-count", "get_unread_count", get(notifications::get_unread_count)),
        row(
            Method::POST,
            "/notifications/{id}/read",
            "mark_notification_read",
            post(notifications::mark_notification_read),
        ),
        row(
            Method::POST,
            "/notifications/read-all",
            "mark_all_notifications_read",
            post(notifications::mark_all_notifications_read),
        ),
        row(
            Method::GET,
            "/notifications/preferences",
            "get_notification_preferences",
            get(notifications::get_notification_preferences),
        ),
        row(
            Method::PUT,
            "/notifications/preferences",
            "put_notification_preferences",
            put(notifications::put_notification_preferences),
        ),
    ]
}

/// Following the records of one entity at one address, if they can be followed.
fn of_followers(entity: &'static Entity, path: &str) -> Vec<Row> {
    if !entity.followable {
        return Vec::new();
    }
    let row =
        |method, path: &str, operation: String, handler| Row::new(method, path, &operation, Auth::Bearer, handler);
    let (follow, all) = (format!("{path}/{{id}}/follow"), format!("{path}/{{id}}/followers"));
    vec![
        row(
            Method::PUT,
            &follow,
            format!("follow_{}", entity.name),
            put(move |State(api), Bearer(who), PathId(id), _: NoQuery| followers::follow_record(api, entity, who, id)),
        ),
        row(
            Method::DELETE,
            &follow,
            format!("unfollow_{}", entity.name),
            delete(move |State(api), Bearer(who), PathId(id), _: NoQuery| {
                followers::unfollow_record(api, entity, who, id)
            }),
        ),
        row(
            Method::GET,
            &all,
            format!("list_{}_followers", entity.name),
            get(move |State(api), Bearer(who), PathId(id), address: Uri, query: Query| {
                followers::list_followers(api, entity, who, id, address, query)
            }),
        ),
    ]
}

impl Row {
    fn new(method: Method, path: impl Into<String>, operation: &str, auth: Auth, handler: MethodRouter<Api>) -> Self {
        Self { method, path: path.into(), operation: operation.to_owned(), auth, handler }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_address_stands_twice_and_all_of_them_can_be_routed() {
        let table = routes();
        let distinct: HashSet<_> = table.iter().map(|route| (route.method.clone(), route.path.clone())).collect();
        assert_eq!(distinct.len(), table.len());
        // Building panics on addresses that contradict each other.
        let _ = build(work()).merge(build(probes()));
    }

    #[test]
    fn every_entity_has_its_operations_under_each_name_and_mount() {
        let table = routes();
        for (segment, entity) in catalogue::segments() {
            for mount in MOUNTS {
                let base = format!("{mount}/{segment}");
                let of_entity =
                    |route: &&RouteInfo| route.path == base || route.path.starts_with(&format!("{base}/{{id}}"));
                let of_followers = if entity.followable { 3 } else { 0 };
                assert_eq!(table.iter().filter(of_entity).count(), 6 + of_followers, "{base}");
            }
        }
    }

    #[test]
    fn what_is_open_to_anybody_is_a_short_list() {
        let open: HashSet<_> =
            routes().into_iter().filter(|route| route.auth == Auth::Public).map(|route| route.operation).collect();
        let expected = ["accept_invitation", "jwks", "live", "login", "ready", "refresh", "register"];
        assert_eq!(open, expected.into_iter().map(str::to_owned).collect());
    }
}
