//! Faults of the database under load: every acknowledged write is stored once and delivered to every client.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use plenum_testkit::{
    Plenum,
    history::{Checker, Due, Event, Logged, Outcome, Recorder, Repeats},
    people::Person,
    recorded_client::RecordedClient,
    recorded_writer::RecordedWriter,
    wait::{PATIENCE, wait_until},
};
use serde_json::json;
use tokio::task::JoinHandle;

use crate::plenum;

const DEALS: &str = "/api/v1/deals";

/// Several users who write until they are stopped, also when requests fail.
struct Writers {
    enough: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Writers {
    fn start(person: &Person, recorder: &Recorder) -> Self {
        let enough = Arc::new(AtomicBool::new(false));
        let write = |number: usize| {
            let (writer, enough) = (RecordedWriter::new(person, recorder), enough.clone());
            tokio::spawn(async move {
                let mut turn = 0;
                while !enough.load(Ordering::Relaxed) {
                    turn += 1;
                    let written = writer.create(DEALS, &json!({ "title": format!("deal {number}/{turn}") })).await;
                    if written.is_none() {
                        // The database is away: a person would try again, too, and not at once.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            })
        };
        let tasks = (0..3).map(write).collect();
        Self { enough, tasks }
    }

    async fn stop(self) {
        self.enough.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.expect("a writer ends well");
        }
    }
}

fn acknowledged(recorder: &Recorder) -> usize {
    let ok = |event: &&Event| matches!(event, Event::Finished { outcome: Outcome::Ok { .. }, .. });
    recorder.history().events.iter().filter(ok).count()
}

fn deals(_: &str, entry: &Logged) -> Due {
    if entry.entity == "deal" { Due::Must } else { Due::Never }
}

async fn listener(plenum: &Plenum, recorder: &Recorder, person: &Person) -> RecordedClient {
    let mut listener = RecordedClient::new(plenum, recorder, "client", person);
    listener.begin_from(&person.http.get(DEALS).await.expect(200).cursor());
    listener.resume_on(&format!("http://{}/hubs/deals", plenum.hub(0).address())).await;
    listener
}

async fn more_writes(recorder: &Recorder, count: usize) {
    let goal = acknowledged(recorder) + count;
    wait_until("more writes to be acknowledged", PATIENCE, async || acknowledged(recorder) >= goal).await;
}

#[tokio::test]
async fn a_database_that_is_killed_and_comes_back_loses_nothing_that_was_acknowledged() {
    let plenum = plenum().hubs(1).with_own_postgres().start().await;
    let admin = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let client = listener(&plenum, &recorder, &admin).await;
    let writers = Writers::start(&admin, &recorder);
    more_writes(&recorder, 20).await;
    plenum.postgres().kill().await;
    // Processes of the killed server may answer for a moment.
    wait_until("readings to be refused", PATIENCE, async || admin.http.get(DEALS).await.status == 503).await;
    admin.http.get("/health/live").await.expect(200);
    plenum.postgres().start().await;
    more_writes(&recorder, 20).await;
    writers.stop().await;
    client.catches_up(&plenum, |entity, _| entity == "deal").await;
    plenum.record_logs(&recorder, &[admin.tenant]).await;
    Checker::new().audience(deals).repeats(Repeats::Never).expect_clean(&recorder.history());
}

#[tokio::test]
async fn after_a_fail_over_the_log_continues_under_a_new_epoch() {
    let plenum = plenum().hubs(1).with_own_postgres().start().await;
    let admin = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let client = listener(&plenum, &recorder, &admin).await;
    let writers = Writers::start(&admin, &recorder);
    more_writes(&recorder, 20).await;
    plenum.postgres().fail_over().await;
    more_writes(&recorder, 20).await;
    writers.stop().await;
    client.catches_up(&plenum, |entity, _| entity == "deal").await;
    let log = plenum.log(admin.tenant).await;
    let epochs: std::collections::BTreeSet<_> = log.iter().map(|entry| entry.position.epoch).collect();
    assert_eq!(epochs.len(), 2, "the entries say of which history they are");
    plenum.record_logs(&recorder, &[admin.tenant]).await;
    Checker::new().audience(deals).repeats(Repeats::Never).expect_clean(&recorder.history());
}
