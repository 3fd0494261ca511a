//! plenum-app
