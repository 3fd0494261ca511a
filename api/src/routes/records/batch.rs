use axum::response::{IntoResponse, Response};
use plenum_app::records::{self, BatchOutcome, ItemOutcome, MAX_OPERATIONS, OnFailure, Operation, RecordView};
use plenum_shared::{
    Code, Error, Result,
    caller::Identity,
    catalogue::Entity,
    error::{FieldError, MAX_FIELD_ERRORS},
    ids::{ChangeSetId, RecordId},
    plan::PlanRefusal,
    schemas::RecordFields,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    extract::{Fields, JsonObject},
    problem::Problem,
    routes::answer::{EVENT_CURSOR, data, header_value},
    state::Api,
};

/// Operations on records of one entity, done in their order.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct Batch {
    /// Whether nothing is done when an operation is refused.
    atomic: Option<bool>,
    #[schemars(length(min = 1, max = MAX_OPERATIONS))]
    operations: Vec<BatchOperation>,
}

/// One operation of a batch.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct BatchOperation {
    op: BatchOp,
    /// The record, of all operations but `create`; each record once.
    id: Option<RecordId>,
    /// The version that a patch, replacement or deletion is for.
    #[schemars(range(min = 1))]
    if_match: Option<i64>,
    /// Of `create`, `patch` and `replace`: the body that the operation by itself takes.
    #[schemars(with = "Option<RecordFields>")]
    data: Option<Value>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BatchOp {
    Create,
    Patch,
    Replace,
    Delete,
    Restore,
}

/// What became of a batch.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BatchResults")]
pub(crate) struct BatchResults {
    /// The change set of all that was done. Null when nothing was written.
    change_set: Option<ChangeSetId>,
    /// Of each operation, in their order.
    results: Vec<BatchResult>,
}

/// What became of an operation.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BatchResult")]
struct BatchResult {
    op: BatchOp,
    status: BatchStatus,
    /// The record of an operation that was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<RecordId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<RecordFields>")]
    record: Option<Map<String, Value>>,
    /// Of an operation that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<BatchError>,
}

/// Whether an operation was done.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum BatchStatus {
    Done,
    Refused,
}

/// Why an operation was refused.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BatchError")]
struct BatchError {
    #[schemars(with = "Code")]
    code: &'static str,
    message: String,
    /// What is wrong with single fields, by their place in the `data` of the operation.
    errors: Vec<FieldError>,
    // What the plan of the tenant refuses, when that is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PlanRefusal")]
    plan: Option<PlanRefusal>,
}

/// Does several operations in one transaction and one change set.
pub(crate) async fn batch(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let (batch, ops) = read(body)?;
    let BatchOutcome { change_set, items, cursor } = records::batch(&api.app, &identity, entity, batch).await?;
    let results = ops.into_iter().zip(items).map(|(op, item)| result(op, item)).collect();
    let cursor = header_value(&cursor)?;
    Ok(([(EVENT_CURSOR, cursor)], data(BatchResults { change_set, results })).into_response())
}

fn result(op: BatchOp, item: ItemOutcome) -> BatchResult {
    match item {
        Ok(RecordView { record, id, version, .. }) => {
            let record = (!matches!(op, BatchOp::Delete)).then_some(record);
            BatchResult { op, status: BatchStatus::Done, id: Some(id), version: Some(version), record, error: None }
        }
        Err(error) => {
            let (code, message) = (error.code().as_str(), error.message().to_owned());
            let error = BatchError { code, message, errors: error.fields().to_vec(), plan: error.plan().cloned() };
            BatchResult { op, status: BatchStatus::Refused, id: None, version: None, record: None, error: Some(error) }
        }
    }
}

/// The batch in a body, and what each of its operations does.
fn read(body: Map<String, Value>) -> Result<(records::Batch, Vec<BatchOp>)> {
    let mut fields = Fields::new(body);
    let atomic = fields.flag("atomic").unwrap_or(false);
    let given = fields.value("operations");
    fields.done()?;
    let wrong = |pointer: &str, code: Code, why: String| {
        Err(Error::invalid(vec![FieldError::new(pointer, code).with_message(why)]))
    };
    let given = match given {
        Some(Value::Array(given)) => given,
        Some(_) => return wrong("/operations", Code::InvalidValue, "must be a list".to_owned()),
        None => return wrong("/operations", Code::MissingField, Code::MissingField.summary().to_owned()),
    };
    if given.len() > MAX_OPERATIONS {
        let why = format!("expected at most {MAX_OPERATIONS} operations");
        return wrong("/operations", Code::TooManyOperations, why);
    }
    let (mut operations, mut ops, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for (index, operation) in given.into_iter().enumerate() {
        match read_operation(operation) {
            Ok((operation, op)) => {
                operations.push(operation);
                ops.push(op);
            }
            Err(error) => errors.extend(error.within(&format!("/operations/{index}")).fields().iter().cloned()),
        }
        if errors.len() >= MAX_FIELD_ERRORS {
            break;
        }
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let on_failure = if atomic { OnFailure::UndoAll } else { OnFailure::GoOn };
    Ok((records::Batch { operations, on_failure }, ops))
}

fn read_operation(given: Value) -> Result<(Operation, BatchOp)> {
    let Value::Object(given) = given else {
        return Err(Error::new(Code::InvalidValue).with_message("must be an object"));
    };
    let mut fields = Fields::new(given);
    let word = fields.text("op");
    let op = match word.as_str() {
        "create" => BatchOp::Create,
        "patch" => BatchOp::Patch,
        "replace" => BatchOp::Replace,
        "delete" => BatchOp::Delete,
        "restore" => BatchOp::Restore,
        // A missing one is already reported.
        "" => return Err(fields.done().err().unwrap_or_else(|| Error::field("/op", Code::InvalidValue))),
        _ => {
            let expected = "expected create, patch, replace, delete or restore";
            return Err(Error::invalid(vec![FieldError::new("/op", Code::InvalidValue).with_message(expected)]));
        }
    };
    let operation = match op {
        BatchOp::Create => Operation::Create { data: fields.required_object("data") },
        BatchOp::Patch => Operation::Patch {
            id: fields.required_id("id"),
            if_match: version(&mut fields),
            data: fields.required_object("data"),
        },
        BatchOp::Replace => Operation::Replace {
            id: fields.required_id("id"),
            if_match: version(&mut fields),
            data: fields.required_object("data"),
        },
        BatchOp::Delete => Operation::Delete { id: fields.required_id("id"), if_match: version(&mut fields) },
        BatchOp::Restore => Operation::Restore { id: fields.required_id("id") },
    };
    fields.done()?;
    Ok((operation, op))
}

fn version(fields: &mut Fields) -> Option<i64> {
    let version = fields.whole("ifMatch", i64::MAX.unsigned_abs(), "must be the number of a version");
    version.and_then(|version| i64::try_from(version).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(body: &Value) -> Vec<(String, &'static str)> {
        let error = read(body.as_object().cloned().unwrap_or_default()).err().unwrap_or_else(|| panic!("{body}"));
        assert_eq!(error.code(), Code::Invalid);
        error.fields().iter().map(|field| (field.pointer.clone(), field.code)).collect()
    }

    #[test]
    fn problems_point_into_the_body() {
        let id = "0190b5a4-6f00-7000-8000-000000000001";
        let one = |operation: Value| json!({ "operations": [{ "op": "restore", "id": id }, operation] });
        for (body, pointer, code) in [
            (json!({}), "/operations", "missing_field"),
            (json!({ "operations": {} }), "/operations", "invalid_value"),
            (json!({ "operations": [], "atomic": "yes" }), "/atomic", "invalid_value"),
            (json!({ "operations": vec![1; MAX_OPERATIONS + 1] }), "/operations", "too_many_operations"),
            (one(json!(1)), "/operations/1", "invalid_value"),
            (one(json!({ "id": id })), "/operations/1/op", "missing_field"),
            (one(json!({ "op": "merge", "id": id })), "/operations/1/op", "invalid_value"),
            (one(json!({ "op": "create" })), "/operations/1/data", "missing_field"),
            (one(json!({ "op": "create", "data": {}, "id": id })), "/operations/1/id", "unknown_field"),
            (one(json!({ "op": "delete", "id": "x" })), "/operations/1/id", "invalid_value"),
            (one(json!({ "op": "delete", "id": id, "ifMatch": "v1" })), "/operations/1/ifMatch", "invalid_value"),
        ] {
            assert!(refused(&body).contains(&(pointer.to_owned(), code)), "{body}");
        }
    }

    #[test]
    fn operations_of_a_body_keep_their_order() {
        let id = "0190b5a4-6f00-7000-8000-000000000001";
        let body = json!({ "atomic": true, "operations": [
            { "op": "create", "data": { "title": "a" } },
            { "op": "patch", "id": id, "ifMatch": 3, "data": {} },
            { "op": "delete", "id": id },
        ] });
        let (batch, ops) = read(body.as_object().cloned().unwrap_or_default()).expect("a batch");
        assert_eq!((batch.on_failure, batch.operations.len(), ops.len()), (OnFailure::UndoAll, 3, 3));
        let record: RecordId = id.parse().expect("an id");
        assert_eq!(batch.operations[1], Operation::Patch { id: record, if_match: Some(3), data: Map::new() });
    }
}
