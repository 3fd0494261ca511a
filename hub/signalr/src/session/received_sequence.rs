//! The sequence numbers of a client's messages, with stateful reconnect: which of them are repeats, and which number to
//! acknowledge.
//!
//! After a reconnect the client names the sequence number at which it begins again, and its messages before that are
//! ignored. It is the number of the first message sent again, or of the next new one when none is repeated.

use std::time::Duration;

use tokio::time::Instant;

use crate::protocol::ClientMessage;

/// The longest time until a message is acknowledged.
const ACK_AFTER: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct ReceivedSequence {
    /// The number of messages received, repeats included.
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
    /// The socket was replaced; the client has not named the number at which it begins.
    AwaitsSequence,
}

/// How a message is treated.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    Handle,
    /// The message was handled before.
    Repeat,
    /// The message names the number at which the client begins, or comes before that.
    Ignore,
    /// The client skips messages that were never received.
    Gap,
}

impl ReceivedSequence {
    /// Another socket has replaced the lost one.
    pub(super) fn begin_socket(&mut self) {
        self.stage = Stage::AwaitsSequence;
    }

    pub(super) fn treat(&mut self, message: &ClientMessage) -> Treatment {
        if let ClientMessage::Sequence { sequence_id } = message {
            let Some(before) = sequence_id.checked_sub(1).filter(|before| *before <= self.counted) else {
                return Treatment::Gap;
            };
            self.counted = before;
            self.stage = Stage::Counting;
            return Treatment::Ignore;
        }
        if self.stage == Stage::AwaitsSequence {
            return Treatment::Ignore;
        }
        if !message.is_counted() {
            return Treatment::Handle;
        }
        self.counted += 1;
        // A repeat is acknowledged as well, because the client does not know that it had arrived.
        self.acknowledge_at.get_or_insert_with(|| Instant::now() + ACK_AFTER);
        if self.counted <= self.handled {
            return Treatment::Repeat;
        }
        self.handled = self.counted;
        Treatment::Handle
    }

    /// The time of the next acknowledgement.
    pub(super) fn acknowledge_at(&self) -> Option<Instant> {
        self.acknowledge_at
    }

    /// The number to acknowledge, if the time has come.
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
        let mut received = ReceivedSequence::default();
        for _ in 0..3 {
            assert_eq!(received.treat(&call()), Treatment::Handle);
        }
        received.begin_socket();
        assert_eq!(received.treat(&call()), Treatment::Ignore);
        assert_eq!(received.treat(&ClientMessage::Ping), Treatment::Ignore);
        assert_eq!(received.treat(&sequence(2)), Treatment::Ignore);
        let treated: Vec<_> = (0..3).map(|_| received.treat(&call())).collect();
        assert_eq!(treated, [Treatment::Repeat, Treatment::Repeat, Treatment::Handle]);
        received.begin_socket();
        assert_eq!(received.treat(&sequence(5)), Treatment::Ignore, "nothing to repeat");
        assert_eq!(received.treat(&call()), Treatment::Handle);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_cannot_skip_messages_that_never_came() {
        let mut received = ReceivedSequence::default();
        assert_eq!(received.treat(&call()), Treatment::Handle);
        received.begin_socket();
        assert_eq!(received.treat(&sequence(3)), Treatment::Gap);
        assert_eq!(received.treat(&sequence(0)), Treatment::Gap);
    }

    #[tokio::test(start_paused = true)]
    async fn handled_messages_are_acknowledged_once_a_second() {
        let mut received = ReceivedSequence::default();
        assert_eq!(received.acknowledge_at(), None);
        received.treat(&call());
        received.treat(&ClientMessage::Ping);
        received.treat(&call());
        assert_eq!(received.due(), None);
        tokio::time::advance(ACK_AFTER).await;
        assert_eq!(received.due(), Some(2));
        assert_eq!((received.due(), received.acknowledge_at()), (None, None));
    }
}
