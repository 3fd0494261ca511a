use super::*;

const fn file(language: Language, text: &'static str) -> MessageFile {
    MessageFile { language, text }
}

/// The problem of a message in English and in German.
fn refusal(english: &'static str, german: &'static str) -> String {
    let files = [file(Language::English, english), file(Language::German, german)];
    Messages::new(&files).expect_err("refused").to_string()
}

#[test]
fn every_error_has_a_title_in_every_language() {
    let messages = Messages::new(&[]).expect("messages");
    messages.check([]).expect("what this module uses is what its files have");
    for code in Code::ALL {
        assert_eq!(messages.text(Language::English, &title_name(*code), &[]), code.summary());
        assert_eq!(messages.title(Language::English, *code), code.summary());
        let german = messages.title(Language::German, *code);
        assert!(german != code.summary() && !german.is_empty() && !german.ends_with('.'), "{code:?}: {german}");
    }
}

#[test]
fn a_date_has_the_form_of_its_language() {
    let messages = Messages::new(&[]).expect("messages");
    assert_eq!(messages.date(Language::English, "2026-05-31"), "2026-05-31");
    assert_eq!(messages.date(Language::German, "2026-05-31"), "31.05.2026");
    assert_eq!(messages.date(Language::German, "soon"), "soon");
}

#[test]
fn a_message_is_found_by_its_name_and_its_arguments_stand_in_it_as_they_are() {
    const TEXTS: &str =
        "won = { $record } was won\n    .body = { $known ->\n        [no] Who?\n       *[yes] By { $actor }\n    }\n";
    let files = Language::ALL.map(|language| file(language, TEXTS));
    let messages = Messages::new(&files).expect("messages");
    let text = |name, arguments: &[(&'static str, &str)]| messages.text(Language::German, name, arguments);
    assert_eq!(text("won", &[("record", "{ $actor } \u{202e}<b>")]), "{ $actor } \u{202e}<b> was won");
    assert_eq!(text("won.body", &[("known", "no"), ("actor", "Ada")]), "Who?");
    assert_eq!(text("won.body", &[("known", "yes"), ("actor", "Ada")]), "By Ada");
    assert_eq!(text("lost", &[]), "lost");

    let record = Message::new("won", &["record"]);
    let body = |arguments: &[&'static str]| Message::new("won.body", arguments);
    let check = |used: &[Message]| messages.check(used.to_vec()).map_err(|problem| problem.to_string());
    assert_eq!(check(&[record.clone(), body(&["known", "actor", "more"])]), Ok(()));
    assert!(check(&[record.clone(), body(&["known"])]).expect_err("refused").contains("argument actor"));
    assert!(check(std::slice::from_ref(&record)).expect_err("refused").contains("nobody uses won.body"));
    assert!(check(&[record, Message::new("lost", &[])]).expect_err("refused").contains("there is no lost"));
}

#[test]
fn languages_that_differ_and_files_that_are_malformed_are_refused() {
    assert!(refusal("one = One\n", "").contains("one is missing"));
    assert!(refusal("one = One\n", "one = Eins { $more }\n").contains("other arguments"));
    assert!(refusal("one = One\n    .body = Body\n", "one = Eins\n").contains("one.body"));
    assert!(refusal("one = { $open\n", "one = Eins\n").contains("malformed"));
    assert!(refusal("date = Date\n", "date = Datum\n").contains("twice"));
    assert!(refusal("one = { NUMBER($n) }\n", "one = { $n }\n").contains("calls a function"));
    assert!(refusal("one = { date }\n", "one = { date }\n").contains("refers to another"));
    assert!(refusal("-one = One\n", "-one = Eins\n").contains("term"));
}
