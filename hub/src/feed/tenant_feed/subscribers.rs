//! The readers of one tenant's feed: who they are, what each gets, and how one loses its seat.
//!
//! [`Audience`] says who hears what; this module owns the connections. It never waits for one of them: a connection
//! whose queue is full is closed by itself, and resumes.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use plenum_shared::{
    access::Access,
    cursor::Position,
    entry::{ACCESS_CHANGED, Entry},
    ids::TenantId,
    notification,
};
use plenum_signalr::{CloseReason, Prepared};
use tokio::time::{Instant, timeout};
use tokio_util::task::TaskTracker;

use super::Concerned;
use crate::{
    connection_state::{Link, close_reason},
    feed::join::{Join, Wait, join, wait, waits_in_vain},
    log_reader::{LogReader, Reloaded},
    messages,
    resume::cursor::ResetReason,
    streams::{
        personal::Personal,
        records::{
            audience::{self, Audience, ReaderId, Topic},
            encoding::encode,
        },
    },
};

/// How long an access entry may hold up the tenant. Whose access is unknown after it is closed, to come again.
const RELOAD: Duration = Duration::from_secs(2);

pub(super) struct Seats {
    tenant: TenantId,
    log: LogReader,
    audience: Audience,
    links: HashMap<ReaderId, Link>,
    /// Those who joined ahead of the feed.
    waiting: HashMap<ReaderId, Waiting>,
    /// The line of those who read what is theirs alone.
    personal: Personal,
}

struct Waiting {
    joined: Position,
    since: Instant,
}

impl Seats {
    pub(super) fn new(tenant: TenantId, log: LogReader, tasks: TaskTracker) -> Self {
        let (links, waiting) = (HashMap::new(), HashMap::new());
        let personal = Personal::new(tenant, log.app().clone(), tasks);
        let audience = Audience::new(log.app().catalogue().clone());
        Self { tenant, log, audience, links, waiting, personal }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    pub(super) fn add(&mut self, link: &Link, access: Arc<Access>) {
        let member = link.state();
        self.audience.seat(member.id, access, member.topic);
        if self.links.insert(member.id, link.clone()).is_none() {
            metrics::gauge!("hub.readers").increment(1);
        }
    }

    /// Seats a reader who has seen more than the feed has.
    pub(super) fn add_waiting(&mut self, link: &Link, access: Arc<Access>, joined: Position) {
        self.add(link, access);
        self.waiting.insert(link.state().id, Waiting { joined, since: Instant::now() });
    }

    pub(super) fn remove(&mut self, id: ReaderId) {
        self.audience.leave(id);
        self.waiting.remove(&id);
        if self.links.remove(&id).is_some() {
            metrics::gauge!("hub.readers").decrement(1);
        }
    }

    pub(super) fn close_all(&mut self, reason: CloseReason) {
        self.links.keys().copied().collect::<Vec<_>>().into_iter().for_each(|id| self.close(id, reason));
    }

    /// Closes those for whose place, by a head polled after they came, the feed would wait for ever.
    pub(super) fn close_those_who_wait_in_vain(&mut self, head: Position, polled: Instant) {
        let vain = |waiting: &Waiting| waiting.since < polled && waits_in_vain(waiting.joined, head);
        let vain: Vec<_> = self.waiting.iter().filter(|(_, waiting)| vain(waiting)).map(|(id, _)| *id).collect();
        vain.into_iter().for_each(|id| self.close(id, CloseReason::TryAgainLater));
    }

    /// Hands an entry on to everyone who may hear it, or, when it is about access, loads the access of those it names
    /// before anything after it is judged.
    pub(super) async fn deliver(&mut self, entry: &Arc<Entry>) {
        let silent: HashSet<_> = self.waiting.keys().copied().collect();
        self.arrive(entry.position);
        if entry.kind == ACCESS_CHANGED {
            let named = match Concerned::by(entry) {
                Concerned::User(user) => self.audience.of_user(user),
                Concerned::Role(role) => self.audience.of_role(role),
                Concerned::Team(team) => self.audience.of_team(team),
                Concerned::Everybody => self.links.keys().copied().collect(),
            };
            return self.reload(named, entry.position).await;
        }
        if entry.entity == notification::ENTITY {
            return self.tell_in_person(entry, &silent);
        }
        let cursor = self.log.app().cursors().seal(self.tenant, entry.position);
        for (kind, readers) in self.audience.hearers(entry) {
            let readers: Vec<_> = readers.into_iter().filter(|id| !silent.contains(id)).collect();
            if readers.is_empty() {
                continue;
            }
            if let Some((message, _)) = encode(self.log.app().catalogue(), entry, kind, &cursor) {
                let sent = readers.into_iter().filter(|id| self.send(*id, &message)).count();
                metrics::counter!("hub.deliveries").increment(sent as u64);
            }
        }
    }

    /// Tells the recipient of a personal entry, on every device that listens for such.
    fn tell_in_person(&mut self, entry: &Arc<Entry>, silent: &HashSet<ReaderId>) {
        let Some(recipient) = entry.recipient else { return };
        let devices = self.audience.of_user(recipient).into_iter().filter(|id| !silent.contains(id));
        let links = devices.filter_map(|id| self.links.get(&id)).filter(|link| link.state().topic == Topic::Personal);
        let links = links.cloned().collect();
        self.personal.tell(entry, links);
    }

    /// Sends one reader what the feed handed on since the reader's snapshot.
    pub(super) fn catch_up(&mut self, link: &Link, access: &Access, missed: &[Arc<Entry>]) {
        let topic = link.state().topic;
        for entry in missed {
            let is_theirs = entry.entity == notification::ENTITY && entry.recipient == Some(access.user);
            if topic == Topic::Personal && is_theirs {
                self.personal.tell(entry, vec![link.clone()]);
            }
            let cursor = || self.log.app().cursors().seal(self.tenant, entry.position);
            if let Some((message, _)) = audience::for_one(self.log.app().catalogue(), topic, access, entry, cursor) {
                // A failed send has closed the connection, which gives its seat back when it ends.
                let _ = link.send(&message);
                metrics::counter!("hub.deliveries").increment(1);
            }
        }
    }

    /// After a reset of the feed everyone begins anew: with the access of today, and from a head of the same snapshot.
    pub(super) async fn begin_anew(&mut self, last: Position) {
        let ids: Vec<_> = self.links.keys().copied().collect();
        let Some(reloaded) = self.load(&ids).await else { return };
        let mut anew = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(link) = self.admit(id, &reloaded) else { continue };
            self.waiting.remove(&id);
            match join(reloaded.head, last) {
                Join::Level => {}
                Join::Ahead => {
                    self.waiting.insert(id, Waiting { joined: reloaded.head, since: Instant::now() });
                }
                Join::Behind | Join::Contradiction => {
                    self.close(id, CloseReason::TryAgainLater);
                    continue;
                }
            }
            anew.push(link);
        }
        if let Some(message) = messages::reset(&self.log, self.tenant, ResetReason::HistoryChanged, reloaded.head) {
            metrics::counter!("hub.resets", "scope" => "reader").increment(anew.len() as u64);
            self.post(anew, &message);
        }
    }

    /// Tells everyone who keeps up where the feed is; encoded once.
    pub(super) fn tell_all(&mut self, at: Position) {
        let Some(message) = messages::position(&self.log, self.tenant, at) else { return };
        let level = self.links.iter().filter(|(id, _)| !self.waiting.contains_key(id));
        let level = level.map(|(_, link)| link.clone()).collect();
        self.post(level, &message);
    }

    pub(super) fn tell_one(&mut self, link: &Link, at: Position) {
        if let Some(message) = messages::position(&self.log, self.tenant, at) {
            self.post(vec![link.clone()], &message);
        }
    }

    /// Sends a message that is no event, behind those that were sent before.
    fn post(&mut self, links: Vec<Link>, message: &Prepared) {
        let personal = |link: &Link| link.state().topic == Topic::Personal;
        let (personal, others): (Vec<_>, Vec<_>) = links.into_iter().partition(personal);
        for link in &others {
            // A failed send has closed the connection.
            let _ = link.send(message);
        }
        self.personal.send(message, personal);
    }

    /// Lets those live who waited for this place; what they wait for must be the very entry they saw there.
    fn arrive(&mut self, position: Position) {
        if self.waiting.is_empty() {
            return;
        }
        let ids: Vec<_> = self.waiting.iter().map(|(id, waiting)| (*id, wait(waiting.joined, position))).collect();
        for (id, outcome) in ids {
            match outcome {
                Wait::Known => {}
                Wait::Arrived => drop(self.waiting.remove(&id)),
                Wait::Contradiction => self.close(id, CloseReason::TryAgainLater),
            }
        }
    }

    async fn reload(&mut self, ids: Vec<ReaderId>, at: Position) {
        if ids.is_empty() {
            return;
        }
        let Some(reloaded) = self.load(&ids).await else { return };
        let mut admitted = Vec::with_capacity(ids.len());
        for id in ids {
            // One who waits has been told of a later place already.
            let waits = self.waiting.contains_key(&id);
            admitted.extend(self.admit(id, &reloaded).filter(|_| !waits));
        }
        if let Some(message) = messages::position(&self.log, self.tenant, at) {
            self.post(admitted, &message);
        }
    }

    /// The access of these readers in one snapshot, or nothing: then they are closed, for nobody knows what they may
    /// see.
    async fn load(&mut self, ids: &[ReaderId]) -> Option<Reloaded> {
        let links = ids.iter().filter_map(|id| self.links.get(id));
        let people: HashSet<_> = links.map(|link| (link.state().who.user, link.state().who.session)).collect();
        let people: Vec<_> = people.into_iter().collect();
        let loading = self.log.reload(self.tenant, &people);
        let problem = match timeout(RELOAD, loading).await {
            Ok(Ok(reloaded)) => return Some(reloaded),
            Ok(Err(error)) => error.to_string(),
            Err(elapsed) => elapsed.to_string(),
        };
        tracing::warn!(tenant = %self.tenant, readers = ids.len(), error = problem, "access could not be loaded again");
        ids.iter().for_each(|id| self.close(*id, CloseReason::TryAgainLater));
        None
    }

    /// Gives a reader its new access, or closes it when it has none.
    fn admit(&mut self, id: ReaderId, reloaded: &Reloaded) -> Option<Link> {
        let link = self.links.get(&id)?.clone();
        let who = &link.state().who;
        match reloaded.access.get(&(who.user, who.session)) {
            Some(Ok(access)) => {
                // What still waits for this client was judged by what it could see before.
                if self.audience.access_of(id).is_some_and(|before| *before != **access) {
                    link.discard_waiting();
                }
                self.audience.seat(id, access.clone(), link.state().topic);
                Some(link)
            }
            Some(Err(error)) => {
                self.close(id, close_reason(error));
                None
            }
            None => {
                self.close(id, CloseReason::TryAgainLater);
                None
            }
        }
    }

    fn close(&mut self, id: ReaderId, reason: CloseReason) {
        if let Some(link) = self.links.get(&id) {
            link.close(reason);
        }
        self.remove(id);
    }

    fn send(&self, id: ReaderId, message: &Prepared) -> bool {
        self.links.get(&id).is_some_and(|link| link.send(message).is_ok())
    }
}

impl Drop for Seats {
    fn drop(&mut self) {
        metrics::gauge!("hub.readers").decrement(self.links.len() as f64);
        self.links.values().for_each(|link| link.close(CloseReason::TryAgainLater));
    }
}
