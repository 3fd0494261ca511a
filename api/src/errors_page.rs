//! The page of the documentation that lists every error, `docs/ERRORS.md`: codes from the closed list, statuses from
//! `problem.rs`.

use plenum_shared::{Code, error::Retry};

use crate::problem::status_of;

const HEAD: &str = "\
# Errors

Every error of the REST API is an `application/problem+json` document (RFC 9457) with a `code` from this closed list. Match
on the code: titles and details may be reworded, codes stay. `requestId` identifies the request in the server's logs. Codes of
single fields are in `errors[].code`, within an `invalid` (422) or, for parameters of the query, a `malformed_query` (400);
the status of such a code below does not apply to them.

**Retry** says whether the same request may succeed later: *no* until it is changed, *later* after the seconds of
`Retry-After`, with growing pauses, *once* for a single further try. After `busy`, `unavailable` or `internal` a write may
have been done: send it with `If-Match`, or read first.

Two errors of HTTP share a code with others: a too long address is 414 `malformed_query`, a body that does not come in time is
408 `malformed_body`.

This page is written by the program: `cargo run -p plenum -- errors > docs/ERRORS.md`.

| code | status | meaning | what to do | retry |
|---|---|---|---|---|";

/// The page, without the end of its last line.
pub fn errors_page() -> String {
    let rows = Code::ALL.iter().map(|code| {
        let retry = match code.retry() {
            Retry::No => "no",
            Retry::Later => "later",
            Retry::Once => "once",
        };
        let status = status_of(code.kind()).as_u16();
        let (means, advice) = (sentence(code.summary()), sentence(code.advice()));
        format!("| `{}` | {status} | {means} | {advice} | {retry} |", code.as_str())
    });
    std::iter::once(HEAD.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// The messages of the program begin in lower case; the sentences of the page do not.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_errors_is_up_to_date() {
        let page = include_str!("../../docs/ERRORS.md");
        assert!(
            page == format!("{}\n", errors_page()),
            "docs/ERRORS.md is not what the list says; run `cargo run -p plenum -- errors > docs/ERRORS.md`"
        );
    }
}
