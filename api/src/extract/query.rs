//! Query parameters, read strictly: a parameter that the route does not know, or that is repeated, is an error that
//! names it, and is never ignored. Only a list may be repeated: a name that ends in `[]`, and a few others.

use axum::extract::FromRequestParts;
use http::request::Parts;
use plenum_shared::{Code, Error, Result, error::FieldError};

use crate::problem::Problem;

const MAX_PARAMETERS: usize = 200;
/// The end of a name that may repeat.
const LIST: &str = "[]";
/// Lists, whose values are separated by commas or stand in parameters of their own: many clients send them so, whatever
/// the document says.
const LISTS: [&str; 5] = ["sort", "fields", "include", "type", "groupBy"];

/// The parameters of a request, by name.
#[derive(Debug)]
pub(crate) struct Query(Vec<(String, String)>);

/// A route that takes no parameters.
pub(crate) struct NoQuery;

impl Query {
    fn parse(query: &str) -> Result<Self> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = decode(name).ok_or_else(|| wrong("", "a parameter's name is not valid UTF-8"))?;
            let value = decode(value).ok_or_else(|| wrong(&name, "the value is not valid UTF-8"))?;
            if !name.ends_with(LIST) && !LISTS.contains(&name.as_str()) && pairs.iter().any(|(known, _)| *known == name)
            {
                return Err(wrong(&name, "the parameter stands twice"));
            }
            if pairs.len() == MAX_PARAMETERS {
                return Err(Error::new(Code::MalformedQuery).with_message("there are too many query parameters"));
            }
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    /// Takes a parameter out; the values of a repeated list with commas between them.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let values: Vec<_> = self.0.extract_if(.., |(known, _)| known == name).map(|(_, value)| value).collect();
        (!values.is_empty()).then(|| values.join(","))
    }

    /// Takes out all parameters with this name and brackets behind it, in their order.
    pub(crate) fn take_bracketed(&mut self, name: &str) -> Vec<(String, String)> {
        let is_one =
            |(known, _): &mut (String, String)| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('['));
        self.0.extract_if(.., is_one).collect()
    }

    /// Takes a parameter of a certain form out.
    pub(crate) fn take_parsed<T: std::str::FromStr>(&mut self, name: &str, expected: &str) -> Result<Option<T>> {
        self.take_with(name, expected, |value| value.parse().ok())
    }

    /// Takes a parameter out that `parse` reads.
    pub(crate) fn take_with<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        self.take(name).map(|value| parse(&value).ok_or_else(|| wrong(name, expected))).transpose()
    }

    /// Refuses the parameters that were not taken.
    pub(crate) fn done(self) -> Result<()> {
        match self.0.first() {
            Some((name, _)) => Err(wrong(name, "there is no such parameter here")),
            None => Ok(()),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default())?)
    }
}

impl<S: Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::parse(parts.uri.query().unwrap_or_default())?.done()?;
        Ok(Self)
    }
}

fn wrong(name: &str, why: &str) -> Error {
    let name: String = name.chars().filter(|char| !char.is_control()).take(100).collect();
    let message = format!("query parameter \"{name}\": {why}");
    let field = FieldError::new(name, Code::MalformedQuery).with_message(why);
    Error::new(Code::MalformedQuery).with_message(message).with_fields(vec![field])
}

/// Undoes percent-encoding, with a plus sign for a space as forms send it.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parameters_are_decoded_and_taken_by_name() {
        let mut query = Query::parse("limit=5&cursor=a%2Fb+c&").unwrap();
        assert_eq!(query.take_parsed::<u32>("limit", "a number").unwrap(), Some(5));
        assert_eq!(query.take("cursor").as_deref(), Some("a/b c"));
        assert_eq!(query.take("cursor"), None);
        assert!(query.done().is_ok());
    }

    #[test]
    fn repeated_unknown_and_malformed_parameters_are_refused_by_name() {
        for repeated in ["a=1&a=1", "a&a", "a=1&%61=2"] {
            assert_eq!(Query::parse(repeated).unwrap_err().fields()[0].pointer, "a", "{repeated}");
        }
        assert_eq!(Query::parse("tenant_id=x").unwrap().done().unwrap_err().fields()[0].pointer, "tenant_id");
        for bad in ["limit=x", "limit=", "limit=-1", "limit=99999999999", "limit=5.0", "limit=0x5"] {
            let error = Query::parse(bad).unwrap().take_parsed::<u32>("limit", "a number").unwrap_err();
            assert_eq!(error.code(), Code::MalformedQuery, "{bad}");
        }
        for bad in ["a=%ff", "a=%", "a=%4", "a=%zz", "%c3=1"] {
            assert!(Query::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn bracketed_parameters_are_taken_together_and_lists_may_repeat() {
        let mut query = Query::parse("filter[b]=1&limit=5&filter[a][in][]=x&filter[a][in][]=y&filters=z").unwrap();
        let taken = query.take_bracketed("filter");
        let taken: Vec<_> = taken.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(taken, [("filter[b]", "1"), ("filter[a][in][]", "x"), ("filter[a][in][]", "y")]);
        assert_eq!(query.take("limit").as_deref(), Some("5"));
        assert_eq!(query.done().unwrap_err().fields()[0].pointer, "filters");
        assert_eq!(Query::parse("a[]=1&a[]=2").unwrap().done().unwrap_err().fields()[0].pointer, "a[]");
        assert!(Query::parse("filter[a]=1&filter%5Ba%5D=2").is_err());
        let mut query = Query::parse("sort=-a&sort=b,c&fields=d").unwrap();
        assert_eq!(query.take("sort").as_deref(), Some("-a,b,c"));
        assert_eq!(query.take("fields").as_deref(), Some("d"));
        assert!(query.done().is_ok());
    }

    #[test]
    fn a_hundred_thousand_parameters_are_refused_quickly() {
        let many: String = (0..100_000).map(|n| format!("p{n}&")).collect();
        assert!(Query::parse(&many).is_err());
    }

    proptest! {
        #[test]
        fn no_query_makes_it_panic(text in "[a-z%=&+0-9\u{80}-\u{ff}]{0,100}") {
            let _ = Query::parse(&text);
        }
    }
}
