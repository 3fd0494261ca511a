//! The hubs of the reference server, with all their methods.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use futures::{StreamExt, stream};
use http::header::{CONTENT_TYPE, COOKIE};
use plenum_signalr::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::macros::datetime;

use super::token::Signer;

pub(crate) struct TestHub;

impl Hub for TestHub {
    type State = ();
}

/// A hub whose creation fails; its clients receive the error.
pub(crate) struct UncreatableHub;

impl Hub for UncreatableHub {
    type State = ();

    async fn on_connected(&self, _connection: &Connection<()>) -> Result<(), HubError> {
        Err(HubError::named(
            "InvalidOperationException",
            "Unable to resolve service for type 'System.Object' while attempting to activate 'FunctionalTests.UncreatableHub'.",
        ))
    }
}

pub(crate) struct Everyone;

#[async_trait]
impl Authenticator for Everyone {
    type State = ();

    async fn authenticate(&self, _request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        Ok(Identity::new(()))
    }
}

/// Accepts clients with a token of this process.
pub(crate) struct SignedTokens(pub(crate) Arc<Signer>);

#[async_trait]
impl Authenticator for SignedTokens {
    type State = ();

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        let user = request.bearer.and_then(|token| self.0.user(token)).ok_or(Rejection::Unauthenticated)?;
        Ok(Identity::new(()).user(user))
    }
}

/// Sends every message back.
pub(crate) struct Echo;

impl RawHandler for Echo {
    type State = ();

    async fn run(&self, mut connection: RawConnection<()>) -> Result<(), HubError> {
        while let Some(message) = connection.receive().await {
            // Valid UTF-8 is sent as text, as the echo of the reference server does.
            match std::str::from_utf8(&message.bytes) {
                Ok(text) => connection.send_text(text).await?,
                Err(_) => connection.send_binary(&message.bytes).await?,
            }
        }
        Ok(())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct ComplexObject {
    string: Option<String>,
    int_array: Option<Vec<i32>>,
    byte_array: Option<Binary>,
    guid: String,
    date_time: Timestamp,
}

impl Default for ComplexObject {
    fn default() -> Self {
        Self {
            string: None,
            int_array: None,
            byte_array: None,
            guid: "00000000-0000-0000-0000-000000000000".to_owned(),
            date_time: Timestamp(datetime!(0001-01-01 00:00:00 UTC)),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct CustomObject {
    name: Option<String>,
    value: Value,
}

/// Sends a message to its connection when its stream is dropped.
struct OnDrop(Connection<()>);

impl Drop for OnDrop {
    fn drop(&mut self) {
        if let Ok(message) = Prepared::new("StreamCanceled", &[0; 0]) {
            let _ = self.0.send(&message);
        }
    }
}

pub(crate) fn authorized(builder: HubBuilder<TestHub>) -> HubBuilder<TestHub> {
    builder.method("Echo", |_call, (message,): (Value,)| async move { Ok(message) })
}

/// Methods that end their own connection in every way a server can.
pub(crate) fn ending(builder: HubBuilder<TestHub>) -> HubBuilder<TestHub> {
    builder
        .method("Leave", |call: Call<TestHub>, ()| async move {
            call.connection().close(CloseReason::Done);
            Ok(())
        })
        .method("LeaveForNow", |call: Call<TestHub>, ()| async move {
            call.connection().close(CloseReason::Restarting);
            Ok(())
        })
        .method("LeaveWithError", |call: Call<TestHub>, (error,): (String,)| async move {
            call.connection().close_with_error(CloseReason::Policy, &error);
            Ok(())
        })
}

/// The same methods, and one that counts its calls, for connections with stateful reconnect.
pub(crate) fn lasting(builder: HubBuilder<TestHub>) -> HubBuilder<TestHub> {
    let calls = AtomicU64::new(0);
    methods(builder).method("Count", move |_call, ()| {
        let count = calls.fetch_add(1, Ordering::Relaxed) + 1;
        async move { Ok(count) }
    })
}

pub(crate) fn methods(builder: HubBuilder<TestHub>) -> HubBuilder<TestHub> {
    let thrown = |message: String| HubError::named("InvalidOperationException", message);
    let builder = builder
        .method("Echo", |_call, (message,): (Option<String>,)| async move { Ok(message) })
        .method("ThrowException", move |_call, (message,): (String,)| async move { Err::<(), _>(thrown(message)) })
        .method("InvokeWithString", |call: Call<TestHub>, (message,): (Option<String>,)| async move {
            Ok(call.connection().send(&Prepared::new("Message", &(message,))?)?)
        })
        .method("SendCustomObject", |call: Call<TestHub>, (object,): (CustomObject,)| async move {
            Ok(call.connection().send(&Prepared::new("CustomObject", &(object,))?)?)
        })
        .method("EchoComplexObject", |_call, (object,): (ComplexObject,)| async move { Ok(object) })
        .method("SendComplexObject", |_call, ()| async move {
            Ok(ComplexObject {
                string: Some("hello world".to_owned()),
                int_array: Some(vec![1, 2, 3]),
                byte_array: Some(Binary::from(vec![1, 2, 3])),
                guid: "00010203-0405-0607-0706-050403020100".to_owned(),
                date_time: Timestamp(datetime!(2000-01-01 00:00:00 UTC)),
            })
        });
    streams(requests(builder), thrown)
}

/// Methods that return properties of the connection and of its request.
fn requests(builder: HubBuilder<TestHub>) -> HubBuilder<TestHub> {
    builder
        .method("GetCallerConnectionId", |call: Call<TestHub>, ()| async move { Ok(call.connection().id().to_owned()) })
        .method(
            "GetActiveTransportName",
            |call: Call<TestHub>, ()| async move { Ok(call.connection().transport().name()) },
        )
        .method("GetNumRedirects", |call: Call<TestHub>, ()| async move {
            Ok(call.connection().request().query("numRedirects").unwrap_or("0").parse::<i32>()?)
        })
        .method(
            "GetContentTypeHeader",
            |call: Call<TestHub>, ()| async move { Ok(header(&call, CONTENT_TYPE.as_str())) },
        )
        .method("GetHeader", |call: Call<TestHub>, (name,): (String,)| async move { Ok(header(&call, &name)) })
        .method("GetCookie", |call: Call<TestHub>, (name,): (String,)| async move {
            let cookies = header(&call, COOKIE.as_str()).unwrap_or_default();
            let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
            Ok(pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()))
        })
}

fn header(call: &Call<TestHub>, name: &str) -> Option<String> {
    call.connection().request().headers().get(name)?.to_str().ok().map(str::to_owned)
}

fn streams(builder: HubBuilder<TestHub>, thrown: fn(String) -> HubError) -> HubBuilder<TestHub> {
    builder
        .stream("Stream", |_call, ()| async move { Ok(stream::iter(["a", "b", "c"].map(Ok))) })
        .stream("EmptyStream", |_call, ()| async move { Ok(stream::empty::<Result<i32, HubError>>()) })
        .stream("InfiniteStream", |call: Call<TestHub>, ()| async move {
            let on_drop = OnDrop(call.connection().clone());
            Ok(stream::pending::<Result<i32, HubError>>().inspect(move |_| {
                let _ = &on_drop;
            }))
        })
        .stream("StreamThrowException", move |_call, (message,): (String,)| async move {
            Err::<stream::Empty<Result<String, HubError>>, _>(thrown(message))
        })
        .method_with_uploads("StreamingConcat", |_call, (), (mut parts,): (Upload<String>,)| async move {
            let mut whole = String::new();
            while let Some(part) = parts.next().await {
                whole.push_str(&part?);
            }
            Ok(whole)
        })
}
