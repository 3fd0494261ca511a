//! The test data of a run: tenants, their users, and the records that are written to. All of it is created over REST,
//! with real accounts, sessions and tokens.

pub mod users;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures::{StreamExt, TryStreamExt, stream};
use plenum_shared::clock::Source;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    Failure, Result,
    rest::{Answer, Request, Rest},
};
use users::TestUser;

/// The number of concurrent registrations. Password hashes dominate their cost, so more would only queue on the server.
const AT_ONCE: usize = 4;

/// The tenants of a run.
pub struct TestData {
    pub tenants: Vec<Tenant>,
}

pub struct Tenant {
    /// The first user is the administrator, who writes; all users read.
    pub users: Vec<Arc<TestUser>>,
}

/// The size of the test data.
#[derive(Debug, Clone)]
pub struct TestDataSize {
    pub tenants: usize,
    pub users: usize,
    /// The role of the users who are not administrators.
    pub role: String,
}

impl TestData {
    /// Creates the test data. `created` counts the users created so far.
    pub async fn create(rest: &Rest, source: &Source, size: &TestDataSize, created: &AtomicU64) -> Result<Self> {
        let share = |tenant: usize| size.users / size.tenants + usize::from(tenant < size.users % size.tenants);
        let tenants =
            (0..size.tenants).map(|tenant| Tenant::create(rest, source, tenant, share(tenant).max(1), size, created));
        let tenants = stream::iter(tenants).buffered(AT_ONCE).try_collect().await?;
        Ok(Self { tenants })
    }

    /// The tenant and the user of a reader. Readers are spread evenly.
    pub fn user_of_reader(&self, reader: usize) -> (usize, Arc<TestUser>) {
        let tenant = reader % self.tenants.len();
        let users = &self.tenants[tenant].users;
        (tenant, users[reader / self.tenants.len() % users.len()].clone())
    }
}

impl Tenant {
    async fn create(
        rest: &Rest,
        source: &Source,
        index: usize,
        users: usize,
        size: &TestDataSize,
        created: &AtomicU64,
    ) -> Result<Self> {
        let admin = Arc::new(TestUser::register(rest, source, index).await?);
        created.fetch_add(1, Ordering::Relaxed);
        let others = (1..users).map(|number| {
            let admin = &admin;
            async move {
                let user = TestUser::invite(rest, source, admin, index + number, &size.role).await?;
                created.fetch_add(1, Ordering::Relaxed);
                Ok::<_, Failure>(Arc::new(user))
            }
        });
        let others: Vec<_> = stream::iter(others).buffered(AT_ONCE).try_collect().await?;
        Ok(Self { users: std::iter::once(admin).chain(others).collect() })
    }

    pub fn writer(&self) -> &Arc<TestUser> {
        &self.users[0]
    }

    /// Creates a deal to be written to, with this many characters of text.
    pub async fn deal(&self, rest: &Rest, index: usize, title: &str, payload: usize) -> Result<Answer> {
        let token = self.writer().token(rest).await?;
        let body = deal(title, payload);
        rest.send_until_accepted(index, Request::new(Method::POST, "/deals").with_token(&token).json(&body)).await
    }
}

/// The fields of a new deal, with this many characters of text.
pub fn deal(title: &str, payload: usize) -> Value {
    let mut fields = json!({ "title": title, "value": { "amount": "12400.00", "currency": "EUR" } });
    if payload > 0 {
        fields["description"] = "Lorem ipsum dolor. ".chars().cycle().take(payload).collect::<String>().into();
    }
    fields
}
