//! What a connection knows about whose it is, and how a person's trouble ends it.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use plenum_shared::{Error, caller::Identity, error::Kind};
use plenum_signalr::{CloseReason, Connection};

use crate::streams::records::audience::{ReaderId, Topic};

/// A connection of one of our hubs.
pub(crate) type Link = Connection<Member>;

/// Whose a connection is, which hub it opened, and how far it has come.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) id: ReaderId,
    pub(crate) who: Identity,
    pub(crate) topic: Topic,
    stage: Mutex<Stage>,
}

/// How far a connection has come towards live delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Opened with `?resume=1`; silent until it resumes.
    Silent,
    /// It has called `Resume`.
    Resumed,
    /// Opened to be live at once.
    Live,
}

impl Member {
    pub(crate) fn new(who: Identity, topic: Topic, stage: Stage) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), who, topic, stage: Mutex::new(stage) }
    }

    pub(crate) fn stage(&self) -> Stage {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the one chance to resume; gives back where the connection was.
    pub(crate) fn begin_resume(&self) -> Stage {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *stage;
        if before == Stage::Silent {
            *stage = Stage::Resumed;
        }
        before
    }
}

/// How a connection ends whose access could not be loaded. What is not the person's own trouble passes.
pub(crate) fn close_reason(error: &Error) -> CloseReason {
    match error.kind() {
        Kind::Unauthenticated => CloseReason::Unauthenticated,
        Kind::Forbidden | Kind::NotFound => CloseReason::Forbidden,
        _ => CloseReason::TryAgainLater,
    }
}
