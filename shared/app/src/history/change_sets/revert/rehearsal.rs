/// Whether a revert is done, or only tried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rehearsal {
    /// It is done.
    No,
    /// It is done and undone in one transaction, so that the report is what a revert would answer.
    Yes,
}
