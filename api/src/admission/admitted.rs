//! The proof that a route stands behind an admission.

use std::ops::Deref;

/// The state of routes behind an admission: only [`Admission::guard`](super::Admission::guard) makes one. A handler
/// that takes something out of it runs for admitted requests alone, whose bodies are buffered.
#[derive(Debug, Clone)]
pub struct Admitted<S>(S);

impl<S> Admitted<S> {
    pub(super) fn new(state: S) -> Self {
        Self(state)
    }
}

impl<S> Deref for Admitted<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.0
    }
}
