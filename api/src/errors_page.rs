//! The page of the documentation that lists every error, `docs/ERRORS.md`: codes from the closed list, statuses from
//! the one place that chooses them.

use plenum_shared::{Code, error::Retry};

use crate::problem::status_of;

const HEAD: &str = "\
# Errors

Every error of the REST API is an `application/problem+json` document (RFC 9457) with a `code` from this closed list. Match
on the code: titles and details may be put better one day, codes stay. `requestId` is the name under which we find the
request in our logs. Codes that stand with single fields are in `errors[].code`, within an `invalid` (422) or, when they are about
the query, a `malformed_query` (400), whatever status stands beside them below.

**Again?** says whether the same request may succeed later: *no* until something about it has changed, *later* unchanged
after the seconds of `Retry-After`, with pauses that grow, *once* for a single further try. After `busy`, `unavailable` or
`internal` a write may have been done all the same: send it with `If-Match`, or read first.

Two errors of HTTP share a code with their kind: an address that is too long is 414 `malformed_query`, a body that does not
come in time is 408 `malformed_body`.

This page is written by the program: `cargo run -p plenum -- errors > docs/ERRORS.md`.

| code | status | what it means | what to do | again? |
|---|---|---|---|---|";

/// The page, without the end of its last line.
pub fn errors_page() -> String {
    let rows = Code::ALL.iter().map(|code| {
        let again = match code.retry() {
            Retry::No => "no",
            Retry::Later => "later",
            Retry::Once => "once",
        };
        let status = status_of(code.kind()).as_u16();
        let (means, advice) = (sentence(code.summary()), sentence(code.advice()));
        format!("| `{}` | {status} | {means} | {advice} | {again} |", code.as_str())
    });
    std::iter::once(HEAD.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// The messages of the program begin in lower case; those of a page do not.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_the_documentation_is_what_the_list_says() {
        let page = include_str!("../../docs/ERRORS.md");
        assert!(
            page == format!("{}\n", errors_page()),
            "docs/ERRORS.md is not what the list says; run `cargo run -p plenum -- errors > docs/ERRORS.md`"
        );
    }
}
