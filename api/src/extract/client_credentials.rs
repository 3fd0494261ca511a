//! The credentials of a service account that requests a token (RFC 6749, sections 2.3.1 and 4.4.2): in the
//! `Authorization` header by HTTP Basic, or in the body, which is a form.

use axum::extract::{FromRequest, Request};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, header};
use plenum_shared::{Code, Error, Result};
use schemars::JsonSchema;

use crate::{
    admission::{Admitted, BufferedBody},
    problem::Problem,
};

/// The one media type of these requests.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
const GRANT_TYPE: &str = "client_credentials";

/// The id and the secret of a service account.
pub(crate) struct ClientCredentials {
    pub(crate) id: String,
    pub(crate) secret: String,
}

/// The form, for the document.
#[derive(JsonSchema)]
#[schemars(rename = "TokenRequest")]
#[expect(dead_code, reason = "the fields are read from the form by name")]
pub(crate) struct TokenForm {
    /// `client_credentials`
    grant_type: String,
    /// Not with HTTP Basic.
    client_id: Option<String>,
    /// Not with HTTP Basic.
    client_secret: Option<String>,
}

impl<S: Sync> FromRequest<Admitted<S>> for ClientCredentials {
    type Rejection = Problem;

    async fn from_request(request: Request, admitted: &Admitted<S>) -> Result<Self, Problem> {
        require_form(request.headers())?;
        let credentials = basic(request.headers());
        let Ok(body) = BufferedBody::from_request(request, admitted).await;
        Ok(read(credentials, body)?)
    }
}

/// The credentials of the form or the header; `in_header` is what [`basic`] found.
fn read(in_header: Result<Option<ClientCredentials>>, body: BufferedBody) -> Result<ClientCredentials> {
    let mut form = Form::read(&body.whole()?)?;
    if form.take("grant_type")? != Some(GRANT_TYPE.to_owned()) {
        return Err(Error::new(Code::UnsupportedGrantType));
    }
    if form.take("scope")?.is_some_and(|scope| !scope.is_empty()) {
        return Err(bad("a service account has the scope of its role; leave `scope` out"));
    }
    let in_body = (form.take("client_id")?, form.take("client_secret")?);
    match (in_header?, in_body) {
        (Some(credentials), (None, None)) => Ok(credentials),
        (None, (Some(id), Some(secret))) => Ok(ClientCredentials { id, secret }),
        // RFC 6749 allows one of the two at a time.
        (Some(_), _) => Err(bad("the credentials stand in the header and in the body")),
        (None, _) => Err(Error::new(Code::InvalidClient)),
    }
}

fn require_form(headers: &HeaderMap) -> Result<()> {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let given = types.next().and_then(|value| value.to_str().ok()).filter(|_| types.next().is_none());
    let essence = given.and_then(|given| given.split(';').next()).map(str::trim);
    if essence.is_some_and(|essence| essence.eq_ignore_ascii_case(FORM)) {
        return Ok(());
    }
    Err(Error::new(Code::UnsupportedMediaType).with_message("a token is asked for with a form (RFC 6749)"))
}

/// The credentials of the one `Authorization` header, if there is one.
fn basic(headers: &HeaderMap) -> Result<Option<ClientCredentials>> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let invalid = || Error::new(Code::InvalidClient);
    if values.next().is_some() {
        return Err(invalid());
    }
    let (scheme, encoded) = value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or_else(invalid)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(invalid());
    }
    let decoded = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = decoded.ok_or_else(invalid)?;
    let (id, secret) = decoded.split_once(':').ok_or_else(invalid)?;
    // Each was encoded as in a form before they were joined.
    Ok(Some(ClientCredentials { id: form_decoded(id), secret: form_decoded(secret) }))
}

fn form_decoded(text: &str) -> String {
    let pair = format!("={}", text);
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The parameters of a form. Unknown ones are ignored, as the standard requires.
struct Form(Vec<(String, String)>);

impl Form {
    fn read(body: &[u8]) -> Result<Self> {
        if std::str::from_utf8(body).is_err() {
            return Err(bad("the form is not UTF-8"));
        }
        Ok(Self(form_urlencoded::parse(body).into_owned().collect()))
    }

    fn take(&mut self, name: &str) -> Result<Option<String>> {
        let mut found = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone());
        match (found.next(), found.next()) {
            (value, None) => Ok(value),
            _ => Err(bad("a parameter stands twice")),
        }
    }
}

fn bad(why: &'static str) -> Error {
    Error::new(Code::InvalidRequest).with_message(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(content_type: &str, authorization: Option<&str>, body: &str) -> Result<(String, String), Code> {
        let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type.parse().unwrap())]);
        headers.extend(authorization.map(|value| (header::AUTHORIZATION, value.parse().unwrap())));
        let body = BufferedBody::Whole(body.to_owned().into());
        let read = require_form(&headers).and_then(|()| read(basic(&headers), body));
        read.map(|credentials| (credentials.id, credentials.secret)).map_err(|error| error.code())
    }

    fn pair(id: &str, secret: &str) -> Result<(String, String), Code> {
        Ok((id.to_owned(), secret.to_owned()))
    }

    #[test]
    fn credentials_are_read_from_the_header_or_the_form() {
        let form = "grant_type=client_credentials&client_id=a&client_secret=b%2Bc&extra=1";
        assert_eq!(outcome("application/x-www-form-urlencoded; charset=UTF-8", None, form), pair("a", "b+c"));
        // The base64 of `a:b%2Bc`.
        let header = Some("Basic YTpiJTJCYw==");
        assert_eq!(outcome(FORM, header, "grant_type=client_credentials"), pair("a", "b+c"));
        assert_eq!(outcome(FORM, header, form), Err(Code::InvalidRequest));
    }

    #[test]
    fn other_forms_of_credentials_are_refused_with_the_errors_of_the_standard() {
        let grant = "grant_type=client_credentials";
        for (content_type, authorization, body, code) in [
            ("application/json", None, "{}", Code::UnsupportedMediaType),
            (FORM, None, "", Code::UnsupportedGrantType),
            (FORM, None, "grant_type=password&username=a&password=b", Code::UnsupportedGrantType),
            (FORM, None, grant, Code::InvalidClient),
            (FORM, None, "grant_type=client_credentials&client_id=a", Code::InvalidClient),
            (FORM, Some("Bearer abc"), grant, Code::InvalidClient),
            (FORM, Some("Basic !!!"), grant, Code::InvalidClient),
            (FORM, Some("Basic YQ=="), grant, Code::InvalidClient),
            (FORM, None, "grant_type=client_credentials&grant_type=client_credentials", Code::InvalidRequest),
            (FORM, None, "grant_type=client_credentials&scope=deals.read", Code::InvalidRequest),
        ] {
            assert_eq!(
                outcome(content_type, authorization, body),
                Err(code),
                "{content_type} {authorization:?} {body}"
            );
        }
    }
}
