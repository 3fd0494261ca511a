//! plenum-testkit
