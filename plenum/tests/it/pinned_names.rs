//! Names that are data: other programs, rows of databases and operators' boards hold them, so code may be renamed and
//! these may not. `pinned_names.txt` lists them. The list may only grow: a new name is added there, and one that is
//! gone has been renamed or removed by mistake.
//!
//! Each name is taken from the code's own register where there is one, and else from a running installation.

use std::{collections::BTreeSet, fs, path::Path};

use plenum_testkit::{
    Plenum, catalogue,
    signalr::HubClient,
    wait::{PATIENCE, wait_until},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

use crate::plenum;

const PINNED: &str = include_str!("pinned_names.txt");

/// The pinned names of a kind.
fn pinned(kind: &str) -> BTreeSet<String> {
    let lines = PINNED.lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(of, _)| *of == kind).map(|(_, name)| name.to_owned()).collect()
}

/// Compares the names of one kind with the list.
#[track_caller]
fn check(kind: &str, found: impl IntoIterator<Item = String>) {
    let (found, pinned) = (found.into_iter().collect::<BTreeSet<_>>(), pinned(kind));
    let gone: Vec<_> = pinned.difference(&found).map(|name| format!("{kind} {name}")).collect();
    let new: Vec<_> = found.difference(&pinned).map(|name| format!("{kind} {name}")).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "these names are data and must stay:\n{}\nadd these to plenum/tests/it/pinned_names.txt:\n{}",
        gone.join("\n"),
        new.join("\n"),
    );
}

#[test]
fn settings_keep_their_names() {
    let shown = plenum_shared::config::effective(&|_| None);
    check("setting", shown.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned));
}

#[test]
fn methods_and_targets_of_hubs_keep_their_names() {
    let document = plenum_hub::document(catalogue());
    let operations = document["operations"].as_object().expect("operations").keys().cloned();
    check("hub-operation", operations.filter(|name| !name.ends_with(".send")));
    let channels = document["channels"].as_object().expect("channels").iter();
    let messages = channels.flat_map(|(hub, channel)| {
        let messages = channel["messages"].as_object().expect("messages").keys();
        messages.map(move |message| format!("{hub}.{message}")).collect::<Vec<_>>()
    });
    check("hub-message", messages);
}

#[test]
fn metrics_keep_their_names() {
    let mut names = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["plenum", "api", "hub", "hub/signalr", "shared", "shared/app", "shared/store", "shared/bus"] {
        metrics_in(&root.join(folder).join("src"), &mut names);
    }
    let contexts = fs::read_dir(root.join("shared/contexts")).into_iter().flatten().flatten();
    contexts.for_each(|context| metrics_in(&context.path().join("src"), &mut names));
    check("metric", names);
}

/// The names that the sources below a folder give to `counter!`, `gauge!` and `histogram!`.
fn metrics_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            metrics_in(&path, names);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = fs::read_to_string(&path).expect("a source file");
            for begin in ["counter!(", "gauge!(", "histogram!("] {
                let calls = source.split(begin).skip(1).filter_map(|call| call.trim_start().strip_prefix('"'));
                names.extend(calls.filter_map(|call| call.split_once('"')).map(|(name, _)| name.to_owned()));
            }
        }
    }
}

#[tokio::test]
async fn consumers_of_the_log_and_channels_of_the_bus_keep_their_names() {
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let address = plenum.hub(0).address();
    let mut hub = HubClient::connect(address, "/hubs/records", &admin.access_token).await.expect("connects");
    hub.event("Position").await;
    admin.deal("desks").await;
    plenum.settled().await;

    check("consumer", plenum.consumers().await);
    let expected = pinned("channel");
    wait_until("every pinned channel has a subscriber", PATIENCE, async || {
        channels(&plenum).await.is_superset(&expected)
    })
    .await;
    check("channel", channels(&plenum).await);
}

/// Every channel with a subscriber, with a star in place of each id.
async fn channels(plenum: &Plenum) -> BTreeSet<String> {
    let url = plenum.redis_url().expect("an installation with Redis");
    let address = url.rsplit(['/', '@']).find(|part| part.contains(':')).expect("an address");
    let mut redis = TcpStream::connect(address).await.expect("Redis answers");
    redis.write_all(b"PUBSUB CHANNELS *\r\nQUIT\r\n").await.expect("asks");
    let mut answer = String::new();
    redis.read_to_string(&mut answer).await.expect("an answer");
    let names = answer.lines().filter(|line| !line.starts_with(['*', '$', '+']));
    let without_ids = |name: &str| {
        let parts = name.split(':').map(|part| if part.parse::<Uuid>().is_ok() { "*" } else { part });
        parts.collect::<Vec<_>>().join(":")
    };
    names.map(without_ids).collect()
}
