//! A record at one moment, in the form it has on the wire: all of its fields, before any mask.
//!
//! The same form is stored in the change log, so that what happened years ago can be judged and shown by the same
//! code as what happens now. A field that an older version of the program did not know is simply absent.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::ids::{RecordId, TeamId, UserId};

/// All fields of one record, by their names on the wire.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Image(Map<String, Value>);

impl Image {
    pub fn get(&self, field: &str) -> &Value {
        self.0.get(field).unwrap_or(&Value::Null)
    }

    pub fn set(&mut self, field: &str, value: Value) {
        self.0.insert(field.to_owned(), value);
    }

    /// Lays a draft over the record; what the draft does not name stays.
    pub fn apply(&mut self, draft: Map<String, Value>) {
        self.0.extend(draft);
    }

    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).as_str()
    }

    pub fn id(&self) -> Option<RecordId> {
        self.uuid("id").map(RecordId::from)
    }

    pub fn version(&self) -> i64 {
        self.get("version").as_i64().unwrap_or(0)
    }

    pub fn owner(&self) -> Option<UserId> {
        self.uuid("ownerId").map(UserId::from)
    }

    pub fn created_by(&self) -> Option<UserId> {
        self.uuid("createdBy").map(UserId::from)
    }

    pub fn team(&self) -> Option<TeamId> {
        self.uuid("teamId").map(TeamId::from)
    }

    pub fn is_deleted(&self) -> bool {
        !self.get("deletedAt").is_null()
    }

    /// The id that a reference field holds.
    pub fn uuid(&self, field: &str) -> Option<Uuid> {
        Uuid::try_parse(self.text(field)?).ok()
    }

    pub fn fields(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl From<Map<String, Value>> for Image {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields)
    }
}
