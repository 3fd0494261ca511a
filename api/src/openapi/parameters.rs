//! Parameters: ids, headers, and the queries of lists.

use plenum_app::{DEFAULT_LIMIT, MAX_LIMIT, jobs::JobState, platform::tenants::TenantStatus};
use plenum_shared::{catalogue::Entity, schemas::SchemaNames, search, type_name::type_name};
use serde_json::{Value, json};

use crate::contract::{Operation, Parameters, RequestPart, Schemas, search_schemas};

/// The parameters of every history.
const HISTORY: [&str; 6] = ["Limit", "Cursor", "Type", "Actor", "From", "To"];

/// The parameters of an operation.
pub(super) fn of(route: &Operation, schemas: &mut Schemas) -> Vec<Value> {
    let mut parameters = ids(route);
    if route.parts.contains(&RequestPart::IfMatch) {
        parameters.push(reference("IfMatch"));
    }
    if route.parts.contains(&RequestPart::IfNoneMatch) {
        parameters.push(reference("IfNoneMatch"));
    }
    if route.parts.contains(&RequestPart::Languages) {
        parameters.push(reference("AcceptLanguage"));
    }
    match route.contract.parameters {
        Parameters::None => {}
        Parameters::Page => parameters.extend([reference("Limit"), reference("Cursor")]),
        Parameters::Notifications => parameters.extend(of_notifications(schemas)),
        Parameters::Jobs => parameters.extend(of_jobs(schemas)),
        Parameters::Record(entity) => parameters.extend([include(entity, schemas), reference("AsOf")]),
        Parameters::Records(entity) => parameters.extend(of_records(entity, schemas)),
        Parameters::RecordCount(entity) => {
            parameters.extend([group_by(entity, schemas), search_text(entity), filter(entity)]);
        }
        Parameters::Tenants => parameters.extend(["Limit", "Cursor", "TenantStatus"].map(reference)),
        Parameters::ChangeSets => parameters.extend(["Limit", "Cursor", "Author"].map(reference)),
        Parameters::History => parameters.extend(HISTORY.map(reference)),
        Parameters::TenantAudit => parameters.extend(HISTORY.into_iter().chain(["Entity"]).map(reference)),
    }
    parameters
}

/// The ids in the path of an operation.
pub(super) fn ids(route: &Operation) -> Vec<Value> {
    let ids = route.parts.iter().filter_map(|part| match part {
        RequestPart::Ids(names) => Some(names.iter().map(|name| reference(&type_name(name)))),
        _ => None,
    });
    ids.flatten().collect()
}

/// The parameters that operations share.
pub(super) fn components(schemas: &mut Schemas) -> Value {
    let count = search_schemas::count(schemas);
    let status = schemas.output::<TenantStatus>();
    let id = |name: &str, description: &str| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": description,
            "schema": { "type": "string", "format": "uuid" }
        })
    };
    json!({
        "Id": id("id", "An id in the form in which the API writes it. A malformed id is not found."),
        "UserId": id("userId", "The id of a member."),
        "IfMatch": {
            "name": "If-Match",
            "in": "header",
            "description": "Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.",
            "schema": { "type": "string", "pattern": "^(\\*|(W/)?\"[!#-~]*\"( *, *(W/)?\"[!#-~]*\")*)$" },
            "example": "\"v3\""
        },
        "IfNoneMatch": {
            "name": "If-None-Match",
            "in": "header",
            "description": "Answer 304 if this is still the `ETag`.",
            "schema": { "type": "string" }
        },
        "AcceptLanguage": {
            "name": "Accept-Language",
            "in": "header",
            "description": "The languages of texts, the best first or by weight (RFC 9110). Without one that the server has, the caller's `locale` setting decides, then the tenant's.",
            "schema": { "type": "string" },
            "example": "de-AT, en;q=0.8"
        },
        "Limit": {
            "name": "limit",
            "in": "query",
            "description": "The number of items on a page.",
            "schema": { "type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT }
        },
        "Cursor": {
            "name": "cursor",
            "in": "query",
            "description": "The `next` or `prev` of another page of the same list, with the same filter, sort and fields.",
            "schema": { "type": "string" }
        },
        "Page": {
            "name": "page",
            "in": "query",
            "description": "A page by its number instead of a cursor. At most 10,000 records are skipped.",
            "schema": { "type": "integer", "minimum": 1, "maximum": search_schemas::MAX_PAGE }
        },
        "Count": {
            "name": "count",
            "in": "query",
            "description": "Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000.",
            "schema": count
        },
        "TenantStatus": {
            "name": "status",
            "in": "query",
            "description": "Only tenants of this status.",
            "schema": status
        },
        "Type": {
            "name": "type",
            "in": "query",
            "description": "Only these types of events and, in a timeline, kinds of activities.",
            "style": "form",
            "explode": false,
            "schema": {
                "type": "array",
                "minItems": 1,
                "maxItems": 20,
                "items": { "type": "string", "pattern": "^[a-z_]{1,64}(\\.[a-z_]{1,64})?$" }
            },
            "example": ["deal.updated"]
        },
        "Actor": {
            "name": "actor",
            "in": "query",
            "description": "Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`.",
            "schema": {
                "type": "string",
                "pattern": "^(user|system|service|automation|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$"
            }
        },
        "Author": {
            "name": "actor",
            "in": "query",
            "description": "Only change sets of the member with this id.",
            "schema": { "type": "string", "format": "uuid" }
        },
        "AsOf": {
            "name": "asOf",
            "in": "query",
            "description": "The record as it was at this time, if the caller can see it now and could see it then.",
            "schema": { "type": "string", "format": "date-time" }
        },
        "From": {
            "name": "from",
            "in": "query",
            "description": "Only entries at this time or later.",
            "schema": { "type": "string", "format": "date-time" }
        },
        "To": {
            "name": "to",
            "in": "query",
            "description": "Only entries before this time.",
            "schema": { "type": "string", "format": "date-time" }
        },
        "Entity": {
            "name": "entity",
            "in": "query",
            "description": "Only entries about this kind of thing: `deal`, `user`, `role`.",
            "schema": { "type": "string", "pattern": "^[a-z_]{1,64}$" }
        }
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn of_notifications(schemas: &mut Schemas) -> [Value; 4] {
    let unread = json!({
        "name": "unread",
        "in": "query",
        "description": "Only unread notifications, or only read ones.",
        "schema": { "type": "boolean" }
    });
    let categories = schemas.catalogue().notification_categories().names();
    let categories = json!({ "type": "string", "enum": categories });
    let category = json!({
        "name": "category",
        "in": "query",
        "description": "Only notifications of this category.",
        "schema": schemas.named("NotificationCategory".to_owned(), categories)
    });
    [reference("Limit"), reference("Cursor"), unread, category]
}

fn of_jobs(schemas: &mut Schemas) -> [Value; 4] {
    let states = json!({ "type": "string", "enum": JobState::ALL.map(JobState::as_str) });
    let state = json!({
        "name": "state",
        "in": "query",
        "description": "Only jobs in this state.",
        "schema": schemas.named("JobState".to_owned(), states)
    });
    let kind = json!({
        "name": "kind",
        "in": "query",
        "description": "Only jobs of this kind.",
        "schema": { "type": "string", "pattern": "^[a-z_]{1,60}$" }
    });
    [reference("Limit"), reference("Cursor"), state, kind]
}

fn of_records(entity: &'static Entity, schemas: &mut Schemas) -> Vec<Value> {
    let shared = ["Limit", "Cursor", "Page", "Count"].map(reference);
    let sort = list(
        "sort",
        "The order, `-` for descending. Without it the newest come first. Each field at most once.",
        search_schemas::sort(entity, schemas),
    );
    let fields = list(
        "fields",
        "Only these fields of each record; the id is always included.",
        search_schemas::fields(entity, schemas),
    );
    let own = [sort, fields, include(entity, schemas), search_text(entity), filter(entity)];
    shared.into_iter().chain(own).collect()
}

/// A parameter with several values, separated by commas.
fn list(name: &str, description: &str, schema: Value) -> Value {
    json!({
        "name": name,
        "in": "query",
        "description": description,
        "style": "form",
        "explode": false,
        "schema": schema
    })
}

fn include(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    list("include", "Related records to add under `included`.", search_schemas::include(entity, schemas))
}

fn group_by(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let description = "Counts by the values of one field or two. Dates and times are counted by periods in the \
                       caller's zone; a period is named by its first day.";
    list("groupBy", description, search_schemas::group_by(entity, schemas))
}

fn search_text(entity: &'static Entity) -> Value {
    let searched = entity.fields().filter(|field| field.searched);
    let searched: Vec<_> = searched.map(|field| format!("`{}`", field.name)).collect();
    let description = format!(
        "Only records that have each of these words in {}; of the last, the beginning is enough. At most {} words of \
         letters and digits, and one at least.",
        searched.join(", "),
        search::MAX_WORDS
    );
    json!({
        "name": "q",
        "in": "query",
        "description": description,
        "schema": { "type": "string", "minLength": 1, "maxLength": search::MAX_TEXT },
        "example": "acme ren"
    })
}

/// Conditions by field. The same in brackets is for people, and no schema describes it.
fn filter(entity: &'static Entity) -> Value {
    let description = format!(
        "Only matching records: a `{}` as JSON text. Shorter in brackets: `filter[field]=value` for records with this \
         value, `filter[field][operator]=value` for any operator, and groups such as \
         `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.",
        search_schemas::filter_name(entity)
    );
    json!({
        "name": "filter",
        "in": "query",
        "description": description,
        "schema": { "type": "string" },
        "example": "{\"createdAt\":{\"gte\":\"2026-01-01T00:00:00Z\"}}"
    })
}
