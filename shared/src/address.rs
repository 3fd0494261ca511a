//! Where somebody is reached: e-mail addresses, phone numbers, web addresses. One rule for all of the product: fields of
//! records, sign-up, invitations.
//!
//! What is refused here would be refused by whatever sends or dials it later, or be dangerous to show as a link: a web
//! address is never `javascript:`, and holds no password. Each kind has a written form, which is stored and shown, and
//! which is its own written form.

mod domain;
mod email;
mod phone;
mod url;

pub(crate) use email::earlier_email;
pub use email::{EMAIL_MAX, email, email_key};
pub use phone::{Country, PhoneProblem, phone, phone_search_words};
pub(crate) use phone::{phone_query, pieces, stored_forms};
pub(crate) use url::earlier_url;
pub use url::{URL_MAX, url};
