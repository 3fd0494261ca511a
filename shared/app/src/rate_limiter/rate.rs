use std::time::Duration;

/// How much there is in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What clients read of it, in one word of letters and dashes.
    pub name: &'static str,
    pub quota: u32,
    pub window: Duration,
}

/// What is left of a rate, as far as this node knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remaining {
    pub rate: Rate,
    pub left: u32,
    /// How long it takes until all of it is there again.
    pub full_in: Duration,
}
