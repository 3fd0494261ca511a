//! The hubs themselves: who may open one, what happens on opening and on closing, and the methods that they share.

mod access_checks;
mod authenticator;
mod methods;

use std::sync::Arc;

use plenum_signalr::{Backplane, Call, CloseReason, Disconnect, Hub, HubError, HubServer, Options};

pub(crate) use access_checks::Checks;
pub(crate) use authenticator::Doorkeeper;

use crate::{
    connection_state::{Link, Member, Stage, close_reason},
    feed::{
        feeds::{Feeds, Ground},
        inbox::Attached,
    },
    log_reader::LogReader,
    resume::{Resume, Resumed, service_position},
    streams::records::audience::Topic,
};

/// Every hub there is: its name, which is the last part of its address, and what it speaks of.
pub(crate) const HUBS: [(&str, Topic); 4] = [
    ("deals", Topic::Only("deal")),
    ("activities", Topic::Only("activity")),
    ("records", Topic::Every),
    ("notifications", Topic::Personal),
];

/// How often a new connection loads its access again because the feed had moved on, before it is sent away.
const SEATINGS: usize = 5;

/// A long replay is one call; what its client says about it meanwhile is another.
const CALLS_AT_ONCE: usize = 2;

/// A hub that streams the events of some entities.
pub(crate) struct RecordHub {
    ground: Arc<Ground>,
    feeds: Arc<Feeds>,
    resume: Resume,
}

/// What the hubs of a node share.
pub(crate) struct Shared<'a> {
    pub(crate) ground: &'a Arc<Ground>,
    pub(crate) feeds: &'a Arc<Feeds>,
    pub(crate) resume: &'a Resume,
    pub(crate) checks: &'a Checks,
}

/// The server of one hub.
pub(crate) fn server(
    shared: &Shared<'_>,
    name: &'static str,
    topic: Topic,
    backplane: Arc<dyn Backplane>,
) -> HubServer<RecordHub> {
    let Shared { ground, feeds, resume: returns, checks } = shared;
    let hub = RecordHub { ground: Arc::clone(ground), feeds: Arc::clone(feeds), resume: (*returns).clone() };
    let source = ground.log.app().source().clone();
    let clock = source.clone();
    let builder = HubServer::builder(hub, Doorkeeper::new(ground.log.clone(), topic, (*checks).clone()))
        .name(name)
        .options(Options { parallel_invocations: CALLS_AT_ONCE, ..ground.settings.signalr.clone() })
        .backplane(backplane)
        .wall_clock(move || clock.now().into())
        .randomness(move |bytes: &mut [u8; 16]| {
            source.ids.fill(bytes);
            true
        })
        .method(
            "Resume",
            |call: Call<RecordHub>, (cursor,): (Option<String>,)| async move { resume(call, cursor).await },
        );
    match topic {
        Topic::Personal => methods::notifications::methods(builder).build(),
        Topic::Every | Topic::Only(_) => builder
            .method("Ack", |call: Call<RecordHub>, (cursor,): (String,)| async move {
                service_position::ack(call, cursor).await
            })
            .build(),
    }
}

impl Hub for RecordHub {
    type State = Member;

    async fn on_connected(&self, link: &Link) -> Result<(), HubError> {
        if link.state().stage() == Stage::Live {
            self.go_live(link).await;
        }
        Ok(())
    }

    async fn on_disconnected(&self, link: &Link, _reason: Disconnect) {
        self.feeds.unseat(link).await;
    }
}

impl RecordHub {
    pub(crate) fn log(&self) -> &LogReader {
        &self.ground.log
    }

    /// Seats a new connection at the head. It has missed nothing yet, so when the feed has moved on meanwhile, it
    /// simply begins later.
    async fn go_live(&self, link: &Link) {
        for _ in 0..SEATINGS {
            let snapshot = match self.ground.log.snapshot(&link.state().who).await {
                Ok(snapshot) => snapshot,
                Err(error) => return refuse(link, &error),
            };
            match self.feeds.seat(link, &snapshot).await {
                Some(Attached::Seated) => return,
                Some(Attached::ComeAgain) => {}
                None => break,
            }
        }
        link.close(CloseReason::TryAgainLater);
    }
}

/// `Resume(cursor or null)` → `{replayed, cursor, reset?}`.
async fn resume(call: Call<RecordHub>, cursor: Option<String>) -> Result<Resumed, HubError> {
    let link = call.connection().clone();
    match link.state().begin_resume() {
        Stage::Silent => {}
        Stage::Resumed => return Err(HubError::user("already_resumed: this connection has resumed before")),
        Stage::Live => {
            return Err(HubError::user("resume_not_offered: open the hub with ?resume=1 to resume on this connection"));
        }
    }
    match call.hub().resume.run(&link, cursor.as_deref()).await {
        Ok(Some((resumed, snapshot))) => {
            let then = call.clone();
            call.after_completion(async move { then.hub().resume.seat(&link, snapshot).await });
            Ok(resumed)
        }
        Ok(None) => Err(HubError::user("closed: the connection ended during the replay")),
        Err(error) => {
            refuse(&link, &error);
            Err(HubError::user(format!("{}: {}", error.code().as_str(), error.message())))
        }
    }
}

fn refuse(link: &Link, error: &plenum_shared::Error) {
    tracing::debug!(%error, "a connection is refused");
    link.close(close_reason(error));
}
