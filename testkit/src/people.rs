//! The people of a test: nobody, an administrator, members of other roles, and the neighbours.

use plenum_shared::{
    caller::Origin,
    ids::{TenantId, UserId},
};
use serde_json::{Value, json};

use crate::{Plenum, directory::Directory, http::Client};

/// Nobody would guess it, and it is no word of anybody's name.
const PASSWORD: &str = "tulip-harbor-42-Quill";

/// Somebody who is signed in.
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
    pub async fn member(&self, directory: &Directory, admin: &Person, role: &str) -> Person {
        let email = format!("{}-{}@example.com", role.replace('_', "-"), short_id());
        directory.add_member(admin, &email, PASSWORD, role).await;
        self.sign_in(&email, PASSWORD).await
    }

    /// Signs somebody in who is there already: another session of theirs.
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

    /// What makes members and teams, as long as there is no REST for that.
    pub async fn directory(&self) -> Directory {
        Directory::of(self).await
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

    /// A new deal, as it was answered.
    pub async fn deal(&self, title: &str) -> Value {
        self.deal_with(json!({ "title": title })).await
    }

    pub async fn deal_with(&self, fields: Value) -> Value {
        self.http.post("/api/v1/deals", &fields).await.expect(201).data()
    }

    pub async fn change_deal(&self, deal: &Value, fields: Value) -> Value {
        let id = deal["id"].as_str().expect("a deal's id");
        self.http.patch(&format!("/api/v1/deals/{id}"), &fields).await.expect(200).data()
    }

    /// The bare identity, for use cases that have no REST yet.
    pub(crate) fn identity(&self, app: &plenum_app::App) -> plenum_shared::caller::Identity {
        app.identify(&self.access_token, Origin::default()).expect("a person of this installation")
    }
}

/// Something no other test has.
pub fn short_id() -> String {
    let bytes: [u8; 6] = plenum_shared::clock::Source::system().random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
