//! E-mail addresses (RFC 5321, and RFC 6531 beyond ASCII).

use icu_normalizer::ComposingNormalizerBorrowed;

use super::domain::domain;
use crate::written_form::{self, has_unseen};

/// The longest address that mail can be sent to, in bytes.
pub const EMAIL_MAX: usize = 254;
/// The longest part before the `@`, in bytes.
const LOCAL_MAX: usize = 64;

/// The written form of an address: the part before the `@` as it was given, the domain in lower case with the letters
/// that people read. `None`: it is no address.
pub fn email(text: &str) -> Option<String> {
    let (local, domain) = parts(text)?;
    let fits = |domain: &str| local.len() + 1 + domain.len() <= EMAIL_MAX;
    // Mail goes out in either form, by what the other server understands.
    (fits(&domain.unicode) && fits(&domain.ascii)).then(|| format!("{local}@{}", domain.unicode))
}

/// What identifies an address, wherever there is one of each: without case, its domain in ASCII. Text that is no
/// address has a key of its own, so that a look-up by it finds nothing.
pub fn email_key(text: &str) -> String {
    match parts(text) {
        Some((local, domain)) => format!("{}@{}", lower(&local), domain.ascii),
        None => lower(text),
    }
}

/// The form in which an address was stored before domains were written in their own letters, if that is another one.
pub(crate) fn earlier_email(written: &str) -> Option<String> {
    let (local, domain) = parts(written)?;
    (domain.ascii != domain.unicode).then(|| format!("{local}@{}", domain.ascii))
}

fn parts(text: &str) -> Option<(String, super::domain::Domain)> {
    let text = text.trim();
    // Longer than any address in any form of its domain.
    if text.len() > 4 * EMAIL_MAX || has_unseen(text) {
        return None;
    }
    let (local, name) = text.rsplit_once('@')?;
    let local = written_form::line(local).ok()?;
    (is_local_part(&local)).then_some(())?;
    Some((local, domain(name)?))
}

/// Letter by letter, and composed again, since lower case is not always composed.
fn lower(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.is_ascii() { lower } else { ComposingNormalizerBorrowed::new_nfc().normalize(&lower).into_owned() }
}

/// Words joined by dots. Quoted forms are allowed by the standard, used by nobody, and a risk wherever they are shown.
fn is_local_part(local: &str) -> bool {
    // Beyond ASCII: letters, their marks, and digits. Everything else there is a symbol that resembles one of ASCII.
    let allowed = |c: char| if c.is_ascii() { is_atom(c) } else { c.is_alphanumeric() || is_mark_or_joiner(c) };
    local.len() <= LOCAL_MAX && local.split('.').all(|word| !word.is_empty() && word.chars().all(allowed))
}

fn is_mark_or_joiner(c: char) -> bool {
    use icu_properties::{CodePointMapData, props::GeneralCategory};
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark)
        || matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_every_script_are_accepted_in_one_written_form() {
        for (given, written) in [
            (" Ada.L+crm@Example.COM ", "Ada.L+crm@example.com"),
            ("mail@köln.de", "mail@köln.de"),
            ("mail@KÖLN.de", "mail@köln.de"),
            ("mail@xn--kln-sna.de", "mail@köln.de"),
            ("mail@ko\u{308}ln.de", "mail@köln.de"),
            ("josé@example.com", "josé@example.com"),
            ("jose\u{301}@example.com", "josé@example.com"),
            ("用户@例子.广告", "用户@例子.广告"),
            ("राम@मोहन.ईन्फो", "राम@मोहन.ईन्फो"),
            ("a@faß.de", "a@faß.de"),
            ("a@example。com", "a@example.com"),
        ] {
            assert_eq!(email(given).as_deref(), Some(written), "{given}");
            assert_eq!(email(written).as_deref(), Some(written));
        }
    }

    #[test]
    fn what_mail_could_not_be_sent_to_is_refused() {
        let (long_local, long_label) = (format!("{}@example.com", "x".repeat(65)), format!("a@{}.com", "x".repeat(64)));
        let two_bytes = format!("{}@example.com", "é".repeat(33));
        let long = format!("{}@{}.{}.{}.com", "x".repeat(64), "a".repeat(62), "b".repeat(62), "c".repeat(62));
        // 63 letters that are one label as people read them, and more than DNS takes in ASCII.
        let long_in_ascii = format!("a@{}.de", "ö".repeat(60));
        for bad in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@@example.com",
            "a b@example.com",
            "a\u{a0}b@example.com",
            ".a@example.com",
            "a..b@example.com",
            "ada@example..com",
            "ada@example.com.",
            "ada@-example.com",
            "ada@1.2.3.4",
            "ada@[1.2.3.4]",
            "ada@[IPv6:::1]",
            "ada@ex_ample.com",
            "ada@example.com\nbcc:x@y.zz",
            "<ada@example.com>",
            "\"a\"@example.com",
            "a＠b@example.com",
            "a\u{202e}b@example.com",
            "a\u{200b}b@example.com",
            "ada@exa\u{200b}mple.com",
            "ada@xn--a.de",
            "ada@xn--\u{e4}.de",
            "ada@xn--.de",
            "ada@exa mple.com",
            "ada@example.com:25",
            "ada@🦊\u{200d}.de",
            "ada@שלוםa.com",
            &long_local,
            &two_bytes,
            &long_label,
            &long,
            &long_in_ascii,
        ] {
            assert_eq!(email(bad), None, "{bad:?}");
        }
        assert!(email(&format!("{}@example.com", "x".repeat(64))).is_some());
    }

    #[test]
    fn spellings_of_one_address_have_one_key_and_ascii_keeps_the_key_that_it_had() {
        for spelling in ["mail@köln.de", "Mail@XN--KLN-SNA.de", "MAIL@KÖLN.DE", " mail@ko\u{308}ln.de"] {
            assert_eq!(email_key(spelling), "mail@xn--kln-sna.de", "{spelling}");
        }
        assert_eq!(email_key("JOSÉ@example.com"), email_key("jose\u{301}@Example.com"));
        assert_ne!(email_key("josé@example.com"), email_key("jose@example.com"));
        for ascii in ["Ada.L+crm@Example.COM", "a_b@x-y.example"] {
            assert_eq!(email_key(ascii), ascii.to_lowercase());
        }
        assert_eq!(email_key("No Address"), "no address");
        assert_eq!(earlier_email("mail@köln.de").as_deref(), Some("mail@xn--kln-sna.de"));
        assert_eq!(earlier_email("ada@example.com"), None);
    }
}
