//! An event as one line of text: time, type, record and changes.

use serde_json::Value;

/// `12:00:01  deal.stage_changed  deals/0198…  "Forty desks"  stageId: a → b`
pub(super) fn of(event: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let time: String = text(&event["time"]).chars().skip(11).take(8).collect();
    let mut line = format!("{time}  {:<20}  {}", text(&event["type"]), text(&event["subject"]));
    let named = ["title", "name"].into_iter().find_map(|field| event["data"][field].as_str());
    if let Some(name) = named {
        line.push_str(&format!("  {name:?}"));
    }
    for (field, change) in event["changes"].as_object().into_iter().flatten() {
        line.push_str(&format!("  {field}: {} → {}", short(&change["from"]), short(&change["to"])));
    }
    line
}

/// A value in a few characters, without anything that would move a terminal's cursor.
fn short(value: &Value) -> String {
    let text = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(money) if money.contains_key("amount") => {
            format!(
                "{} {}",
                money["amount"].as_str().unwrap_or("?"),
                money.get("currency").and_then(Value::as_str).unwrap_or("")
            )
        }
        other => other.to_string(),
    };
    let printable = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    match text.chars().count() {
        ..=40 => printable.collect(),
        _ => printable.take(39).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of;

    #[test]
    fn a_line_names_the_record_and_its_changes_without_control_characters() {
        let event = json!({
            "time": "2026-01-02T03:04:05.000000Z", "type": "deal.updated", "subject": "deals/1",
            "data": {"title": "a\u{1b}[2J"},
            "changes": {"value": {"from": null, "to": {"amount": "1.00", "currency": "EUR"}},
                        "description": {"from": "x\u{1b}[2Jy", "to": "z".repeat(100)}},
        });
        let line = of(&event);
        assert!(line.starts_with("03:04:05  deal.updated          deals/1"), "{line}");
        assert!(line.contains("value: – → 1.00 EUR"), "{line}");
        assert!(!line.contains('\u{1b}'), "{line}");
        assert!(line.chars().count() < 200);
    }
}
