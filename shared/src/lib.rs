//! plenum-shared
