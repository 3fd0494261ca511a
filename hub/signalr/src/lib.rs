//! plenum-signalr
