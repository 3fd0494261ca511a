//! Valid requests: for each operation a body, and something of its own that it may use up.

use http::Method;
use plenum_shared::catalogue::{Entity, FieldKind, Ownership, Writable};
use plenum_testkit::{
    http::{Answer, Client},
    people::{Person, short_id},
};
use serde_json::{Value, json};

use super::{document::Operation, expected::Place};
use crate::coverage::{Records, change_of, id_of};

/// An administrator who makes what the requests of others are about.
pub(super) struct Desk {
    pub(super) admin: Person,
    pub(super) records: Records,
    pub(super) other_team: String,
}

impl Desk {
    /// One of everything, and a second team.
    pub(super) async fn of(admin: &Person, canary: &str) -> Self {
        let records = Records::of(admin, canary).await;
        let team = json!({ "name": format!("{canary} {}", short_id()) });
        let other_team = id_of(&admin.http.post("/api/v1/teams", &team).await.expect(201).data());
        Self { admin: admin.clone(), records, other_team }
    }

    /// What was named in the path, as this operation names it.
    pub(super) fn path(&self, operation: &Operation, id: &str, user: &str) -> String {
        let path = operation.path.replace("{id}", id).replace("{userId}", user);
        assert!(!path.contains('{'), "no words for what is named in {path}");
        path
    }

    /// A valid body. `path` is the operation's, with its ids.
    ///
    /// # Panics
    /// When there is none yet for an operation that takes one.
    pub(super) async fn body(&self, operation: &Operation, path: &str) -> Option<Value> {
        if !operation.takes_body {
            return None;
        }
        let name = operation.name.as_str();
        Some(match (name, operation.entity()) {
            (_, Some(entity)) if name.starts_with("create_") => self.records.body(entity, &short_id()),
            (_, Some(_)) if name.starts_with("patch_") => change_of(path),
            (_, Some(_)) if name.starts_with("replace_") => self.admin.http.get(path).await.expect(200).data(),
            ("patch_tenant" | "patch_team" | "patch_role" | "create_team" | "create_role", _) => {
                json!({ "name": format!("new {}", short_id()) })
            }
            ("create_invitation", _) => {
                json!({ "email": format!("{}@example.com", short_id()), "role": "read_only" })
            }
            ("create_service_account", _) => json!({ "name": short_id(), "role": "read_only" }),
            ("patch_user", _) => json!({ "status": "active" }),
            ("update_me", _) => json!({ "firstName": "Mo" }),
            ("mark_all_notifications_read" | "put_notification_preferences" | "rotate_service_account_secret", _) => {
                json!({})
            }
            ("suspend_tenant" | "reactivate_tenant", _) => json!({ "reason": "none" }),
            // What these check is who somebody is, and that has tests of its own: here it is whether they ask for a
            // body.
            ("login" | "register" | "refresh" | "token" | "accept_invitation" | "change_password", _) => json!({}),
            _ => panic!("there is no valid request yet for {name}, {}", operation.path),
        })
    }

    /// What an operation uses up is made for it. For all others it is nothing.
    pub(super) async fn fresh(&self, operation: &Operation, owner: &Owner) -> Option<String> {
        let made = async |path: &str, body: Value| id_of(&self.admin.http.post(path, &body).await.expect(201).data());
        let name = || json!({ "name": format!("used up {}", short_id()) });
        match (operation.name.as_str(), operation.entity()) {
            (name, Some(entity)) if name.starts_with("delete_") || name.starts_with("restore_") => {
                let id = self.record(entity, owner).await;
                if name.starts_with("restore_") {
                    self.admin.http.delete(&format!("/api/v1/{}/{id}", entity.plural)).await.expect(204);
                }
                Some(id)
            }
            ("delete_team" | "add_team_member", _) => Some(made("/api/v1/teams", name()).await),
            ("remove_team_member", _) => {
                let team = made("/api/v1/teams", name()).await;
                let seat = format!("/api/v1/teams/{team}/members/{}", owner.user);
                self.admin.http.ask(Method::PUT, &seat).send().await.expect(204);
                Some(team)
            }
            ("delete_service_account", _) => {
                let machine = json!({ "name": format!("used up {}", short_id()), "role": "read_only" });
                Some(made("/api/v1/service-accounts", machine).await)
            }
            ("delete_role", _) => Some(made("/api/v1/roles", name()).await),
            ("withdraw_invitation", _) => {
                let invite = json!({ "email": format!("{}@example.com", short_id()), "role": "read_only" });
                Some(made("/api/v1/invitations", invite).await)
            }
            _ => None,
        }
    }

    /// A new record that belongs to these.
    pub(super) async fn record(&self, entity: &Entity, owner: &Owner) -> String {
        let mut body = self.records.body(entity, &short_id());
        if entity.ownership == Ownership::Owned {
            body["ownerId"] = json!(owner.user);
            body["teamId"] = json!(owner.team);
        }
        id_of(&self.admin.http.post(&format!("/api/v1/{}", entity.plural), &body).await.expect(201).data())
    }
}

/// Who a record belongs to.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    pub(super) user: String,
    pub(super) team: Option<String>,
}

impl Owner {
    /// At this place as `member` sees it, who is in the first team.
    pub(super) fn at(place: Place, member: &Person, desk: &Desk) -> Self {
        let admin = desk.admin.user.to_string();
        match place {
            Place::Own => Self { user: member.user.to_string(), team: None },
            Place::Team => Self { user: admin, team: Some(desk.records.named_by("/teams").to_owned()) },
            Place::OtherTeam => Self { user: admin, team: Some(desk.other_team.clone()) },
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

pub(super) async fn ask(client: &Client, operation: &Operation, path: &str, body: Option<&Value>) -> Answer {
    let ask = client.ask(operation.method.clone(), path);
    match body {
        Some(body) => ask.json(body).send().await,
        None => ask.send().await,
    }
}
