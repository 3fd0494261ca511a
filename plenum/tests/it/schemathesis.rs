//! The REST API against its own document: schemathesis makes requests from it, good ones and bad ones, one by one and
//! in chains along its links, and no answer may be a failure of ours or differ from what the document says.
//!
//! `SCHEMATHESIS_EXAMPLES` says how many requests are made up for each operation, beside those that are derived from
//! the document one by one, and draws them anew each time; `make test-api` sets it. Without it there are few, and
//! always the same.

use std::{env, path::PathBuf, process::Stdio};

use plenum_testkit::people::Person;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::plenum;

/// With what is derived from the document, well over ten thousand requests in a minute or two.
const FEW: [&str; 4] = ["--max-examples", "2", "--seed", "1"];

#[tokio::test]
async fn schemathesis_finds_no_failure_and_no_undocumented_answer() {
    // Passwords are guessed here by the hundred, from the address that signs in too; the guard against that has tests
    // of its own.
    let unguarded = plenum()
        .set("PLENUM_SIGN_IN_FAILURES", "10000")
        .set("PLENUM_SIGN_IN_FAILURES_OF_ADDRESS", "1000000")
        .set("PLENUM_SIGN_IN_FAILURES_OF_ACCOUNT", "1000000");
    let plenum = unguarded.set("PLENUM_DB_POOL", "16").start().await;
    let admin = plenum.admin("acme").await;
    let url = format!("http://{}", plenum.api().address());
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testkit/schemathesis");
    let known = known(&admin).await;
    let outcome = Command::new(program())
        .args(["run", &format!("{url}/api/v1/openapi.json"), "--no-color"])
        .args(extent())
        .current_dir(folder)
        .env("PLENUM_URL", &url)
        .env("PLENUM_EMAIL", &admin.email)
        .env("PLENUM_PASSWORD", &admin.password)
        .env("PLENUM_KNOWN", known.to_string())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("HYPOTHESIS_STORAGE_DIRECTORY", cache().join("hypothesis"))
        .stdin(Stdio::null())
        .stdout(Stdio::inherit())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .status()
        .await
        .expect("schemathesis starts");
    assert!(outcome.success(), "schemathesis found something; it is printed above");
}

/// A target of every kind, by the paths and fields that name it.
async fn known(admin: &Person) -> Value {
    let mut known = json!({ "ownerId": admin.user, "assigneeId": admin.user, "userId": admin.user });
    let stage = admin.stages().await.remove(0);
    (known["stageId"], known["pipelineId"]) = (stage["id"].clone(), stage["pipelineId"].clone());
    for (place, field, body) in [
        ("accounts", "accountId", json!({ "name": "Acme" })),
        ("contacts", "contactId", json!({ "firstName": "Ada" })),
        ("deals", "dealId", json!({ "title": "Desks" })),
        ("leads", "leadId", json!({ "title": "Chairs" })),
        ("tasks", "taskId", json!({ "subject": "Call" })),
        ("activities", "activityId", json!({ "kind": "note", "subject": "Read" })),
        ("teams", "teamId", json!({ "name": "North" })),
        ("roles", "roleId", json!({ "name": "Guest" })),
    ] {
        let path = format!("/api/v1/{place}");
        let made = admin.http.post(&path, &body).await.expect(201).data();
        (known[field], known[path]) = (made["id"].clone(), made["id"].clone());
    }
    (known["/api/v1/stages"], known["/api/v1/pipelines"]) = (known["stageId"].clone(), known["pipelineId"].clone());
    known["/api/v1/users"] = json!(admin.user);
    known
}

#[expect(clippy::disallowed_methods, reason = "a setting of this test, not of the program")]
fn extent() -> Vec<String> {
    match env::var("SCHEMATHESIS_EXAMPLES") {
        Ok(examples) => vec!["--max-examples".to_owned(), examples],
        Err(_) => FEW.map(str::to_owned).to_vec(),
    }
}

#[expect(clippy::disallowed_methods, reason = "where the scripts put it, not a setting of the program")]
pub(crate) fn cache() -> PathBuf {
    env::var_os("HOME").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from).join(".cache/plenum")
}

/// Where scripts/lib/python_environments.sh installs it.
fn program() -> PathBuf {
    let program = cache().join("schemathesis/bin/st");
    assert!(program.exists(), "schemathesis is not installed: run `make test` or `make test-api`");
    program
}
