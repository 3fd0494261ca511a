//! Parameters: ids, headers, and the queries of lists.

use plenum_app::{DEFAULT_LIMIT, MAX_LIMIT};
use plenum_shared::{
    catalogue::{Catalogue, Entity, FieldKind},
    filter::Operator,
    notification::NotificationCategories,
    search, sort,
};
use serde_json::{Map, Value, json};

use crate::contract::{Operation, Parameters, RequestPart};

/// The parameters of every history.
const HISTORY: [&str; 6] = ["Limit", "Cursor", "Type", "Actor", "From", "To"];

/// The parameters of an operation.
pub(super) fn of(route: &Operation, catalogue: &Catalogue) -> Vec<Value> {
    let mut parameters = ids(route);
    if route.parts.contains(&RequestPart::IfMatch) {
        parameters.push(reference("IfMatch"));
    }
    if route.parts.contains(&RequestPart::IfNoneMatch) {
        parameters.push(reference("IfNoneMatch"));
    }
    match route.contract.parameters {
        Parameters::None => {}
        Parameters::Page => parameters.extend([reference("Limit"), reference("Cursor")]),
        Parameters::Notifications => parameters.extend(of_notifications(catalogue.notification_categories())),
        Parameters::Record(entity) => parameters.push(include(catalogue, entity)),
        Parameters::Records(entity) => parameters.extend(of_records(catalogue, entity)),
        Parameters::Tenants => parameters.extend(["Limit", "Cursor", "TenantStatus"].map(reference)),
        Parameters::History => parameters.extend(HISTORY.map(reference)),
        Parameters::TenantAudit => parameters.extend(HISTORY.into_iter().chain(["Entity"]).map(reference)),
    }
    parameters
}

/// The ids in the path of an operation.
pub(super) fn ids(route: &Operation) -> Vec<Value> {
    let ids = route.parts.iter().filter_map(|part| match part {
        RequestPart::Ids(names) => Some(names.iter().map(|name| reference(name))),
        _ => None,
    });
    ids.flatten().collect()
}

/// The parameters that operations share.
pub(super) fn components() -> Value {
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
        "id": id("id", "An id in the form in which the API writes it. A malformed id is not found."),
        "userId": id("userId", "The id of a member."),
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
            "schema": { "type": "integer", "minimum": 1, "maximum": 10_001 }
        },
        "Count": {
            "name": "count",
            "in": "query",
            "description": "Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000.",
            "schema": { "type": "string", "enum": ["exact", "estimate"] }
        },
        "TenantStatus": {
            "name": "status",
            "in": "query",
            "description": "Only tenants of this status.",
            "schema": { "type": "string", "enum": ["active", "suspended"] }
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
            "description": "Only entries of this user, or of this kind of actor.",
            "schema": {
                "oneOf": [
                    { "type": "string", "format": "uuid" },
                    { "type": "string", "enum": ["user", "system", "service"] }
                ]
            }
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

fn of_notifications(categories: &NotificationCategories) -> [Value; 4] {
    let unread = json!({
        "name": "unread",
        "in": "query",
        "description": "Only unread notifications, or only read ones.",
        "schema": { "type": "boolean" }
    });
    let category = json!({
        "name": "category",
        "in": "query",
        "description": "Only notifications of this category.",
        "schema": { "type": "string", "enum": categories.names() }
    });
    [reference("Limit"), reference("Cursor"), unread, category]
}

fn of_records(catalogue: &Catalogue, entity: &'static Entity) -> Vec<Value> {
    let shared = ["Limit", "Cursor", "Page", "Count"].map(reference);
    shared
        .into_iter()
        .chain([sorting(entity), fields(entity), include(catalogue, entity), search_text(entity), filter(entity)])
        .collect()
}

fn sorting(entity: &'static Entity) -> Value {
    let sortable = entity.fields().filter(|field| sort::is_sortable(field.kind));
    let ways: Vec<_> = sortable.flat_map(|field| [field.name.to_owned(), format!("-{}", field.name)]).collect();
    json!({
        "name": "sort",
        "in": "query",
        "description": "The order, `-` for descending. Without it the newest come first. Each field at most once.",
        "style": "form",
        "explode": false,
        "schema": {
            "type": "array",
            "minItems": 1,
            "maxItems": sort::MAX_FIELDS,
            "uniqueItems": true,
            "items": { "type": "string", "enum": ways }
        },
        "example": ["-createdAt"]
    })
}

fn fields(entity: &'static Entity) -> Value {
    let names: Vec<_> = entity.fields().map(|field| field.name).collect();
    json!({
        "name": "fields",
        "in": "query",
        "description": "Only these fields of each record; the id is always included.",
        "style": "form",
        "explode": false,
        "schema": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": { "type": "string", "enum": names }
        }
    })
}

fn include(catalogue: &Catalogue, entity: &'static Entity) -> Value {
    let names: Vec<_> = catalogue.relations(entity).map(|relation| relation.name()).collect();
    json!({
        "name": "include",
        "in": "query",
        "description": "Related records to add under `included`.",
        "style": "form",
        "explode": false,
        "schema": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": { "type": "string", "enum": names }
        }
    })
}

fn search_text(entity: &'static Entity) -> Value {
    let searched = entity.fields().filter(|field| field.searched.is_some());
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

/// Conditions by field. A schema can only express equality, so the description lists the operators.
fn filter(entity: &'static Entity) -> Value {
    let fields = entity.fields().filter(|field| Operator::of(field.kind).contains(&Operator::Eq));
    let properties: Map<_, _> = fields.map(|field| (field.name.to_owned(), operand(field.kind))).collect();
    let operators: Map<_, _> = entity
        .fields()
        .map(|field| {
            let operators: Vec<_> = Operator::of(field.kind).iter().map(|operator| operator.as_str()).collect();
            (field.name.to_owned(), json!(operators))
        })
        .collect();
    json!({
        "name": "filter",
        "in": "query",
        "description": "Only matching records: `filter[field]=value` for those with this value, \
            `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as \
            `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full.",
        "style": "deepObject",
        "explode": true,
        "x-operators": operators,
        "schema": { "type": "object", "additionalProperties": false, "properties": properties }
    })
}

/// The schema of a value in a query.
fn operand(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Money => {
            json!({ "type": "string", "pattern": "^-?[0-9]{1,18}(\\.[0-9]+)? [A-Z]{3}$", "examples": ["12.50 EUR"] })
        }
        FieldKind::Phone => json!({ "type": "string", "format": "phone" }),
        FieldKind::Timestamp => json!({ "type": "string", "format": "date-time" }),
        other => other.schema(),
    }
}
