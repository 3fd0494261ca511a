//! The people of a test: an anonymous client, an administrator, members of other roles, and other tenants.

use http::Method;
use plenum_shared::ids::{TeamId, TenantId, UserId};
use serde_json::{Value, json};

use crate::{Plenum, app, http::Client};

/// A password that is strong enough and contains no name.
const PASSWORD: &str = "tulip-harbor-42-Quill";

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Person {
    pub email: String,
    pub password: String,
    pub user: UserId,
    pub tenant: TenantId,
    pub access_token: String,
    pub refresh_token: String,
    /// REST as this person.
    pub http: Client,
}

impl Plenum {
    /// The administrator of a new tenant.
    pub async fn admin(&self, name: &str) -> Person {
        let email = format!("{name}-{}@example.com", short_id());
        self.secrets().add(PASSWORD);
        let body = json!({
            "email": email, "password": PASSWORD, "firstName": "Ada", "lastName": "Admin", "company": name,
        });
        let answer = self.anonymous().post("/api/v1/auth/register", &body).await.expect(201);
        self.person(&email, PASSWORD, &answer.data())
    }

    /// A new member of the administrator's tenant, in the role with this key, signed in.
    pub async fn member(&self, admin: &Person, role: &str) -> Person {
        let email = format!("{}-{}@example.com", role.replace('_', "-"), short_id());
        self.invited(admin, &email, PASSWORD, role).await
    }

    /// A new member in a new role with this key and these permissions.
    pub async fn member_in_role(&self, admin: &Person, key: &str, permissions: &Value) -> Person {
        admin.create("roles", json!({ "key": key, "name": key, "permissions": permissions })).await;
        self.member(admin, key).await
    }

    /// A person who accepts an invitation. For a known address the password must be the present one.
    pub async fn invited(&self, admin: &Person, email: &str, password: &str, role: &str) -> Person {
        let invited = admin.create("invitations", json!({ "email": email, "role": role })).await;
        let body = json!({
            "token": invited["token"], "password": password, "firstName": "Mo", "lastName": "Member",
        });
        let answer = self.anonymous().post("/api/v1/auth/accept-invitation", &body).await.expect(201);
        self.person(email, password, &answer.data())
    }

    /// Signs an existing person in: another session of theirs.
    pub async fn sign_in(&self, email: &str, password: &str) -> Person {
        let body = json!({ "email": email, "password": password });
        let answer = self.anonymous().post("/api/v1/auth/login", &body).await.expect(200);
        self.person(email, password, &answer.data())
    }

    pub fn person(&self, email: &str, password: &str, signed_in: &Value) -> Person {
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("no text in {signed_in}")).to_owned();
        let id = |value: &Value| text(value).parse::<uuid::Uuid>().expect("an id");
        let access_token = text(&signed_in["tokens"]["accessToken"]);
        Person {
            email: email.to_owned(),
            password: password.to_owned(),
            user: UserId::from(id(&signed_in["user"]["id"])),
            tenant: TenantId::from(id(&signed_in["tenant"]["id"])),
            http: self.anonymous().with_bearer(&access_token),
            refresh_token: text(&signed_in["tokens"]["refreshToken"]),
            access_token,
        }
    }

    /// The same person in another process; this installation learns of its changes only through the log and the bus.
    pub async fn in_another_process(&self, person: &Person) -> app::Person {
        app::Person::bearer(&self.another_process().await, &person.access_token)
    }
}

impl Person {
    /// The open stages of the default pipeline in their order, then won, then lost.
    pub async fn stages(&self) -> Vec<Value> {
        let pipelines = self.http.get("/api/v1/pipelines").await.data();
        let default = pipelines.as_array().into_iter().flatten().find(|pipeline| pipeline["isDefault"] == true);
        let default = default.expect("a default pipeline")["id"].clone();
        let stages = self.http.get("/api/v1/stages?limit=200").await.data();
        let mut stages: Vec<_> = stages.as_array().cloned().unwrap_or_default();
        stages.retain(|stage| stage["pipelineId"] == default);
        stages.sort_by_key(|stage| stage["position"].as_i64());
        stages
    }

    /// Creates a record or resource at a path below `/api/v1/`, and returns the data of the answer.
    pub async fn create(&self, path: &str, fields: Value) -> Value {
        self.http.post(&format!("/api/v1/{path}"), &fields).await.expect(201).data()
    }

    /// A new deal with this title.
    pub async fn deal(&self, title: &str) -> Value {
        self.create("deals", json!({ "title": title })).await
    }

    pub async fn change_deal(&self, deal: &Value, fields: Value) -> Value {
        let id = deal["id"].as_str().expect("a deal's id");
        self.http.patch(&format!("/api/v1/deals/{id}"), &fields).await.expect(200).data()
    }

    /// A new team of these members.
    pub async fn team(&self, name: &str, members: &[UserId]) -> TeamId {
        let team = self.create("teams", json!({ "name": name })).await;
        let team: TeamId = team["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        for member in members {
            self.join_team(*member, team).await;
        }
        team
    }

    pub async fn join_team(&self, member: UserId, team: TeamId) {
        let path = format!("/api/v1/teams/{team}/members/{member}");
        self.http.request(Method::PUT, &path).send().await.expect(204);
    }
}

/// The permission to do everything in a module, under a scope and rules for single fields.
pub fn everything(module: &str, scope: &str, fields: &Value) -> Value {
    json!([
        { "permission": format!("{module}.read"), "scope": scope, "fields": fields },
        { "permission": format!("{module}.write"), "scope": scope, "fields": fields },
        { "permission": format!("{module}.delete"), "scope": scope },
    ])
}

/// Something no other test has.
pub fn short_id() -> String {
    let bytes: [u8; 6] = plenum_shared::clock::Source::system().random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
