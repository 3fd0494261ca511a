//! Related records over REST: `include=`, as far as the reader may see them.

use plenum_testkit::{Plenum, people::Person};
use serde_json::{Value, json};

use crate::plenum;

/// The `included` of the only record of a list, or of a record.
async fn included(person: &Person, path: &str) -> Value {
    let data = person.http.get(path).await.expect(200).data();
    let record = if data.is_array() { data[0].clone() } else { data };
    record["included"].clone()
}

/// A member in a new role with these permissions.
async fn in_role(plenum: &Plenum, admin: &Person, key: &str, permissions: &[(&str, &str, Value)]) -> Person {
    let permissions: Vec<_> = permissions
        .iter()
        .map(
            |(module, scope, fields)| json!({"permission": format!("{module}.read"), "scope": scope, "fields": fields}),
        )
        .collect();
    plenum.member_in_role(admin, key, &json!(permissions)).await
}

fn names(included: &Value, relation: &str, field: &str) -> Vec<String> {
    let data = included[relation]["data"].as_array().into_iter().flatten();
    data.filter_map(|record| record[field].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn include_adds_related_records_in_lists_and_single_reads() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let parent = admin.create("accounts", json!({"name": "Parent"})).await;
    let account = json!({"name": "Acme", "parentId": parent["id"], "description": "long ".repeat(100)});
    let account = admin.create("accounts", account).await;
    let contact = admin.create("contacts", json!({"firstName": "Bo", "accountId": account["id"]})).await;
    for number in 0..7 {
        let title = format!("deal {number}");
        admin.create("deals", json!({"title": title, "accountId": account["id"], "contactId": contact["id"]})).await;
    }

    let parameters = "include=account,contact,owner,stage,pipeline,team,createdBy";
    let deal = included(&admin, &format!("/api/v1/deals?limit=1&fields=title&{parameters}")).await;
    assert_eq!(deal["account"]["name"], "Acme");
    assert!(deal["account"].get("description").is_none(), "long texts stay away");
    assert!(deal["account"].get("included").is_none(), "one level deep");
    assert_eq!(deal["contact"]["firstName"], "Bo");
    assert_eq!(deal["owner"], json!({"id": admin.user, "name": deal["createdBy"]["name"]}));
    assert_eq!((&deal["stage"]["kind"], &deal["pipeline"]["isDefault"]), (&json!("open"), &json!(true)));
    assert_eq!(deal["team"], Value::Null);
    let order: Vec<_> = deal.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    assert_eq!(order, ["account", "contact", "owner", "stage", "pipeline", "team", "createdBy"]);

    let path =
        format!("/api/customers/{}?include=deals,contacts,children,parent", account["id"].as_str().expect("an id"));
    let alone = included(&admin, &path).await;
    assert_eq!(names(&alone, "deals", "title"), ["deal 6", "deal 5", "deal 4", "deal 3", "deal 2"]);
    assert_eq!((&alone["deals"]["hasMore"], &alone["contacts"]["hasMore"]), (&json!(true), &json!(false)));
    assert_eq!(
        (names(&alone, "contacts", "firstName"), &alone["parent"]["name"]),
        (vec!["Bo".to_owned()], &json!("Parent"))
    );
    assert_eq!(alone["children"], json!({"data": [], "hasMore": false}));
    let stages = included(&admin, "/api/v1/pipelines?include=stages").await;
    assert_eq!(names(&stages, "stages", "name").len(), admin.stages().await.len(), "all of them, in their order");

    // Asked for or not, a record by itself has its own version and no more.
    let plain = admin.http.get(&path[..path.find('?').expect("a query")]).await.expect(200);
    assert!(plain.data().get("included").is_none());
    assert_eq!(admin.http.get(&path).await.header("etag"), plain.header("etag"));
    let links = admin.http.get("/api/v1/deals?limit=2&include=account").await.expect(200);
    assert!(links.header("link").is_some_and(|links| links.contains("include=account")));

    // A deleted record is not included, from either side of a relation.
    let gone = admin.http.get("/api/v1/deals?limit=1").await.data()[0]["id"].as_str().expect("an id").to_owned();
    admin.http.delete(&format!("/api/v1/deals/{gone}")).await;
    assert_eq!(names(&included(&admin, &path).await, "deals", "title")[0], "deal 5");
    let task = admin.create("tasks", json!({"subject": "call", "dealId": null, "accountId": parent["id"]})).await;
    let task =
        included(&admin, &format!("/api/v1/tasks/{}?include=account,deal", task["id"].as_str().expect("an id"))).await;
    assert_eq!((&task["account"]["name"], &task["deal"]), (&json!("Parent"), &Value::Null));
}

#[tokio::test]
async fn included_records_are_masked_like_requested_ones() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let secret = json!({"name": "CANARY-account", "industry": "CANARY-industry"});
    let account = admin.create("accounts", secret).await;
    admin.create("deals", json!({"title": "CANARY-theirs", "accountId": account["id"]})).await;

    // Deals of all, accounts of one's own: the account is as if it were not there.
    let all = json!({});
    let own = in_role(&plenum, &admin, "own", &[("deals", "all", all.clone()), ("accounts", "own", all.clone())]).await;
    let shown = own.http.get("/api/v1/deals?include=account").await.expect(200);
    assert_eq!(shown.data()[0]["included"]["account"], Value::Null);
    assert!(!shown.text().contains("CANARY-account"));
    // No accounts at all: the same.
    let none = in_role(&plenum, &admin, "none", &[("deals", "all", all.clone())]).await;
    assert_eq!(included(&none, "/api/v1/deals?include=account").await, json!({"account": null}));
    // Accounts of all with a field hidden, deals of one's own.
    let hidden = json!({"industry": "none"});
    let masked =
        in_role(&plenum, &admin, "masked", &[("deals", "own", all.clone()), ("accounts", "all", hidden)]).await;
    let shown = masked.http.get("/api/v1/accounts?include=deals").await.expect(200);
    assert_eq!(shown.data()[0]["included"]["deals"], json!({"data": [], "hasMore": false}));
    assert!(!shown.text().contains("CANARY-theirs") && !shown.text().contains("CANARY-industry"));
    let wide = in_role(
        &plenum,
        &admin,
        "wide",
        &[("deals", "all", all.clone()), ("accounts", "all", json!({"industry": "none"}))],
    )
    .await;
    let shown = wide.http.get("/api/v1/deals?include=account").await.expect(200);
    assert_eq!(shown.data()[0]["included"]["account"]["name"], "CANARY-account");
    assert!(!shown.text().contains("CANARY-industry"));

    // The field that a relation stands on is hidden: so is the relation, from either end, like one that never was.
    let blind = [("deals", "all", json!({"accountId": "none"})), ("accounts", "all", all)];
    let blind = in_role(&plenum, &admin, "blind", &blind).await;
    let id = account["id"].as_str().expect("an id");
    for (path, relation) in [
        ("/api/v1/deals".to_owned(), "account"),
        ("/api/v1/accounts".to_owned(), "deals"),
        (format!("/api/v1/accounts/{id}"), "deals"),
    ] {
        let request = async |relation: &str| {
            let answer =
                blind.http.get(&format!("{path}?include={relation}")).await.expect_problem(400, "malformed_query");
            assert_eq!(answer.json()["errors"][0]["code"], "unknown_relation");
            answer.json()["errors"].to_string().replace(relation, "X")
        };
        assert_eq!(request(relation).await, request("nosuch").await, "{path}");
    }
    // The neighbour names our records in vain, and shows none of theirs.
    let rival = plenum.admin("rival").await;
    rival.create("deals", json!({"title": "theirs"})).await;
    let shown = rival.http.get("/api/v1/deals?include=account,owner,stage").await.expect(200);
    assert!(!shown.text().contains("CANARY"));
}
