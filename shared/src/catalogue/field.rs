//! A field of an entity: its names, its kind, who may write it.

/// One field, as the wire and the table know it.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire, in camelCase.
    pub name: &'static str,
    /// The column; money has two, with the suffixes `_amount` and `_currency`.
    pub column: &'static str,
    pub kind: FieldKind,
    pub writable: Writable,
    /// A required field is never null. On creation it must be given, unless the application fills it in.
    pub required: bool,
    /// The value of a field that a new record does not name, as JSON text.
    pub default: Option<&'static str>,
    /// The application gives a new record this field when the client does not.
    pub filled: bool,
    /// While a live record refers to another through this field, the other cannot be deleted.
    pub blocks_deletion: bool,
    /// The state machine of a choice; empty when any word may follow any other.
    pub steps: Steps,
    /// Whether records are found by the words of this text.
    pub searched: bool,
    /// How the record that this reference names lists those that name it, if it does.
    pub inverse: Option<Inverse>,
}

/// A relation seen from its other end: what an account calls the deals that are with it, and how many of them it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inverse {
    pub name: &'static str,
    pub limit: u16,
}

/// Where a choice may go from each of its words. The first word named is the one that a new record begins with.
pub type Steps = &'static [(&'static str, &'static [&'static str])];

/// What values a field takes, and how they look on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of at most `max` characters, without control characters, in its [written form](crate::written_form).
    Text {
        max: usize,
    },
    /// Text of at most `max` characters that may have several lines, in its written form.
    LongText {
        max: usize,
    },
    Bool,
    /// A whole number.
    Int {
        min: i64,
        max: i64,
    },
    /// A decimal number as text with exactly `scale` digits after the point: `"12.50"`. The bounds are in units of the
    /// last digit, and within 18 digits.
    Decimal {
        scale: u8,
        min: i64,
        max: i64,
    },
    /// `{"amount": "12.50", "currency": "EUR"}`; the amount has the digits of its currency (ISO 4217).
    Money,
    /// `2026-01-31`
    Date,
    /// RFC 3339 in UTC.
    Timestamp,
    /// An e-mail address, its domain in lower case and in its own letters: `mail@köln.de`.
    Email,
    /// A phone number in E.164: `+49301234567`, `+49301234567;ext=89`. Older ones may lack the code of their country.
    Phone,
    /// The address of a web page: http or https, without a password in it.
    Url,
    /// A list of texts in an order of its own, none of them empty.
    Texts {
        max_items: usize,
        max_chars: usize,
    },
    /// One of a fixed set of words.
    Choice(&'static [&'static str]),
    /// The record's own id.
    Id,
    /// The id of a record of another entity, by its singular name.
    Reference(&'static str),
    /// The id of a member of the tenant.
    User,
    /// The id of a team of the tenant.
    Team,
}

/// When a client may set a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writable {
    Always,
    OnCreate,
    Never,
}

impl FieldKind {
    /// Whether values are text that is compared without case: the store keeps beside it what it folds to.
    pub const fn folds(self) -> bool {
        matches!(self, Self::Text { .. } | Self::LongText { .. } | Self::Email | Self::Phone | Self::Url)
    }

    /// Whether a single value may be so large that a record is shown without it beside others.
    pub const fn is_bulky(self) -> bool {
        matches!(self, Self::LongText { .. } | Self::Texts { .. })
    }
}

impl Field {
    pub const fn new(name: &'static str, column: &'static str, kind: FieldKind) -> Self {
        Self {
            name,
            column,
            kind,
            writable: Writable::Always,
            required: false,
            default: None,
            filled: false,
            blocks_deletion: false,
            steps: &[],
            searched: false,
            inverse: None,
        }
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn only_on_create(mut self) -> Self {
        self.writable = Writable::OnCreate;
        self
    }

    pub const fn never_written(mut self) -> Self {
        self.writable = Writable::Never;
        self
    }

    /// `json` is the default as JSON text, in the form of the wire.
    pub const fn default(mut self, json: &'static str) -> Self {
        self.default = Some(json);
        self
    }

    /// A client may leave a required field out: the rules of the entity find a value.
    pub const fn filled(mut self) -> Self {
        self.filled = true;
        self
    }

    /// The record that this reference names stays as long as this one does.
    pub const fn blocks_deletion(mut self) -> Self {
        self.blocks_deletion = true;
        self
    }

    pub const fn steps(mut self, steps: Steps) -> Self {
        self.steps = steps;
        self
    }

    /// Records are found by the words in this text.
    pub const fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// The record that this reference names shows up to `limit` of those that name it, under this name.
    pub const fn with_inverse(mut self, name: &'static str, limit: u16) -> Self {
        self.inverse = Some(Inverse { name, limit });
        self
    }
}
