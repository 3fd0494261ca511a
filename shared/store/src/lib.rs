//! plenum-store
