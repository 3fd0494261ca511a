//! Filters around calls and connections, and methods with extractors.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::{StreamExt, stream};
use http::HeaderMap;
use plenum_signalr::*;
use serde_json::json;

use crate::support::{Client, TestHub, TestServer, wait_until};

type Notes = Arc<Mutex<Vec<String>>>;

/// Records calls and connections, and refuses some of them.
struct RecordingFilter {
    name: &'static str,
    notes: Notes,
    refuses: Option<&'static str>,
}

impl RecordingFilter {
    fn note(&self, what: &str) {
        self.notes.lock().expect("not poisoned").push(format!("{} {what}", self.name));
    }
}

#[async_trait]
impl Filter<TestHub> for RecordingFilter {
    async fn call(&self, call: &Call<TestHub>, next: Next<'_, TestHub>) -> Result<Reply, HubError> {
        self.note(&format!("before {}", call.method()));
        if self.refuses == Some(call.method()) {
            return Err(HubError::Unauthorized);
        }
        if let Ok((text,)) = next.arguments::<(String,)>() {
            self.note(&format!("receives {text}"));
        }
        let reply = next.run().await;
        self.note(&format!("after {}{}", reply.outcome(), if reply.is_ok() { "" } else { "!" }));
        if reply.error() == Some(&HubError::user("softly")) {
            return Err(HubError::user("loudly"));
        }
        Ok(reply)
    }

    async fn connected(&self, connection: &Connection<String>) -> Result<(), HubError> {
        self.note("connected");
        match connection.request().query("closed") == Some(self.name) {
            true => Err(HubError::Unauthorized),
            false => Ok(()),
        }
    }

    async fn disconnected(&self, _connection: &Connection<String>, _reason: Disconnect) {
        self.note("disconnected");
    }
}

async fn start(refuses: Option<&'static str>) -> (TestServer, Notes) {
    let notes = Notes::default();
    let filter = |name, refuses| RecordingFilter { name, notes: Arc::clone(&notes), refuses };
    let server =
        TestServer::start_with(|builder| builder.filter(filter("outer", None)).filter(filter("inner", refuses))).await;
    (server, notes)
}

fn taken(notes: &Notes) -> Vec<String> {
    std::mem::take(&mut *notes.lock().expect("not poisoned"))
}

#[tokio::test]
async fn filters_run_around_calls_in_their_order() {
    let (server, notes) = start(Some("Add")).await;
    let mut client = server.client().await;
    assert_eq!(client.result("Echo", json!(["x"])).await, "x");
    assert_eq!(
        taken(&notes),
        [
            "outer connected",
            "inner connected",
            "outer before Echo",
            "outer receives x",
            "inner before Echo",
            "inner receives x",
            "inner after ok",
            "outer after ok",
        ]
    );
    assert_eq!(client.error("Add", json!([1, 2])).await, "Failed to invoke 'Add' because user is unauthorized");
    assert_eq!(
        taken(&notes),
        ["outer before Add", "inner before Add", "outer after unauthorized!"],
        "a refused call does not run"
    );
    assert!(client.error("FailUser", json!(["softly"])).await.ends_with("HubException: loudly"));
    assert!(client.error("Echo", json!([1])).await.starts_with("Failed to invoke 'Echo' due to an error"));
    assert!(client.error("Panic", json!([])).await.starts_with("An unexpected error"));
    taken(&notes);
    drop(client);
    wait_until("both filters ran", || notes.lock().expect("not poisoned").len() == 2).await;
    assert_eq!(taken(&notes), ["inner disconnected", "outer disconnected"]);
}

#[tokio::test]
async fn filters_run_when_a_stream_begins() {
    let (server, notes) = start(Some("Flood")).await;
    let mut client = server.client().await;
    taken(&notes);
    client.send(json!({"type": 4, "invocationId": "s", "target": "Count", "arguments": [1]})).await;
    assert_eq!(client.record().await["item"], 0);
    assert_eq!(client.record().await["type"], 3);
    assert_eq!(taken(&notes), ["outer before Count", "inner before Count", "inner after ok", "outer after ok"]);
    client.send(json!({"type": 4, "invocationId": "f", "target": "Flood", "arguments": []})).await;
    assert_eq!(client.record().await["error"], "Failed to invoke 'Flood' because user is unauthorized");
}

#[tokio::test]
async fn a_filter_can_refuse_a_connection() {
    let (server, notes) = start(None).await;
    let mut client = Client::open(server.socket().await, "/hub?closed=inner", &[]).await;
    client.shake_hands().await;
    let (close, code) = client.end().await;
    assert_eq!(code, Some(CloseReason::Forbidden.code()));
    assert_eq!(close.expect("a close")["error"], "Connection closed because access was denied.");
    assert_eq!(taken(&notes)[..2], ["outer connected", "inner connected"]);
    assert_eq!(server.test_hub().connected.load(std::sync::atomic::Ordering::SeqCst), 0, "the hub's hook did not run");
}

/// An extractor of the application.
struct Workspace(String);

impl FromCall<TestHub> for Workspace {
    fn from_call(call: &Call<TestHub>) -> Result<Self, HubError> {
        let workspace = call.connection().request().query("workspace").ok_or(HubError::user("which workspace?"))?;
        Ok(Self(workspace.to_owned()))
    }
}

async fn describe(
    Workspace(workspace): Workspace,
    User(user): User,
    connection: Connection<String>,
    headers: HeaderMap,
    Args((text,)): Args<(String,)>,
) -> Result<(String, Arc<str>, String, bool, String), HubError> {
    Ok((workspace, user, connection.state().clone(), headers.contains_key("host"), text))
}

#[tokio::test]
async fn methods_take_extractors() {
    let server = TestServer::start_with(|builder| {
        builder.on("Describe", describe).on("Twice", async |Args((number,)): Args<(i32,)>| Ok(number * 2)).on(
            "Maybe",
            async |user: Option<User>, clients: Clients<String>, _: RequestInfo, _: Cancelled, Args(()): Args<()>| {
                Ok((user.is_some(), clients.count()))
            },
        )
    })
    .await;
    let mut client = server.client_at("/hub?workspace=t1&access_token=ada").await;
    let described = client.result("Describe", json!(["x"])).await;
    assert_eq!(described, json!(["t1", "ada", "state of ada", true, "x"]));
    assert_eq!(client.result("Twice", json!([21])).await, 42);
    assert_eq!(client.result("Maybe", json!([])).await, json!([true, 1]));

    let mut anonymous = server.client_at("/hub?workspace=t1").await;
    assert_eq!(
        anonymous.error("Describe", json!(["x"])).await,
        "Failed to invoke 'Describe' because user is unauthorized"
    );
    assert_eq!(anonymous.result("Maybe", json!([])).await[0], false);
    let mut without_workspace = server.client().await;
    assert!(without_workspace.error("Describe", json!(["x"])).await.ends_with("HubException: which workspace?"));
}

#[tokio::test]
async fn methods_with_streams_take_extractors() {
    let server = TestServer::start_with(|builder| {
        builder
            .on_stream("CountFor", async |User(user): User, Args((to,)): Args<(u32,)>| {
                Ok(stream::iter((0..to).map(move |number| Ok(format!("{number} for {user}")))))
            })
            .on(
                "Sum",
                async |User(user): User, Args(()): Args<()>, Streams((mut numbers,)): Streams<(Upload<u32>,)>| {
                    let mut sum = 0;
                    while let Some(number) = numbers.next().await {
                        sum += number?;
                    }
                    Ok((user, sum))
                },
            )
            .on_stream("Double", async |Args(()): Args<()>, Streams((numbers,)): Streams<(Upload<u32>,)>| {
                Ok(numbers.map(|number| Ok(number? * 2)))
            })
    })
    .await;
    let mut client = server.client_of("ada").await;
    client.send(json!({"type": 4, "invocationId": "s", "target": "CountFor", "arguments": [2]})).await;
    for expected in ["0 for ada", "1 for ada"] {
        assert_eq!(client.record().await["item"], expected);
    }
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "s"}));
    for (kind, target, expected) in [
        (1, "Sum", vec![json!({"type": 3, "invocationId": "c", "result": ["ada", 3]})]),
        (
            4,
            "Double",
            vec![
                json!({"type": 2, "invocationId": "c", "item": 2}),
                json!({"type": 2, "invocationId": "c", "item": 4}),
                json!({"type": 3, "invocationId": "c"}),
            ],
        ),
    ] {
        client
            .send(json!({"type": kind, "invocationId": "c", "target": target, "arguments": [], "streamIds": ["u"]}))
            .await;
        for number in [1, 2] {
            client.send(json!({"type": 2, "invocationId": "u", "item": number})).await;
        }
        client.send(json!({"type": 3, "invocationId": "u"})).await;
        for expected in expected {
            assert_eq!(client.record().await, expected);
        }
    }
    let mut anonymous = server.client().await;
    anonymous.send(json!({"type": 4, "invocationId": "s", "target": "CountFor", "arguments": [2]})).await;
    assert_eq!(anonymous.record().await["error"], "Failed to invoke 'CountFor' because user is unauthorized");
}

#[tokio::test]
async fn a_stream_may_fail_after_it_began() {
    let server = TestServer::start_with(|builder| {
        builder
            .stream("Soon", |_call, ()| async move { Ok(stream::iter([Ok(1), Err(HubError::named("Odd", "secret"))])) })
    })
    .await;
    let mut client = server.client().await;
    client.send(json!({"type": 4, "invocationId": "s", "target": "Soon", "arguments": []})).await;
    assert_eq!(client.record().await["item"], 1);
    assert_eq!(client.record().await["error"], "An error occurred on the server while streaming results.");
}
