//! plenum-hub
