//! The neighbouring pages as web links (RFC 8288), with the whole query of the list: a cursor is valid in its own list
//! only.

use std::fmt::Write;

use plenum_app::records::{Count, ListRequest, Listing};

/// The longest header that is sent, since clients and proxies refuse longer ones; `page.next` has the same cursor.
const LONGEST: usize = 4096;

/// `None` when there is no other page.
pub(super) fn links(path: &str, request: &ListRequest, listing: &Listing) -> Option<String> {
    if listing.next.is_none() && listing.prev.is_none() {
        return None;
    }
    let mut first = format!("{path}?limit={}", listing.limit);
    for (name, value) in request.filter.parameters() {
        add(&mut first, &name, &value);
    }
    let once =
        [("q", &request.search), ("sort", &request.sort), ("fields", &request.fields), ("include", &request.include)];
    for (name, value) in once {
        if let Some(value) = value {
            add(&mut first, name, value);
        }
    }
    if let Some(count) = request.count {
        add(&mut first, "count", if count == Count::Exact { "exact" } else { "estimate" });
    }
    // Cursors are base64url and need no escaping.
    let link = |cursor: &String, rel| format!("<{first}&cursor={cursor}>; rel=\"{rel}\"");
    let next = listing.next.as_ref().map(|cursor| link(cursor, "next"));
    let prev = listing.prev.as_ref().map(|cursor| link(cursor, "prev"));
    let links: Vec<_> = next.into_iter().chain(prev).chain([format!("<{first}>; rel=\"first\"")]).collect();
    Some(links.join(", ")).filter(|links| links.len() <= LONGEST)
}

fn add(address: &mut String, name: &str, value: &str) {
    address.push('&');
    encode(address, name);
    address.push('=');
    encode(address, value);
}

/// Percent-encodes all bytes but the unreserved characters of an address.
fn encode(address: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => drop(write!(address, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use plenum_app::records::ListFilter;

    use super::*;

    fn listing(next: Option<&str>, prev: Option<&str>) -> Listing {
        Listing {
            records: Vec::new(),
            limit: 5,
            next: next.map(str::to_owned),
            prev: prev.map(str::to_owned),
            total: None,
            cursor: String::new(),
        }
    }

    #[test]
    fn a_link_has_the_whole_query_and_escapes_its_delimiters() {
        let request = ListRequest {
            filter: ListFilter::Brackets(vec![(
                "filter[title][contains]".to_owned(),
                "a>; rel=\"x\" é&b=\r\n".to_owned(),
            )]),
            sort: Some("-title".to_owned()),
            count: Some(Count::Exact),
            ..ListRequest::default()
        };
        let links = links("/api/v1/deals", &request, &listing(Some("N"), Some("P"))).expect("links");
        let query = "limit=5&filter%5Btitle%5D%5Bcontains%5D=a%3E%3B%20rel%3D%22x%22%20%C3%A9%26b%3D%0D%0A&sort=-title&count=exact";
        let expected = format!(
            "</api/v1/deals?{query}&cursor=N>; rel=\"next\", </api/v1/deals?{query}&cursor=P>; rel=\"prev\", </api/v1/deals?{query}>; rel=\"first\""
        );
        assert_eq!(links, expected);
    }

    #[test]
    fn a_single_page_and_an_address_too_long_for_a_header_have_no_links() {
        assert_eq!(links("/x", &ListRequest::default(), &listing(None, None)), None);
        let request = ListRequest { sort: Some("x".repeat(LONGEST)), ..ListRequest::default() };
        assert_eq!(links("/x", &request, &listing(Some("N"), None)), None);
    }
}
