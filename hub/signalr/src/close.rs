//! The reasons why a connection ends: a closed, numbered set.
//!
//! Every close by the server has one of these reasons. It fixes the WebSocket close code, the SignalR `Close` message,
//! and whether the client's automatic reconnect may run; there is no other way to end a connection.

use crate::protocol::Reconnect;

/// The reason a server closes a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseReason {
    /// The conversation is over (1000).
    Done,
    /// This node leaves for good (1001).
    GoingAway,
    /// No bytes came from the client for too long (1001).
    ClientTimeout,
    /// The node drains for a restart or deploy (1012).
    Restarting,
    /// The server cannot serve this connection now (1013).
    TryAgainLater,
    /// A message or frame is larger than allowed (1009).
    TooBig,
    /// The client broke the protocol (1002).
    Protocol,
    /// Text that is not UTF-8 (1007).
    InvalidPayload,
    /// The client broke a rule: too many calls, control frames or fragments (1008).
    Policy,
    /// The server failed (1011).
    Internal,
    /// The credentials expired or were revoked; new ones are needed (4001).
    Unauthenticated,
    /// The user may not use this hub (4003).
    Forbidden,
    /// The client reads too slowly for what is sent to it (4008).
    SlowConsumer,
    /// A quota is used up (4029).
    QuotaExceeded,
}

/// The first sentence of every close with an error; existing clients know it.
pub(crate) const CLOSED_WITH_ERROR: &str = "Connection closed with an error.";

impl CloseReason {
    /// Every reason, in the order of the table in the documentation.
    pub const ALL: &'static [Self] = &[
        Self::Done,
        Self::GoingAway,
        Self::ClientTimeout,
        Self::Restarting,
        Self::TryAgainLater,
        Self::TooBig,
        Self::Protocol,
        Self::InvalidPayload,
        Self::Policy,
        Self::Internal,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::SlowConsumer,
        Self::QuotaExceeded,
    ];

    /// The WebSocket close code.
    pub fn code(self) -> u16 {
        match self {
            Self::Done => 1000,
            Self::GoingAway | Self::ClientTimeout => 1001,
            Self::Protocol => 1002,
            Self::InvalidPayload => 1007,
            Self::Policy => 1008,
            Self::TooBig => 1009,
            Self::Internal => 1011,
            Self::Restarting => 1012,
            Self::TryAgainLater => 1013,
            Self::Unauthenticated => 4001,
            Self::Forbidden => 4003,
            Self::SlowConsumer => 4008,
            Self::QuotaExceeded => 4029,
        }
    }

    /// The error text of the SignalR Close message; `None` means an orderly end.
    pub fn error(self) -> Option<&'static str> {
        match self {
            Self::Done
            | Self::GoingAway
            | Self::ClientTimeout
            | Self::Restarting
            | Self::TryAgainLater
            | Self::Unauthenticated
            | Self::SlowConsumer => None,
            Self::TooBig | Self::Protocol | Self::InvalidPayload | Self::Policy | Self::Internal => {
                Some(CLOSED_WITH_ERROR)
            }
            Self::Forbidden => Some("Connection closed because access was denied."),
            Self::QuotaExceeded => Some("Connection closed because a quota was exceeded."),
        }
    }

    /// Whether a client's automatic reconnect may run.
    pub fn allow_reconnect(self) -> bool {
        match self {
            Self::GoingAway
            | Self::ClientTimeout
            | Self::Restarting
            | Self::TryAgainLater
            | Self::Internal
            | Self::Unauthenticated
            | Self::SlowConsumer => true,
            Self::Done
            | Self::TooBig
            | Self::Protocol
            | Self::InvalidPayload
            | Self::Policy
            | Self::Forbidden
            | Self::QuotaExceeded => false,
        }
    }

    /// A short stable name: the label of metrics and the reason text of the WebSocket close frame.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::GoingAway => "going away",
            Self::ClientTimeout => "client timeout",
            Self::Restarting => "restarting",
            Self::TryAgainLater => "try again later",
            Self::TooBig => "too big",
            Self::Protocol => "protocol error",
            Self::InvalidPayload => "invalid payload",
            Self::Policy => "policy violation",
            Self::Internal => "internal error",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::SlowConsumer => "slow consumer",
            Self::QuotaExceeded => "quota exceeded",
        }
    }

    pub(crate) fn reconnect(self) -> Reconnect {
        if self.allow_reconnect() { Reconnect::Allowed } else { Reconnect::Refused }
    }

    /// The `signalr.connection.status` of OpenTelemetry's conventions.
    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::ClientTimeout => "timeout",
            Self::GoingAway | Self::Restarting => "app_shutdown",
            _ => "normal_closure",
        }
    }
}

/// How a connection ended, for [`Hub::on_disconnected`](crate::Hub::on_disconnected).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disconnect {
    /// The server closed it.
    Closed(CloseReason),
    /// The client closed it.
    ByClient,
    /// The network connection was lost.
    Lost,
}

impl Disconnect {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Closed(reason) => reason.label(),
            Self::ByClient => "by client",
            Self::Lost => "lost",
        }
    }

    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::Closed(reason) => reason.status(),
            Self::ByClient | Self::Lost => "normal_closure",
        }
    }
}
