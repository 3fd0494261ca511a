//! What a client's messages are numbered, with stateful reconnect: which of them are repeats, and what to acknowledge.
//!
//! After a reconnect the client says where it begins to repeat itself, and everything before it says so is ignored. The
//! number is that of the first message it sends again, or of its next one when it has nothing to repeat.

use std::time::Duration;

use tokio::time::Instant;

use crate::protocol::ClientMessage;

/// How long a client waits for an acknowledgement at most.
const ACK_AFTER: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct Receiving {
    /// How many messages were counted, repeats included.
    counted: u64,
    /// The highest number that was handled.
    handled: u64,
    acknowledge_at: Option<Instant>,
    stage: Stage,
}

#[derive(Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Counting,
    /// A new line has come; the client has not said where it begins.
    AwaitsSequence,
}

/// What is to be done about a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judged {
    Handle,
    /// It was handled before.
    Repeat,
    /// It says where the client begins, or comes before that was said.
    Ignore,
    /// The client skips messages that never came.
    Gap,
}

impl Receiving {
    /// Another line has come.
    pub(super) fn begin_line(&mut self) {
        self.stage = Stage::AwaitsSequence;
    }

    pub(super) fn judge(&mut self, message: &ClientMessage) -> Judged {
        if let ClientMessage::Sequence { sequence_id } = message {
            let Some(before) = sequence_id.checked_sub(1).filter(|before| *before <= self.counted) else {
                return Judged::Gap;
            };
            self.counted = before;
            self.stage = Stage::Counting;
            return Judged::Ignore;
        }
        if self.stage == Stage::AwaitsSequence {
            return Judged::Ignore;
        }
        if !message.is_counted() {
            return Judged::Handle;
        }
        self.counted += 1;
        // A repeat is acknowledged as well: that it came says that the client does not know.
        self.acknowledge_at.get_or_insert_with(|| Instant::now() + ACK_AFTER);
        if self.counted <= self.handled {
            return Judged::Repeat;
        }
        self.handled = self.counted;
        Judged::Handle
    }

    /// When something is to be acknowledged.
    pub(super) fn acknowledge_at(&self) -> Option<Instant> {
        self.acknowledge_at
    }

    /// The number to acknowledge, if it is time.
    pub(super) fn due(&mut self) -> Option<u64> {
        self.acknowledge_at.take_if(|at| *at <= Instant::now()).map(|_| self.handled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call() -> ClientMessage {
        ClientMessage::CancelInvocation { invocation_id: "1".to_owned() }
    }

    fn sequence(sequence_id: u64) -> ClientMessage {
        ClientMessage::Sequence { sequence_id }
    }

    #[tokio::test(start_paused = true)]
    async fn repeats_are_ignored_after_a_reconnect_and_everything_before_its_sequence() {
        let mut receiving = Receiving::default();
        for _ in 0..3 {
            assert_eq!(receiving.judge(&call()), Judged::Handle);
        }
        receiving.begin_line();
        assert_eq!(receiving.judge(&call()), Judged::Ignore);
        assert_eq!(receiving.judge(&ClientMessage::Ping), Judged::Ignore);
        assert_eq!(receiving.judge(&sequence(2)), Judged::Ignore);
        let judged: Vec<_> = (0..3).map(|_| receiving.judge(&call())).collect();
        assert_eq!(judged, [Judged::Repeat, Judged::Repeat, Judged::Handle]);
        receiving.begin_line();
        assert_eq!(receiving.judge(&sequence(5)), Judged::Ignore, "nothing to repeat");
        assert_eq!(receiving.judge(&call()), Judged::Handle);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_cannot_skip_what_never_came() {
        let mut receiving = Receiving::default();
        assert_eq!(receiving.judge(&call()), Judged::Handle);
        receiving.begin_line();
        assert_eq!(receiving.judge(&sequence(3)), Judged::Gap);
        assert_eq!(receiving.judge(&sequence(0)), Judged::Gap);
    }

    #[tokio::test(start_paused = true)]
    async fn acknowledges_once_a_second_what_was_handled() {
        let mut receiving = Receiving::default();
        assert_eq!(receiving.acknowledge_at(), None);
        receiving.judge(&call());
        receiving.judge(&ClientMessage::Ping);
        receiving.judge(&call());
        assert_eq!(receiving.due(), None);
        tokio::time::advance(ACK_AFTER).await;
        assert_eq!(receiving.due(), Some(2));
        assert_eq!((receiving.due(), receiving.acknowledge_at()), (None, None));
    }
}
