//! Valid requests: a body for each operation, and a record of its own for an operation that uses one up.

use http::Method;
use plenum_api::{SampleBody, Target};
use plenum_shared::catalogue::{Entity, FieldKind, Ownership, Writable};
use plenum_testkit::{
    Plenum,
    http::{Answer, Client},
    people::{Person, short_id},
};
use serde_json::{Value, json};

use super::{document::Operation, expected::OwnedBy};
use crate::requests::{Records, collection_path, create_in, id_of};

/// An administrator who creates the targets for the requests of others.
pub(super) struct Fixture {
    pub(super) admin: Person,
    pub(super) records: Records,
    pub(super) other_team: String,
}

impl Fixture {
    /// A target of every kind, and a second team.
    pub(super) async fn of(plenum: &Plenum, admin: &Person, canary: &str) -> Self {
        let records = Records::of(plenum, admin, canary).await;
        let team = json!({ "name": format!("{canary} {}", short_id()) });
        let other_team = id_of(&admin.http.post("/api/v1/teams", &team).await.expect(201).data());
        Self { admin: admin.clone(), records, other_team }
    }

    /// The path of this operation with these ids.
    pub(super) fn path(&self, operation: &Operation, id: &str, user: &str) -> String {
        let path = operation.path.replace("{id}", id).replace("{userId}", user);
        assert!(!path.contains('{'), "no words for what is named in {path}");
        path
    }

    /// A valid body. `path` is the operation's, with its ids.
    pub(super) async fn body(&self, operation: &Operation, path: &str) -> Option<Value> {
        match operation.route.sample {
            Some(SampleBody::RecordAsRead) => Some(self.admin.http.get(path).await.expect(200).data()),
            _ => self.records.body(&operation.route),
        }
    }

    /// A target that the operation uses up, made for it. None for all other operations.
    pub(super) async fn fresh(&self, operation: &Operation, owner: &Owner) -> Option<String> {
        let collection = collection_path(&operation.route);
        match (operation.name.as_str(), &operation.route.target, operation.entity()) {
            (_, Target::UsedUp(_), Some(entity)) => Some(self.record(entity, owner).await),
            (_, Target::UsedUp(_), None) => create_in(&self.admin, collection, "used-up-").await,
            (name, _, Some(entity)) if name.starts_with("restore_") => {
                let id = self.record(entity, owner).await;
                self.admin.http.delete(&format!("/api/v1/{}/{id}", entity.plural)).await.expect(204);
                Some(id)
            }
            ("add_team_member", ..) => create_in(&self.admin, collection, "used-up-").await,
            ("remove_team_member", ..) => {
                let team = create_in(&self.admin, collection, "used-up-").await?;
                let membership = format!("{collection}/{team}/members/{}", owner.user);
                self.admin.http.request(Method::PUT, &membership).send().await.expect(204);
                Some(team)
            }
            _ => None,
        }
    }

    /// A new record that belongs to these.
    pub(super) async fn record(&self, entity: &Entity, owner: &Owner) -> String {
        let mut body = self.records.least(entity, &short_id());
        if entity.ownership == Ownership::Owned {
            body["ownerId"] = json!(owner.user);
            body["teamId"] = json!(owner.team);
        }
        id_of(&self.admin.http.post(&format!("/api/v1/{}", entity.plural), &body).await.expect(201).data())
    }
}

/// The owner of a record.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    pub(super) user: String,
    pub(super) team: Option<String>,
}

impl Owner {
    /// The owner of a record in relation to `member`, who is in the first team.
    pub(super) fn at(owned_by: OwnedBy, member: &Person, fixture: &Fixture) -> Self {
        let admin = fixture.admin.user.to_string();
        match owned_by {
            OwnedBy::Own => Self { user: member.user.to_string(), team: None },
            OwnedBy::Team => Self { user: admin, team: Some(fixture.records.id("teams").to_owned()) },
            OwnedBy::OtherTeam => Self { user: admin, team: Some(fixture.other_team.clone()) },
        }
    }
}

/// The fields of an entity in which a client names something else.
pub(super) fn references(entity: &'static Entity) -> impl Iterator<Item = (&'static str, &'static str)> {
    entity.fields().filter(|field| field.writable != Writable::Never).filter_map(|field| {
        Some(match field.kind {
            FieldKind::Reference(target) => (field.name, target),
            FieldKind::User => (field.name, "users"),
            FieldKind::Team => (field.name, "teams"),
            _ => return None,
        })
    })
}

pub(super) async fn request(client: &Client, operation: &Operation, path: &str, body: Option<&Value>) -> Answer {
    let request = client.request(operation.method.clone(), path);
    match body {
        Some(body) => request.json(body).send().await,
        None => request.send().await,
    }
}
