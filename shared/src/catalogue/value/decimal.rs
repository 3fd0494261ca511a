//! Decimal numbers: text on the wire, whole numbers of their last digit where they are compared and stored. So they are
//! exact everywhere, also in clients whose numbers are binary.

use serde_json::Value;

use super::invalid::InvalidValue;

/// The digits of the largest number.
pub(super) const MAX_DIGITS: usize = 18;

/// Reads a decimal number from text. Digits that the scale has no place for are an error and are never rounded. A JSON
/// number is refused: digits that it lost while it was read could not be noticed.
pub(super) fn decimal(value: &Value, scale: u8, min: i64, max: i64) -> Result<Value, InvalidValue> {
    let number = value.as_str().and_then(|text| to_units(text, u32::from(scale)));
    number.filter(|units| (min..=max).contains(units)).map(|units| Value::String(from_units(units, scale))).ok_or_else(
        || {
            let (min, max) = (from_units(min, scale), from_units(max, scale));
            InvalidValue::expected(format!(
                "a decimal number as text, from \"{min}\" to \"{max}\" with at most {scale} decimals"
            ))
        },
    )
}

/// A decimal number in units of its last digit, from its form on the wire.
pub fn decimal_to_units(value: &Value, scale: u8) -> Option<i64> {
    to_units(value.as_str()?, u32::from(scale))
}

/// The form on the wire of a number of units.
pub fn decimal_from_units(units: i64, scale: u8) -> Value {
    Value::String(from_units(units, scale))
}

pub(super) fn from_units(units: i64, scale: u8) -> String {
    let unit = 10u64.pow(u32::from(scale));
    let (sign, magnitude) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    match scale {
        0 => format!("{sign}{magnitude}"),
        _ => format!("{sign}{}.{:0width$}", magnitude / unit, magnitude % unit, width = usize::from(scale)),
    }
}

/// Reads `-12.5` exactly: too many decimals or too large a number is nothing, never rounded.
pub(super) fn to_units(text: &str, scale: u32) -> Option<i64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || whole.len() > MAX_DIGITS {
        return None;
    }
    let fraction = match fraction.trim_end_matches('0') {
        short if short.len() as u32 <= scale => short,
        _ => return None,
    };
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{fraction:0<width$}", width = scale as usize).parse().unwrap_or(0);
    let units = whole.checked_mul(10i64.checked_pow(scale)?)?.checked_add(part)?;
    Some(if negative { -units } else { units })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn percent(value: &Value) -> Option<Value> {
        decimal(value, 2, 0, 10_000).ok()
    }

    #[test]
    fn decimals_are_exact_and_have_the_digits_of_their_scale() {
        for (given, written) in
            [(json!("12.5"), "12.50"), (json!("0"), "0.00"), (json!("-0"), "0.00"), (json!("100.000"), "100.00")]
        {
            assert_eq!(percent(&given), Some(json!(written)), "{given}");
        }
        for bad in [
            json!("12.345"),
            json!("100.01"),
            json!("-1"),
            json!(""),
            json!("."),
            json!("1."),
            json!(".5"),
            json!("1e1"),
            json!("+1"),
            json!("1,5"),
            json!("NaN"),
            json!("١"),
            json!(" 1"),
            json!(7),
            json!(12.5),
            json!(0.1 + 0.2),
            json!(1e300),
            json!(true),
            json!({"amount": "1"}),
        ] {
            assert_eq!(percent(&bad), None, "{bad}");
        }
        let most = 999_999_999_999_999_999;
        assert_eq!(decimal(&json!("999999999999.999999"), 6, -most, most).ok(), Some(json!("999999999999.999999")));
        let refused = decimal(&json!("200"), 2, 0, 10_000).expect_err("too much");
        assert_eq!(refused.0, "expected a decimal number as text, from \"0.00\" to \"100.00\" with at most 2 decimals");
    }

    proptest! {
        #[test]
        fn units_and_text_are_one_number(units in -999_999_999_999_999_999i64..=999_999_999_999_999_999, scale in 0u8..=18) {
            let written = decimal_from_units(units, scale);
            prop_assert_eq!(decimal_to_units(&written, scale), Some(units));
            prop_assert_eq!(decimal(&written, scale, i64::MIN, i64::MAX).ok(), Some(written));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "-?[0-9]{0,25}[.]?[0-9]{0,25}", scale in 0u8..=18) {
            let _ = (to_units(&text, u32::from(scale)), to_units(&digits, u32::from(scale)));
        }
    }
}
