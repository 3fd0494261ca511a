//! plenum-bus
