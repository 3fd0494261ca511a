//! The limits of requests: by caller and tenant, as the plan says, on all nodes together.

use http::Method;
use plenum_testkit::{
    http::{Answer, Client},
    people::Person,
    plenum::Plenum,
    signalr::{HubClient, Incoming},
    wait::{PATIENCE, wait_until},
};
use serde_json::{Value, json};

use super::operators::operator;
use crate::{identity::service_accounts::Machine, plenum};

const PATH: &str = "/api/v1/users/me/settings";

/// Gives the tenant of this person these limits, which hold from the next request on that the API has begun.
async fn limit(plenum: &Plenum, person: &Person, limits: Value) {
    let console = operator(plenum, "super_admin").await;
    let path = format!("/api/v1/platform/tenants/{}/plan", person.tenant);
    console.put(&path, &json!({ "plan": "enterprise", "limits": limits })).await.expect(200);
    person.http.get(PATH).await.expect(200);
}

/// How many of so many requests are answered; the others are refused for this limit.
async fn answered(client: &Client, requests: usize, limit: &str) -> usize {
    let mut count = 0;
    for _ in 0..requests {
        let answer = client.get(PATH).await;
        match answer.status.as_u16() {
            200 => count += 1,
            _ => refused(answer, limit),
        }
    }
    count
}

fn refused(answer: Answer, limit: &str) {
    let answer = answer.expect_problem(429, "rate_limited");
    let policy = answer.header("ratelimit-policy").expect("a policy");
    assert!(policy.starts_with(&format!("\"{limit}\";q=")) && policy.ends_with(";w=900"), "{policy}");
    let seconds = answer.header("retry-after").expect("when to try again");
    assert!((1..=900).contains(&seconds.parse::<u64>().expect("seconds")), "{seconds}");
    assert_eq!(answer.header("ratelimit"), Some(format!("\"{limit}\";r=0;t={seconds}").as_str()));
}

#[tokio::test]
async fn a_person_over_their_limit_is_refused_and_nobody_else() {
    let plenum = plenum().start().await;
    let (ada, rival) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let sam = plenum.member(&ada, "sales_user").await;
    let first = ada.http.get(PATH).await.expect(200);
    let policy = first.header("ratelimit-policy").expect("a policy");
    assert_eq!(policy, "\"person\";q=50000;w=900, \"tenant\";q=1000000;w=900");
    let left = first.header("ratelimit").expect("what is left");
    assert!(left.starts_with("\"person\";r=49") && left.contains(", \"tenant\";r=9999"), "{left}");

    limit(&plenum, &ada, json!({ "personRequests": 20 })).await;
    assert!((15..=20).contains(&answered(&ada.http, 30, "person").await));
    // Whatever is asked for, and in whatever form: no body is read, and nothing is done.
    refused(ada.http.post("/api/v1/deals", &json!({ "title": "one too many" })).await, "person");
    assert_eq!(ada.http.request(Method::HEAD, PATH).send().await.status.as_u16(), 429);
    let slow = ada.http.request(Method::POST, "/api/v1/deals").header("content-length", "1000000").body("{");
    if let Ok(answer) = slow.try_send().await {
        assert_eq!(answer.status.as_u16(), 429);
    }
    // An alias is the same route.
    ada.http.get("/api/deals").await.expect_problem(429, "rate_limited");

    assert_eq!(answered(&sam.http, 15, "person").await, 15);
    assert_eq!(answered(&rival.http, 30, "person").await, 30);
    let again = plenum.sign_in(&ada.email, &ada.password).await;
    assert_eq!(answered(&again.http, 5, "person").await, 0, "another session is the same person");
    // What needs no token goes on, and signing out needs only the refresh token.
    plenum.anonymous().get("/api/v1/openapi.json").await.expect(200);
    plenum.anonymous().get(PATH).await.expect_problem(401, "unauthenticated");
    ada.http.with_bearer("forged").get(PATH).await.expect_problem(401, "unauthenticated");

    limit(&plenum, &sam, json!({})).await;
    let is_admitted = async || ada.http.get(PATH).await.status.as_u16() == 200;
    let waited = wait_until("the larger limit has refilled a little", PATIENCE, is_admitted).await;
    assert!(waited.as_secs() < 10, "at the old rate it would be 45 s");
}

#[tokio::test]
async fn a_tenant_has_a_limit_of_its_own_that_one_person_cannot_use_up() {
    let plenum = plenum().start().await;
    let (ada, rival) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let (sam, max) = (plenum.member(&ada, "sales_user").await, plenum.member(&ada, "sales_user").await);
    limit(&plenum, &ada, json!({ "personRequests": 30, "tenantRequests": 60 })).await;
    let one = answered(&ada.http, 200, "person").await;
    assert!((25..=30).contains(&one), "{one}");
    // Their 170 refused requests left the rest to the others.
    let others = answered(&sam.http, 25, "person").await;
    assert_eq!(others, 25);
    let rest = answered(&max.http, 20, "tenant").await;
    assert!(rest < 10, "{rest}");
    assert_eq!(answered(&rival.http, 40, "tenant").await, 40);
}

#[tokio::test]
async fn a_service_account_has_the_limit_of_machines() {
    let plenum = plenum().start().await;
    let ada = plenum.admin("acme").await;
    let machine = Machine::of(&ada, "read_only").await;
    let machine = plenum.anonymous().with_bearer(&machine.token(&plenum).await);
    limit(&plenum, &ada, json!({ "machineRequests": 10 })).await;
    let done = async {
        let mut done = 0;
        while machine.get("/api/v1/deals").await.status.as_u16() == 200 {
            done += 1;
        }
        done
    };
    let done = done.await;
    // Before its first request is done, the node does not know that it is a machine.
    assert!((9..=12).contains(&done), "{done}");
    refused(machine.get("/api/v1/deals").await, "machine");
    assert_eq!(answered(&ada.http, 20, "person").await, 20);
}

#[tokio::test]
async fn a_batch_counts_as_ten_requests() {
    let plenum = plenum().start().await;
    let ada = plenum.admin("acme").await;
    limit(&plenum, &ada, json!({ "personRequests": 25 })).await;
    let operations = json!({ "operations": [{ "op": "create", "data": { "title": "of a batch" } }] });
    ada.http.post("/api/v1/deals/batch", &operations).await.expect(200);
    ada.http.post("/api/v1/deals/batch", &operations).await.expect(200);
    refused(ada.http.post("/api/v1/deals/batch", &operations).await, "person");
    assert!((1..=6).contains(&answered(&ada.http, 10, "person").await), "a cheaper request is still admitted");
}

#[tokio::test]
async fn what_is_left_is_shared_over_redis_and_redis_may_be_away() {
    let mut plenum = plenum().with_redis().start().await;
    let ada = plenum.admin("acme").await;
    let bucket = format!("{{plenum:rates}}:c:{}:{}", ada.tenant, ada.user);
    ada.http.get(PATH).await.expect(200);
    let redis = plenum.redis();
    let is_known = || std::future::ready(redis.command(&["EXISTS", &bucket]).is_ok_and(|answer| answer == ":1"));
    wait_until("the use is known to all nodes", PATIENCE, is_known).await;
    limit(&plenum, &ada, json!({ "personRequests": 30 })).await;
    plenum.redis().kill();
    let one = answered(&ada.http, 60, "person").await;
    assert!((20..=30).contains(&one), "{one}");
}

#[tokio::test]
async fn calls_of_a_connection_are_limited_by_the_plan() {
    let plenum = plenum().start().await;
    let ada = plenum.admin("acme").await;
    limit(&plenum, &ada, json!({ "hubCalls": 1, "hubCallBurst": 5 })).await;
    let address = plenum.hub(0).address();
    let mut hub = HubClient::connect(address, "/hubs/notifications", &ada.access_token).await.expect("in");
    for number in 0..20 {
        hub.send(&json!({ "type": 1, "invocationId": number.to_string(), "target": "UnreadCount", "arguments": [] }))
            .await;
    }
    let mut completed = 0;
    let closed = loop {
        match hub.next().await {
            Incoming::Message(message) if message["type"] == 3 => completed += 1,
            Incoming::Message(_) => {}
            Incoming::Closed(code) => break code,
        }
    };
    assert!(completed <= 7, "{completed}");
    assert_eq!(closed, Some(1008));
}
