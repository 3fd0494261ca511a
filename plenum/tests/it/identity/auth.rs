//! Registration, sign-in and logout, and every token that must be refused.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use plenum_shared::{clock::Source, secrets::MasterKey, tokens::AccessClaims, tokens::SigningKeys};
use plenum_testkit::{
    Plenum,
    http::Answer,
    people::{Person, short_id},
    signalr::HubClient,
};
use serde_json::{Value, json};

use crate::plenum;

const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";
const ME: &str = "/api/v1/auth/me";

/// A token signed with the installation's own key, for claims that it would not issue.
pub(crate) fn reissued(plenum: &Plenum, person: &Person, change: impl FnOnce(&mut AccessClaims)) -> String {
    let keys = plenum.keys().signing();
    let mut claims = keys.verify(&person.access_token, Source::system().now()).expect("a token of this installation");
    change(&mut claims);
    keys.issue(&claims)
}

#[tokio::test]
async fn registration_signs_in_and_allows_further_sign_ins() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let me = admin.http.get(ME).await.expect(200).data();
    assert_eq!(me["user"]["email"], admin.email.as_str());
    assert_eq!(me["user"]["role"], "tenant_admin");
    assert_eq!(me["tenant"]["id"], json!(admin.tenant));
    assert!(me["permissions"].as_array().is_some_and(|all| all.iter().any(|one| one["permission"] == "deals.write")));
    assert_eq!(admin.http.get("/api/v1/auth/profile").await.expect(200).data(), me);

    let again = plenum.sign_in(&admin.email.to_uppercase(), &admin.password).await;
    assert_eq!((again.user, again.tenant), (admin.user, admin.tenant));
    assert_ne!(again.access_token, admin.access_token);

    let body = json!({
        "email": admin.email, "password": "another-harbor-43-Quill",
        "firstName": "Eve", "lastName": "Else", "company": "Else",
    });
    let before = plenum.fingerprint().await;
    plenum.anonymous().post("/api/v1/auth/register", &body).await.expect_problem(409, "registration_refused");
    let weak = json!({ "email": "new@example.com", "password": "password1", "firstName": "", "lastName": "L", "company": "C" });
    let problem = plenum.anonymous().post("/api/v1/auth/register", &weak).await.expect_problem(422, "invalid").json();
    let pointers: Vec<_> = problem["errors"].as_array().into_iter().flatten().map(|error| &error["pointer"]).collect();
    assert_eq!(pointers, ["/firstName", "/password"]);
    assert!(!problem.to_string().contains("password1"));
    assert_eq!(plenum.fingerprint().await, before);
}

#[tokio::test]
async fn access_tokens_verify_with_the_published_keys() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let keys = plenum.anonymous().get("/.well-known/jwks.json").await.expect(200).json();
    let (signed, signature) = admin.access_token.rsplit_once('.').expect("three parts");
    let (header, payload) = signed.split_once('.').expect("three parts");
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64url");
    let header: Value = serde_json::from_slice(&decoded(header)).expect("a header");
    assert_eq!((&header["alg"], &header["typ"]), (&json!("EdDSA"), &json!("at+jwt")));
    let key = keys["keys"].as_array().into_iter().flatten().find(|key| key["kid"] == header["kid"]);
    let key = decoded(key.expect("the key of the token")["x"].as_str().expect("its public half"));
    let key = ed25519_dalek::VerifyingKey::from_bytes(key.as_slice().try_into().expect("32 bytes")).expect("a key");
    let signature = ed25519_dalek::Signature::from_slice(&decoded(signature)).expect("a signature");
    key.verify_strict(signed.as_bytes(), &signature).expect("the signature is of this key");

    let claims: Value = serde_json::from_slice(&decoded(payload)).expect("claims");
    for name in ["iss", "aud", "iat", "exp", "jti", "sub", "tid", "sid", "role", "email", "permVer"] {
        assert!(!claims[name].is_null(), "{name} in {claims}");
    }
    assert_eq!(claims["exp"].as_i64().unwrap_or(0) - claims["iat"].as_i64().unwrap_or(0), 15 * 60);
    assert!(!keys.to_string().contains("\"d\""), "only public halves are published");
}

#[tokio::test]
async fn answers_do_not_reveal_which_accounts_exist() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let other = plenum.admin("other").await;
    let attempt = async |body: Value| plenum.anonymous().post(LOGIN, &body).await;
    let wrong = attempt(json!({ "email": admin.email, "password": "wrong-harbor-41" })).await;
    let wrong = wrong.expect_problem(401, "invalid_credentials");
    for body in [
        json!({ "email": format!("{}@example.com", short_id()), "password": "wrong-harbor-41" }),
        json!({ "email": "not an address", "password": "wrong-harbor-41" }),
        json!({ "email": admin.email, "password": "" }),
        json!({ "email": admin.email, "password": "x".repeat(100_000) }),
        json!({ "email": admin.email, "password": admin.password, "tenantId": other.tenant }),
    ] {
        let answer = attempt(body).await;
        assert_eq!(answer.anonymous(), wrong.anonymous());
    }
}

#[tokio::test]
async fn a_refresh_token_works_once_and_can_be_repeated_after_a_lost_answer() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let refresh = async |token: &str| plenum.anonymous().post(REFRESH, &json!({ "refreshToken": token })).await;
    let tokens = |answer: &Answer| {
        let data = answer.data();
        let text = |name: &str| data["tokens"][name].as_str().expect("a token").to_owned();
        (text("accessToken"), text("refreshToken"))
    };
    let first = refresh(&admin.refresh_token).await.expect(200);
    // Twenty tabs wake up at once: all get the same child.
    let (a, b, c) =
        tokio::join!(refresh(&admin.refresh_token), refresh(&admin.refresh_token), refresh(&admin.refresh_token));
    for again in [a, b, c] {
        assert_eq!(tokens(&again.expect(200)).1, tokens(&first).1, "the same child");
    }
    let (access, child) = tokens(&first);
    assert_ne!(child, admin.refresh_token);
    plenum.anonymous().with_bearer(&access).get(ME).await.expect(200);
    let (_, grandchild) = tokens(&refresh(&child).await.expect(200));

    // Now the first token is two generations old, so a copy of it must exist.
    refresh(&admin.refresh_token).await.expect_problem(401, "invalid_refresh_token");
    refresh(&grandchild).await.expect_problem(401, "invalid_refresh_token");
    plenum.anonymous().with_bearer(&access).get(ME).await.expect_problem(401, "unauthenticated");
    let kinds: Vec<_> = plenum.log(admin.tenant).await.into_iter().map(|entry| entry.kind).collect();
    assert!(kinds.ends_with(&["session.ended".to_owned(), "access.changed".to_owned()]), "{kinds:?}");

    for bad in ["", "plr_", "plr_AAAA", "x", &"y".repeat(10_000), &admin.access_token] {
        refresh(bad).await.expect_problem(401, "invalid_refresh_token");
    }
}

#[tokio::test]
async fn a_logout_ends_every_token_of_the_session() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let other = plenum.sign_in(&admin.email, &admin.password).await;
    admin.http.post("/api/v1/auth/logout", &json!({})).await.expect(204);
    admin.http.get(ME).await.expect_problem(401, "unauthenticated");
    let body = json!({ "refreshToken": admin.refresh_token });
    plenum.anonymous().post(REFRESH, &body).await.expect_problem(401, "invalid_refresh_token");
    other.http.get(ME).await.expect(200);
}

#[tokio::test]
async fn a_member_of_two_tenants_chooses_one_at_sign_in() {
    let plenum = plenum().start().await;
    let (home, away) = (plenum.admin("home").await, plenum.admin("away").await);
    plenum.invited(&away, &home.email, &home.password, "read_only").await;
    let body = |tenant: Value| json!({ "email": home.email, "password": home.password, "tenantId": tenant });
    let login = async |body: Value| plenum.anonymous().post(LOGIN, &body).await;

    let choice = login(body(Value::Null)).await.expect(200).data();
    let mut offered: Vec<_> = choice["selectTenant"].as_array().into_iter().flatten().map(|one| &one["name"]).collect();
    offered.sort_by_key(|name| name.to_string());
    assert_eq!(offered, ["away", "home"]);
    assert!(choice.get("tokens").is_none());
    let there = login(body(json!(away.tenant))).await.expect(200).data();
    assert_eq!(there["tenant"]["id"], json!(away.tenant));
    assert_eq!(there["user"]["role"], "read_only");
    let there = plenum.person(&home.email, &home.password, &there);
    there.http.post("/api/v1/deals", &json!({ "title": "x" })).await.expect_problem(403, "forbidden");
}

#[tokio::test]
async fn forged_expired_and_foreign_tokens_are_refused() {
    let plenum = plenum().start().await;
    let (admin, other) = (plenum.admin("acme").await, plenum.admin("other").await);
    let before = plenum.fingerprint().await;
    let address = plenum.hub(0).address();
    for (name, token) in forgeries(&plenum, &admin, &other) {
        let answer = plenum.anonymous().with_bearer(&token).get(ME).await;
        assert_eq!(answer.status.as_u16(), 401, "{name} over REST");
        answer.expect_problem(401, "unauthenticated");
        let body = json!({ "title": name });
        plenum.anonymous().with_bearer(&token).post("/api/v1/deals", &body).await.expect(401);
        let opened = HubClient::open(address, "/hubs/deals", Some(&token)).await;
        assert_eq!(opened.err().map(|status| status.as_u16()), Some(401), "{name} at the hub");
        let negotiated = plenum.anonymous().at(address).with_bearer(&token);
        let negotiated =
            negotiated.request(http::Method::POST, "/hubs/deals/negotiate?negotiateVersion=1").send().await;
        assert_eq!(negotiated.status.as_u16(), 401, "{name} at negotiation");
    }
    for scheme in ["Basic", "Token", "bearer,"] {
        let header = format!("{scheme} {}", admin.access_token);
        let answer = plenum.anonymous().request(http::Method::GET, ME).header("authorization", &header).send().await;
        answer.expect_problem(401, "unauthenticated");
    }
    // A tenant that is named beside the token can only agree with it.
    let named =
        async |tenant: String| admin.http.request(http::Method::GET, ME).header("x-tenant-id", &tenant).send().await;
    named(admin.tenant.to_string()).await.expect(200);
    named(other.tenant.to_string()).await.expect_problem(403, "tenant_mismatch");
    let path = format!("/hubs/deals?tenant={}", other.tenant);
    let refused = HubClient::open(address, &path, Some(&admin.access_token)).await;
    assert_eq!(refused.err().map(|status| status.as_u16()), Some(403));
    assert_eq!(plenum.fingerprint().await, before);
}

/// Tokens that look like one and are none.
fn forgeries(plenum: &Plenum, admin: &Person, other: &Person) -> Vec<(String, String)> {
    let token = &admin.access_token;
    let mut parts = token.split('.');
    let (header, payload, signature) =
        (parts.next().expect("a header"), parts.next().expect("claims"), parts.next().expect("a signature"));
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
    };
    let write = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let (honest, claims) = (read(header), read(payload));
    let with = |name: &str, value: Value| {
        let mut header = honest.clone();
        header[name] = value;
        header
    };
    let mut found = Vec::new();
    for alg in ["none", "None", "NONE", "nOnE"] {
        found.push((format!("alg {alg}"), format!("{}.{payload}.", write(&with("alg", json!(alg))))));
        found
            .push((format!("alg {alg}, signed"), format!("{}.{payload}.{signature}", write(&with("alg", json!(alg))))));
    }
    // The public key as the secret of a symmetric signature.
    let public = plenum.keys().signing().jwks()["keys"][0]["x"].as_str().expect("a key").to_owned();
    for secret in [public.clone().into_bytes(), URL_SAFE_NO_PAD.decode(&public).expect("base64url")] {
        let head = format!("{}.{payload}", write(&with("alg", json!("HS256"))));
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&secret).expect("any length");
        mac.update(head.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        found.push(("HS256 with the public key".to_owned(), format!("{head}.{signature}")));
    }
    for (name, value) in [
        ("kid", json!("../../dev/null")),
        ("kid", json!("unknown")),
        ("kid", json!("k".repeat(3_000))),
        ("kid", json!(["a"])),
        ("typ", json!("JWT")),
        ("jwk", json!({ "kty": "OKP" })),
        ("jku", json!("http://127.0.0.1/keys")),
        ("x5u", json!("http://127.0.0.1/keys")),
        ("crit", json!(["exp"])),
    ] {
        found.push((format!("header {name}"), format!("{}.{payload}.{signature}", write(&with(name, value)))));
    }
    let mut promoted = claims.clone();
    promoted["tid"] = json!(other.tenant);
    found.push(("changed claims".to_owned(), format!("{header}.{}.{signature}", write(&promoted))));
    found.push(("no signature".to_owned(), format!("{header}.{payload}.")));
    found.push(("another signature".to_owned(), format!("{header}.{payload}.{}", URL_SAFE_NO_PAD.encode([7; 64]))));
    found.push(("two parts".to_owned(), format!("{header}.{payload}")));
    found.push(("very long".to_owned(), "a".repeat(5_000)));
    found.push(("a refresh token".to_owned(), admin.refresh_token.clone()));

    // A foreign key, under the id of our key and under an id of its own.
    let source = Source::system();
    let strange = SigningKeys::from_pems("plenum", [SigningKeys::generate_pem(&source).as_str()]).expect("a key");
    let ours = plenum.keys().signing();
    let mine = ours.verify(token, source.now()).expect("a good token");
    let forged = strange.issue(&mine);
    let (signed, signature) = forged.rsplit_once('.').expect("three parts");
    let body = signed.split_once('.').expect("three parts").1;
    found.push(("another key".to_owned(), forged.clone()));
    found.push(("another key under our name".to_owned(), format!("{header}.{body}.{signature}")));

    // Rightly signed, and still not good.
    let wrong = |change: &dyn Fn(&mut AccessClaims)| reissued(plenum, admin, change);
    found.push((
        "expired".to_owned(),
        wrong(&|claims| {
            claims.iat -= 3_600;
            claims.exp = claims.iat + 900;
        }),
    ));
    found.push(("another audience".to_owned(), wrong(&|claims| claims.aud = "other".into())));
    found.push(("another issuer".to_owned(), wrong(&|claims| claims.iss = "other".into())));
    found.push(("another tenant".to_owned(), wrong(&|claims| claims.tid = other.tenant)));
    found.push(("another session".to_owned(), wrong(&|claims| claims.sid = source.uuid().into())));
    found.push(("another user".to_owned(), wrong(&|claims| claims.sub = other.user)));
    found.push(("nobody".to_owned(), wrong(&|claims| claims.sub = source.uuid().into())));
    found.push(("a session of somebody else".to_owned(), {
        let theirs = ours.verify(&other.access_token, source.now()).expect("a good token");
        wrong(&|claims| claims.sid = theirs.sid)
    }));
    let other_master = MasterKey::generate(&source).to_base64();
    found.push(("no token at all".to_owned(), other_master.to_string()));
    found
}

#[tokio::test]
async fn throttled_sign_ins_answer_alike_for_known_and_unknown_accounts() {
    let plenum = plenum().start().await;
    let (admin, other) = (plenum.admin("acme").await, plenum.admin("other").await);
    let attempt = async |email: &str, password: &str| {
        plenum.anonymous().post(LOGIN, &json!({ "email": email, "password": password })).await
    };
    let mut details = Vec::new();
    for email in [admin.email.as_str(), "nobody@example.com"] {
        for _ in 0..5 {
            attempt(email, "wrong-harbor-41").await.expect_problem(401, "invalid_credentials");
        }
        let limited = attempt(email, &admin.password).await.expect_problem(429, "too_many_attempts");
        let seconds: u64 = limited.header("retry-after").and_then(|text| text.parse().ok()).expect("seconds");
        assert!((1..=900).contains(&seconds), "{seconds}");
        assert_eq!(limited.header("ratelimit-policy"), Some("\"sign-in\";q=5;w=900"));
        assert_eq!(limited.header("ratelimit"), Some(format!("\"sign-in\";r=0;t={seconds}").as_str()));
        details.push(limited.json()["detail"].clone());
    }
    assert_eq!(details[0], details[1]);
    attempt(&other.email, &other.password).await.expect(200);
    admin.http.get(ME).await.expect(200);
    let body = json!({ "currentPassword": admin.password, "newPassword": "quite-another-harbor-7" });
    admin.http.post("/api/v1/auth/password", &body).await.expect_problem(429, "too_many_attempts");
}
