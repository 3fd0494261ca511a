//! A hub that records its hooks and calls.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use futures::{StreamExt, stream};
use plenum_signalr::*;
use tokio::sync::Semaphore;

#[derive(Default)]
pub(crate) struct TestHub {
    pub(crate) connected: AtomicUsize,
    pub(crate) ended: Mutex<Vec<Ended>>,
    /// The number of calls of `Wait` that have begun.
    pub(crate) waiting: AtomicUsize,
    pub(crate) refreshed: AtomicUsize,
    /// The number of calls of `Tick`.
    pub(crate) ticks: AtomicUsize,
    /// Each permit lets one call of `Wait` end.
    pub(crate) gate: Gate,
}

/// Sends `StreamCanceled` to its connection when it is dropped.
struct NotifyOnDrop(Connection<String>);

impl Drop for NotifyOnDrop {
    fn drop(&mut self) {
        let sent = Prepared::new("StreamCanceled", &[0; 0]).map(|message| self.0.send(&message));
        drop(sent);
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) id: String,
    pub(crate) how: Disconnect,
}

pub(crate) struct Gate(pub(crate) Semaphore);

impl Default for Gate {
    fn default() -> Self {
        Self(Semaphore::new(0))
    }
}

impl TestHub {
    pub(crate) fn ends(&self) -> Vec<Disconnect> {
        self.ended.lock().expect("not poisoned").iter().map(|ended| ended.how).collect()
    }
}

impl Hub for TestHub {
    type State = String;

    async fn on_connected(&self, connection: &Connection<String>) -> Result<(), HubError> {
        self.connected.fetch_add(1, Ordering::SeqCst);
        match connection.request().query("hook") {
            Some("greet") => {
                connection.send(&Prepared::new("Greeting", &["hello"])?)?;
                Ok(())
            }
            Some("user") => Err(HubError::user("not today")),
            Some("internal") => Err(HubError::internal("secret")),
            Some("unauthorized") => Err(HubError::Unauthorized),
            Some("ask") => {
                let result = connection.invoke::<i32>("Ask", &[0; 0]).await;
                assert_eq!(result, Err(InvokeError::TooEarly));
                Ok(())
            }
            Some("never") => std::future::pending().await,
            Some("panic") => panic!("as the test asked"),
            _ => Ok(()),
        }
    }

    async fn on_refreshed(&self, _connection: &Connection<String>) {
        self.refreshed.fetch_add(1, Ordering::SeqCst);
    }

    async fn on_disconnected(&self, connection: &Connection<String>, how: Disconnect) {
        assert!(connection.groups().is_empty() && !connection.join("late"), "a connection that ended is in no group");
        let ended = Ended { id: connection.id().to_owned(), how };
        self.ended.lock().expect("not poisoned").push(ended);
        if connection.request().query("hook") == Some("panic-at-end") {
            panic!("as the test asked");
        }
    }
}

/// Authenticates by tokens of the form `user`, `user:session`, `user:session:end` or `user:session:end:group,group`;
/// some user names have a special meaning. The query may name an `account` and an `address`.
pub(crate) struct Tokens;

#[async_trait]
impl Authenticator for Tokens {
    type State = String;

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<String>, Rejection> {
        let Some(token) = request.bearer else { return Ok(Identity::new("nobody".to_owned())) };
        let mut parts = token.split(':');
        let (user, session) = (parts.next().unwrap_or_default(), parts.next().unwrap_or("only"));
        let identity = Identity::new(format!("state of {user}")).user(user).session(session);
        let until = |end: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(end);
        let identity = match parts.next().map(|end| end.parse().expect("a number")) {
            Some(end) => identity.expires_at(until(end)),
            None => identity,
        };
        let identity = parts.flat_map(|groups| groups.split(',')).fold(identity, Identity::group);
        let identity = request.request.query("account").into_iter().fold(identity, Identity::account);
        let identity = request.request.query("address").into_iter().fold(identity, Identity::address);
        match user {
            "bad" => Err(Rejection::Unauthenticated),
            "banned" => Err(Rejection::Forbidden("banned".to_owned())),
            "busy" => Err(Rejection::Unavailable("try later".to_owned())),
            "brief" => Ok(identity.expires_at(until(160))),
            "until-160" => Ok(Identity { expires_at: identity.expires_at.or(Some(until(160))), ..identity }),
            _ => Ok(identity),
        }
    }
}

pub(crate) fn builder() -> HubBuilder<TestHub> {
    HubServer::builder(TestHub::default(), Tokens)
        .name("test")
        .wall_clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(100))
        .method("Echo", |_call, (text,): (String,)| async move { Ok(text) })
        .method("Add", |_call, (a, b): (i64, i64)| async move { Ok(a + b) })
        .method("Nothing", |_call, ()| async move { Ok(()) })
        .method("WhoAmI", |call: Call<TestHub>, ()| async move {
            let connection = call.connection();
            Ok((connection.id().to_owned(), connection.user().cloned(), call.state().clone(), call.method().to_owned()))
        })
        .method("Query", |call: Call<TestHub>, (key,): (String,)| async move {
            Ok(call.connection().request().query(&key).map(str::to_owned))
        })
        .method("Header", |call: Call<TestHub>, (key,): (String,)| async move {
            let header = call.connection().request().headers().get(key);
            Ok(header.and_then(|value| value.to_str().ok()).map(str::to_owned))
        })
        .method("FailUser", |_call, (text,): (String,)| async move { Err::<(), _>(HubError::user(text)) })
        .method("FailInternal", |_call, ()| async move { Ok("x".parse::<u8>()?) })
        .method("FailUnauthorized", |_call, ()| async move { Err::<(), _>(HubError::Unauthorized) })
        .method("Panic", |_call, ()| async move {
            if true {
                panic!("as the test asked");
            }
            Ok(())
        })
        .method("Wait", |call: Call<TestHub>, ()| async move {
            call.hub().waiting.fetch_add(1, Ordering::SeqCst);
            call.hub().gate.0.acquire().await?.forget();
            Ok("waited")
        })
        .method(
            "Tick",
            |call: Call<TestHub>, ()| async move { Ok(call.hub().ticks.fetch_add(1, Ordering::SeqCst) + 1) },
        )
        .method("Join", |call: Call<TestHub>, (group,): (String,)| async move { Ok(call.connection().join(&group)) })
        .method("Leave", |call: Call<TestHub>, (group,): (String,)| async move { Ok(call.connection().leave(&group)) })
        .method("SendGroup", |call: Call<TestHub>, (group, text): (String, String)| async move {
            Ok(call.clients().group(group).send(&Prepared::new("News", &[text])?))
        })
        .stream("Count", |_call, (count,): (u32,)| async move { Ok(stream::iter((0..count).map(Ok))) })
        .stream("Endless", |call: Call<TestHub>, ()| async move {
            let notify = NotifyOnDrop(call.connection().clone());
            Ok(stream::pending::<Result<u8, HubError>>().inspect(move |_| {
                let _ = &notify;
            }))
        })
        .stream("Flood", |_call, ()| async move { Ok(stream::repeat("x".repeat(1_000)).map(Ok)) })
        .stream("BreaksOff", |_call, (kind,): (String,)| async move {
            let error = if kind == "user" { HubError::user("told") } else { HubError::internal("secret") };
            Ok(stream::iter([Ok(1), Ok(2), Err(error)]))
        })
        .stream("FailsAtOnce", |_call, ()| async move { Err::<stream::Empty<Result<u8, _>>, _>(HubError::user("no")) })
        .stream("PanicsLater", |_call, ()| async move {
            Ok(stream::iter(0..2).map(|number| if number == 1 { panic!("as the test asked") } else { Ok(number) }))
        })
        .method_with_uploads("Concat", |_call, (), (mut parts,): (Upload<String>,)| async move {
            let mut whole = String::new();
            while let Some(part) = parts.next().await {
                whole.push_str(&part?);
            }
            Ok(whole)
        })
        .method_with_uploads("First", |_call, (), (mut parts,): (Upload<u32>,)| async move {
            parts.next().await.transpose()
        })
        .method_with_uploads("Slowly", |call: Call<TestHub>, (), (mut parts,): (Upload<u32>,)| async move {
            call.hub().waiting.fetch_add(1, Ordering::SeqCst);
            call.hub().gate.0.acquire().await?.forget();
            let mut sum = 0;
            while let Some(part) = parts.next().await {
                sum += part?;
            }
            Ok(sum)
        })
        .stream_with_uploads("Tenfold", |_call, (), (numbers,): (Upload<u32>,)| async move {
            Ok(numbers.map(|number| Ok(number? * 10)))
        })
        .stream_with_uploads("Zip", |_call, (), (left, right): (Upload<u32>, Upload<String>)| async move {
            Ok(left.zip(right).map(|(left, right)| Ok((left?, right?))))
        })
        .method("AskMe", |call: Call<TestHub>, (target,): (String,)| async move {
            call.connection().invoke::<i32>(&target, &("why",)).await.map_err(|error| HubError::user(error.to_string()))
        })
        .method("WaitCancelled", |call: Call<TestHub>, ()| async move {
            call.hub().waiting.fetch_add(1, Ordering::SeqCst);
            call.cancelled().await;
            Ok("cancelled")
        })
        .method("Unserialisable", |_call, ()| async move { Ok(std::collections::HashMap::from([(vec![1_u8], 1_u8)])) })
}
