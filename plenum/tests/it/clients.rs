//! Clients that generators make of docs/openapi.json, against a server. Each is a small program that signs in, writes
//! and reads contacts, and ends with an error when an answer is not the expected one. `make test` generates and
//! compiles them before (testkit/clients, web/api).

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::process::Command;

use crate::{plenum, schemathesis::cache};

#[tokio::test]
async fn hey_api_takes_the_tour() {
    run(node("hey-api")).await;
}

#[tokio::test]
async fn orval_takes_the_tour() {
    run(node("orval")).await;
}

#[tokio::test]
async fn openapi_fetch_takes_the_tour() {
    run(node("openapi-fetch")).await;
}

#[tokio::test]
async fn openapi_python_client_takes_the_tour() {
    let folder = root().join("testkit/clients/python");
    let mut python = Command::new(cache().join("openapi-python-client/bin/python"));
    python.arg(folder.join("tour.py"));
    python.env("PYTHONPATH", made_of_the_document(&folder.join("generated"))).env("PYTHONDONTWRITEBYTECODE", "1");
    run(python).await;
}

#[tokio::test]
async fn the_example_of_the_types_does_what_it_says() {
    let example = root().join("web/api/test/build/example.js");
    assert!(example.exists(), "the example is not compiled: run `make test`, or `npm test` in web/api");
    let mut node = Command::new("node");
    node.arg(example);
    run(node).await;
}

fn node(client: &str) -> Command {
    let generated = made_of_the_document(&root().join("testkit/clients/generated"));
    let mut node = Command::new("node");
    node.arg(generated.join(format!("tours/{client}.mjs")));
    node
}

/// The folder itself, which has a copy of the document that its clients are made of.
fn made_of_the_document(generated: &Path) -> PathBuf {
    let copy = fs::read(generated.join("openapi.json")).unwrap_or_default();
    let document = fs::read(root().join("docs/openapi.json")).expect("the document is in the tree");
    assert!(
        copy == document,
        "the clients in {} are not those of docs/openapi.json: run `make test`, or `npm test` and `python/check.py` in \
         testkit/clients",
        generated.display()
    );
    generated.to_owned()
}

/// Runs the program as the administrator of a new tenant.
async fn run(mut program: Command) {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let output = program
        .env("PLENUM_URL", format!("http://{}", plenum.api().address()))
        .env("PLENUM_EMAIL", &admin.email)
        .env("PLENUM_PASSWORD", &admin.password)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .expect("the program starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}\n{out}{err}", output.status);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
