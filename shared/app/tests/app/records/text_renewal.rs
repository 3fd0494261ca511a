//! The renewal of texts, tried with rules that no release has: rows of a program that does not know them, readers of
//! pages and writers at work, and filters that find the same before, during and after.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use plenum_app::{
    access::teams,
    records::{self, ListFilter, ListRequest, text_renewal},
};
use plenum_shared::{
    Code,
    text::{TextVersion, TextVersions, sort_key},
};
use plenum_testkit::{
    app::{Installation, Person, TestApp, entity_at, refused},
    next_text::{self, marked, text_version},
};
use serde_json::json;
use time::Duration;
use tokio_util::sync::CancellationToken;

/// Renews until there is nothing left to make.
async fn renew(by: &Person) -> usize {
    let (mut records, stop) = (0, CancellationToken::new());
    loop {
        let round = text_renewal::renew(&by.app, &stop).await.expect("a round");
        assert_eq!(round.failed, 0);
        records += round.records;
        if round.records == 0 {
            return records;
        }
    }
}

/// The titles that a list finds, page after page. None: the cursor became that of other rules on the way.
async fn titles(of: &Person, request: ListRequest) -> Option<Vec<String>> {
    let (mut titles, mut cursor) = (Vec::new(), None);
    loop {
        let page = ListRequest { cursor: cursor.take(), limit: Some(20), ..request.clone() };
        match records::list(&of.app, &of.who, entity_at("deals"), &page).await {
            Ok(listing) => {
                titles.extend(listing.records.iter().map(|deal| deal["title"].as_str().expect("a title").to_owned()));
                match listing.next {
                    Some(next) => cursor = Some(next),
                    None => return Some(titles),
                }
            }
            Err(error) => {
                assert_eq!(error.code(), Code::InvalidCursor, "{error}");
                return None;
            }
        }
    }
}

fn by_title() -> ListRequest {
    ListRequest { sort: Some("title".to_owned()), ..ListRequest::default() }
}

fn containing(piece: &str) -> ListRequest {
    let filter = json!({ "title": { "contains": piece } });
    ListRequest { filter: ListFilter::Body(filter), ..ListRequest::default() }
}

fn with_words(words: &str) -> ListRequest {
    ListRequest { search: Some(words.to_owned()), ..ListRequest::default() }
}

/// The same person in a process of a release with these rules.
async fn in_release(person: &Person, installation: &Installation, text: TextVersions) -> Person {
    Person { app: installation.with_text(text).writer(8).await, ..person.clone() }
}

#[tokio::test]
async fn a_tenant_from_before_there_were_forms_moves_by_itself() {
    let test = TestApp::new().await;
    let now = test.admin("now").await;
    // The program before this one writes the first rules alone.
    const BEFORE: TextVersions = TextVersions::new(&[TextVersion::LOWER]);
    let ada = {
        let before = test.installation.with_text(BEFORE).writer(8).await;
        Person::admin(&before, "before").await
    };
    for title in ["Zorn", "Émile", "Fabre", "Emil"] {
        ada.deal(title).await;
    }
    let new = Person { app: now.app.clone(), ..ada.clone() };
    assert_eq!(
        (text_version(&test.database, ada.who.tenant).await, text_version(&test.database, now.who.tenant).await),
        (0, 1)
    );
    let pages = |who: &Person, request| {
        let who = who.clone();
        async move { titles(&who, request).await.expect("one version") }
    };
    assert_eq!(pages(&new, by_title()).await, ["Emil", "Fabre", "Zorn", "Émile"]);
    assert!(pages(&new, with_words("emile")).await.is_empty() && pages(&new, with_words("émile")).await.len() == 1);

    assert!(renew(&new).await >= 4);
    assert_eq!(
        text_version(&test.database, ada.who.tenant).await,
        0,
        "a program may be there that does not know the forms"
    );
    // And it is: what it writes is found by its mark and made again.
    let deal = ada.deal("Écru").await;
    ada.patch("deals", deal.id, json!({"title": "Écluse"})).await;
    test.clock.advance(Duration::minutes(11));
    assert_eq!(renew(&new).await, 1);
    assert_eq!(text_version(&test.database, ada.who.tenant).await, 0);
    test.clock.advance(Duration::minutes(11));
    assert_eq!(renew(&new).await, 0);
    assert_eq!(text_version(&test.database, ada.who.tenant).await, 1);
    assert_eq!(pages(&new, by_title()).await, ["Écluse", "Emil", "Émile", "Fabre", "Zorn"]);
    assert_eq!(pages(&new, with_words("emile")).await, ["Émile"]);
    assert_eq!(pages(&new, containing("ecl")).await, ["Écluse"]);

    // An older program that writes after all: its records are mended by the next round.
    ada.patch("deals", deal.id, json!({"title": "Ébène"})).await;
    assert!(pages(&new, with_words("ebene")).await.is_empty());
    assert_eq!(renew(&new).await, 1);
    assert_eq!(pages(&new, with_words("ebene")).await, ["Ébène"]);
    assert_eq!(marked(&test.database, ada.who.tenant, "keys_stale").await, 0);
}

#[tokio::test]
async fn teams_that_turn_out_to_have_one_name_are_both_kept_and_reported() {
    let test = TestApp::new().await;
    const BEFORE: TextVersions = TextVersions::new(&[TextVersion::LOWER]);
    let before = test.installation.with_text(BEFORE).writer(8).await;
    let ada = Person::admin(&before, "before").await;
    let first = ada.team("Équipe", &[]).await;
    test.clock.advance(Duration::seconds(1));
    let second = ada.team("Crew", &[]).await;
    // As a program wrote it that stored names as they were typed.
    let decomposed = "UPDATE teams SET name = E'E\\u0301quipe', version = version + 1 WHERE name = 'Crew'";
    test.database.execute(decomposed).await;
    let new = Person { app: test.app.clone(), ..ada.clone() };
    let round = text_renewal::renew(&new.app, &CancellationToken::new()).await.expect("a round");
    assert_eq!(round.twins, [(ada.who.tenant, second)]);
    // Nobody else gets the name any more, however it is written.
    for name in ["ÉQUIPE", "e\u{301}QUIPE"] {
        assert_eq!(refused(teams::create(&new.app, &new.who, name).await), Code::AlreadyExists, "{name}");
    }
    // The program before this one renames a team, and the next round finds it.
    let rename = async |who: &Person, team, name: &str| teams::patch(&who.app, &who.who, team, None, Some(name)).await;
    rename(&ada, first, "Süd").await.expect("another name");
    assert_eq!(renew(&new).await, 1);
    assert_eq!(refused(rename(&new, second, "su\u{308}d").await), Code::AlreadyExists);
    rename(&new, second, "Nord").await.expect("another name");
    assert_eq!(refused(rename(&new, first, "NORD").await), Code::AlreadyExists);
}

#[tokio::test]
async fn writers_and_readers_of_pages_are_not_disturbed_by_a_renewal() {
    const STABLE: usize = 240;
    let test = TestApp::new().await;
    let old = test.admin("one").await;
    let mut stable = BTreeSet::new();
    let mut ids = Vec::new();
    for number in 0..STABLE {
        let title = format!("{} {number:03}", ["Müller", "Ägir", "Zoë", "株式会社"][number % 4]);
        old.deal(&title).await;
        stable.insert(title);
        if number % 12 == 0 {
            ids.push(old.deal(&format!("moving {number}")).await.id);
        }
    }
    let mullers = stable.iter().filter(|title| title.starts_with("Müller")).cloned().collect::<BTreeSet<_>>();
    next_text::add_columns(&test.database).await;
    let new = in_release(&old, &test.installation, next_text::versions()).await;
    assert_eq!(marked(&test.database, old.who.tenant, "keys_stale_2").await as usize, STABLE + ids.len());

    let done = AtomicBool::new(false);
    let (passes, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let readers = async |who: &Person| {
        while !done.load(Ordering::Relaxed) {
            match titles(who, by_title()).await {
                Some(titles) => {
                    // A deal that is renamed meanwhile may move past the reader, any other is there once.
                    let fixed: Vec<_> = titles.into_iter().filter(|title| stable.contains(title)).collect();
                    assert_eq!(fixed.len(), STABLE, "none is lost and none shown twice");
                    assert_eq!(fixed.into_iter().collect::<BTreeSet<_>>(), stable);
                    passes.fetch_add(1, Ordering::Relaxed);
                }
                None => {
                    ended.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    };
    let finders = async |who: &Person| {
        while !done.load(Ordering::Relaxed) {
            for request in [containing("MULLER"), with_words("muller"), with_words("Müll")] {
                if let Some(found) = titles(who, request.clone()).await {
                    assert_eq!(found.len(), mullers.len(), "{request:?}");
                    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), mullers);
                }
            }
        }
    };
    let writers = async |who: &Person, stop: &AtomicBool, word: &str| {
        let mut number = 0;
        while !stop.load(Ordering::Relaxed) {
            who.patch("deals", ids[number % ids.len()], json!({"title": format!("{word} {number}")})).await;
            number += 1;
        }
        number
    };
    let old_stopped = AtomicBool::new(false);
    let renewer = async {
        let by_old_program = async {
            while marked(&test.database, old.who.tenant, "keys_of_2 IS NOT NULL AND keys_stale_2").await == 0 {
                tokio::task::yield_now().await;
            }
        };
        renew_once(&new).await;
        // The program before goes on writing, and its rows are marked again.
        by_old_program.await;
        old_stopped.store(true, Ordering::Relaxed);
        renew(&new).await;
        assert_eq!(text_version(&test.database, new.who.tenant).await, 1);
        let before = passes.load(Ordering::Relaxed);
        wait_for(|| passes.load(Ordering::Relaxed) > before).await;
        wait_for_move(&test, &new).await;
        let (before, in_next) = (ended.load(Ordering::Relaxed), passes.load(Ordering::Relaxed));
        // A reader in the middle of a list is told so, and begins again.
        wait_for(|| passes.load(Ordering::Relaxed) > in_next + 1 && ended.load(Ordering::Relaxed) >= before).await;
        done.store(true, Ordering::Relaxed);
    };
    let (_, _, _, by_old, by_new, ()) = tokio::join!(
        readers(&new),
        readers(&new),
        finders(&new),
        writers(&old, &old_stopped, "by the old"),
        writers(&new, &done, "by the new"),
        renewer,
    );
    assert!(by_old > 0 && by_new > 0);
    assert_eq!(text_version(&test.database, new.who.tenant).await, 2);
    assert_eq!(marked(&test.database, new.who.tenant, "keys_stale_2").await, 0);
    let last = titles(&new, by_title()).await.expect("one version");
    let mut sorted = last.clone();
    sorted.sort_by_key(|title| std::cmp::Reverse(sort_key(title)));
    assert_eq!(last, sorted, "the order of the next rules");
}

#[tokio::test]
async fn a_cursor_of_other_rules_is_refused_where_the_rules_matter() {
    let test = TestApp::new().await;
    let ada = test.admin("one").await;
    for number in 0..5 {
        ada.deal(&format!("desk {number}")).await;
    }
    next_text::add_columns(&test.database).await;
    let new = in_release(&ada, &test.installation, next_text::versions()).await;
    let lists = [by_title(), containing("desk"), with_words("desk"), ListRequest::default()];
    let page = async |request: &ListRequest, cursor: Option<String>| {
        let request = ListRequest { limit: Some(2), cursor, ..request.clone() };
        records::list(&new.app, &new.who, entity_at("deals"), &request).await
    };
    let mut cursors = Vec::new();
    for request in &lists {
        cursors.push(page(request, None).await.expect("a page").next.expect("another"));
    }
    renew(&new).await;
    test.clock.advance(Duration::minutes(11));
    renew(&new).await;
    assert_eq!(text_version(&test.database, new.who.tenant).await, 2);
    for (index, (request, cursor)) in lists.iter().zip(cursors).enumerate() {
        let found = page(request, Some(cursor)).await;
        if index == 3 {
            assert_eq!(found.expect("no text decides").records.len(), 2);
        } else {
            assert_eq!(found.expect_err("other rules").code(), Code::InvalidCursor, "{index}");
        }
    }
}

async fn renew_once(by: &Person) {
    text_renewal::renew(&by.app, &CancellationToken::new()).await.expect("a round");
}

async fn wait_for(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}

/// A write of the old program that was under way when it was stopped begins the quiet time anew.
async fn wait_for_move(test: &TestApp, of: &Person) {
    while text_version(&test.database, of.who.tenant).await != 2 {
        test.clock.advance(Duration::minutes(11));
        renew_once(of).await;
    }
}
