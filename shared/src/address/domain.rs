//! Names of hosts in the two forms of UTS 46: with the letters that people read, and in ASCII.

use std::borrow::Cow;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// A name of at least two labels, the last of which is not a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Domain {
    /// As people read it, in lower case and NFC: `köln.de`.
    pub(super) unicode: String,
    /// As DNS has it: `xn--kln-sna.de`.
    pub(super) ascii: String,
}

/// Reads a name in either form. One that DNS could not have is nothing: a label of more than 63 bytes, a name of more
/// than 253, an empty label, one that begins or ends with a hyphen, or Punycode of nothing.
pub(super) fn domain(text: &str) -> Option<Domain> {
    let uts46 = Uts46::new();
    let ascii =
        uts46.to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify).ok()?;
    let (_, top) = ascii.rsplit_once('.')?;
    if top.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (unicode, sound) = uts46.to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    sound.ok()?;
    Some(Domain { unicode: Cow::into_owned(unicode), ascii: Cow::into_owned(ascii) })
}
