//! The world a run takes place in: tenants, the people in them, and the records that are written to. All of it is made
//! over REST, with real accounts, sessions and tokens.

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
    rest::{Answer, Ask, Rest},
};
use users::Person;

/// Hashing passwords is what costs here; more at once would only queue on the server.
const AT_ONCE: usize = 4;

/// Everybody.
pub struct World {
    pub tenants: Vec<Tenant>,
}

pub struct Tenant {
    /// The first is the administrator, who writes; all of them listen.
    pub people: Vec<Arc<Person>>,
}

/// How large the world is.
#[derive(Debug, Clone)]
pub struct Size {
    pub tenants: usize,
    pub users: usize,
    /// The role of everybody but the administrators.
    pub role: String,
}

impl World {
    /// Makes the world. `made` counts people as they come.
    pub async fn create(rest: &Rest, source: &Source, size: &Size, made: &AtomicU64) -> Result<Self> {
        let share = |tenant: usize| size.users / size.tenants + usize::from(tenant < size.users % size.tenants);
        let tenants =
            (0..size.tenants).map(|tenant| Tenant::create(rest, source, tenant, share(tenant).max(1), size, made));
        let tenants = stream::iter(tenants).buffered(AT_ONCE).try_collect().await?;
        Ok(Self { tenants })
    }

    /// The tenant and person of a reader: readers are dealt out evenly.
    pub fn seat(&self, reader: usize) -> (usize, Arc<Person>) {
        let tenant = reader % self.tenants.len();
        let people = &self.tenants[tenant].people;
        (tenant, people[reader / self.tenants.len() % people.len()].clone())
    }
}

impl Tenant {
    async fn create(
        rest: &Rest,
        source: &Source,
        index: usize,
        people: usize,
        size: &Size,
        made: &AtomicU64,
    ) -> Result<Self> {
        let admin = Arc::new(Person::register(rest, source, index).await?);
        made.fetch_add(1, Ordering::Relaxed);
        let guests = (1..people).map(|number| {
            let admin = &admin;
            async move {
                let guest = Person::invite(rest, source, admin, index + number, &size.role).await?;
                made.fetch_add(1, Ordering::Relaxed);
                Ok::<_, Failure>(Arc::new(guest))
            }
        });
        let guests: Vec<_> = stream::iter(guests).buffered(AT_ONCE).try_collect().await?;
        Ok(Self { people: std::iter::once(admin).chain(guests).collect() })
    }

    pub fn writer(&self) -> &Arc<Person> {
        &self.people[0]
    }

    /// A new deal to be written to, with this much text in it.
    pub async fn deal(&self, rest: &Rest, turn: usize, title: &str, payload: usize) -> Result<Answer> {
        let token = self.writer().token(rest).await?;
        let body = deal(title, payload);
        rest.insist_on_answer(turn, Ask::new(Method::POST, "/deals").by(&token).json(&body)).await
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
