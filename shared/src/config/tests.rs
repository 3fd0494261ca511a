use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

fn read(settings: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    read_needing(settings, &[])
}

fn read_needing(settings: &[(&str, &str)], needed: &[&'static str]) -> Result<Config, ConfigErrors> {
    let map: HashMap<_, _> = settings.iter().copied().collect();
    let get = |name: &str| map.get(name).map(|text| (*text).to_owned());
    Config::from_source_needing(&get, map.keys().map(|name| (*name).to_owned()), needed)
}

/// The one problem there is.
fn problem(name: &str, value: &str) -> String {
    let errors = read(&[(name, value)]).unwrap_err();
    assert_eq!(errors.problems().len(), 1, "{errors}");
    assert_eq!(errors.problems()[0].name, name);
    errors.problems()[0].what.clone()
}

#[test]
fn the_defaults_apply_without_settings() {
    let config = read(&[]).unwrap();
    assert_eq!(config.listen.public.to_string(), "127.0.0.1:8080");
    assert_eq!(config.listen.admin.unwrap().to_string(), "127.0.0.1:9464");
    assert_eq!(config.listen.public_url, None);
    assert!(config.listen.allowed_origins.is_empty());
    assert_eq!(config.listen.trusted_proxies, Networks::default());
    assert_eq!(config.listen.shutdown_grace, Duration::from_secs(25));
    assert!(config.database.url.is_none() && config.bus.redis_url.is_none());
    assert_eq!(config.database.pool, 20);
    assert_eq!(config.security.access_token, Duration::from_secs(900));
    assert_eq!(config.security.refresh_absolute, Duration::from_secs(30 * 86_400));
    assert_eq!(config.limits.body, 1_048_576);
    assert_eq!(config.hub.resume_max_bytes, 5_242_880);
    assert_eq!(config.hub.ring_budget, 268_435_456);
    assert_eq!(config.hub.queue_bytes, 262_144);
    assert_eq!(config.log.format, LogFormat::Json);
}

#[test]
fn settings_replace_the_defaults() {
    let config = read(&[
        ("DATABASE_URL", "postgres://plenum_app:pw@db/plenum?sslmode=verify-full"),
        ("REDIS_URL", "rediss://cache:6380"),
        ("PLENUM_LISTEN", "[::1]:80"),
        ("PLENUM_ADMIN_LISTEN", "off"),
        ("PLENUM_PUBLIC_URL", "https://crm.example.com/"),
        ("PLENUM_ALLOWED_ORIGINS", "https://app.example.com, http://localhost:5173"),
        ("PLENUM_SHUTDOWN_GRACE", "2m"),
        ("PLENUM_SIGNING_KEY_FILE", "/keys/new.pem,/keys/old.pem"),
        ("PLENUM_SECRET_KEY_FILE", "/keys/master"),
        ("PLENUM_ACCESS_TOKEN_MINUTES", "300s"),
        ("PLENUM_BODY_LIMIT", "2 MB"),
        ("PLENUM_RING_BUDGET", "1gib"),
        ("PLENUM_LOG", "pretty"),
        ("PLENUM_LOG_FILTER", "info,plenum_hub=debug"),
        ("PLENUM_BUS_PREFIX", "eu-1_test"),
        ("PLENUM_DATA", "for scripts"),
        ("PATH", "not ours"),
    ])
    .unwrap();
    assert_eq!(config.database.url.unwrap().expose(), "postgres://plenum_app:pw@db/plenum?sslmode=verify-full");
    assert_eq!(config.listen.admin, None);
    assert_eq!(config.listen.public_url.as_deref(), Some("https://crm.example.com"));
    assert_eq!(config.listen.allowed_origins, ["https://app.example.com", "http://localhost:5173"]);
    assert_eq!(config.listen.shutdown_grace, Duration::from_secs(120));
    assert_eq!(config.security.signing_key_files.len(), 2);
    assert_eq!(config.security.access_token, Duration::from_secs(300));
    assert_eq!(config.limits.body, 2_000_000);
    assert_eq!(config.hub.ring_budget, 1 << 30);
    assert_eq!(config.log.format, LogFormat::Pretty);
    assert_eq!(config.bus.prefix, "eu-1_test");
}

#[test]
fn processes_of_one_installation_have_one_issuer() {
    let issuer = |settings: &[(&str, &str)]| read(settings).unwrap().listen.issuer().to_owned();
    assert_eq!(issuer(&[("PLENUM_LISTEN", "127.0.0.1:8080")]), "plenum");
    assert_eq!(issuer(&[("PLENUM_LISTEN", "127.0.0.1:8081")]), "plenum");
    let public = ("PLENUM_PUBLIC_URL", "https://crm.example.com/");
    assert_eq!(issuer(&[("PLENUM_LISTEN", "127.0.0.1:8080"), public]), "https://crm.example.com");
    assert_eq!(issuer(&[("PLENUM_LISTEN", "127.0.0.1:8081"), public]), "https://crm.example.com");
}

#[test]
fn the_page_of_settings_is_up_to_date() {
    let page = include_str!("../../../docs/SETTINGS.md");
    assert!(
        page == format!("{}\n", markdown()),
        "docs/SETTINGS.md is not what the table says; run `cargo run -p plenum -- config table > docs/SETTINGS.md`"
    );
    for about in SETTINGS {
        assert!(page.contains(&format!("\n| `{}` | ", about.name)), "{}", about.name);
        let cells = [about.default.unwrap_or_default(), about.expects, about.meaning];
        assert!(cells.iter().all(|cell| !cell.contains(['|', '\n'])), "{} would break the table", about.name);
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let errors = read_needing(
        &[
            ("DATABASE_URL", "mysql://root:hunter2@db"),
            ("PLENUM_LISTEN", "localhost"),
            ("PLENUM_ACCESS_TOKEN_MINUTES", "90"),
            ("PLENUM_LISTNE", "x"),
            ("PLENUM_NOTHING_LIKE_IT_AT_ALL", "s3cret"),
        ],
        &["DATABASE_URL", "PLENUM_SECRET_KEY_FILE"],
    )
    .unwrap_err();
    let text = errors.to_string();
    assert_eq!(
        text,
        "6 settings are wrong:\n  \
         PLENUM_LISTNE is not a setting; did you mean PLENUM_LISTEN?\n  \
         PLENUM_NOTHING_LIKE_IT_AT_ALL is not a setting\n  \
         PLENUM_SECRET_KEY_FILE is needed here and not set; expected the path of a file\n  \
         PLENUM_LISTEN is \"localhost\"; expected an IP address and port, such as 0.0.0.0:8080\n  \
         DATABASE_URL is not acceptable (it is not shown, being a secret); expected postgres://user:password@host/database\n  \
         PLENUM_ACCESS_TOKEN_MINUTES is \"90\"; expected 5 to 60 minutes, such as 15 or 15m"
    );
    assert!(!text.contains("hunter2") && !text.contains("s3cret"));
}

#[test]
fn contradictory_settings_are_refused() {
    let errors = read(&[
        ("PLENUM_LISTEN", "127.0.0.1:9464"),
        ("PLENUM_REFRESH_IDLE_DAYS", "14"),
        ("PLENUM_REFRESH_ABSOLUTE_DAYS", "10d"),
    ])
    .unwrap_err();
    let names: Vec<_> = errors.problems().iter().map(|problem| problem.name.as_str()).collect();
    assert_eq!(names, ["PLENUM_ADMIN_LISTEN", "PLENUM_REFRESH_IDLE_DAYS"]);
    assert!(read(&[("PLENUM_LISTEN", "127.0.0.1:0"), ("PLENUM_ADMIN_LISTEN", "127.0.0.1:0")]).is_ok());
}

#[test]
fn remote_connections_need_encryption_unless_it_is_switched_off() {
    let settings = [
        ("DATABASE_URL", "postgres://plenum_app:hunter2@db/plenum?sslmode=prefer"),
        ("PLENUM_ADMIN_DATABASE_URL", "postgres://plenum_owner:hunter2@db/plenum"),
        ("REDIS_URL", "redis://:hunter2@cache"),
    ];
    let text = read(&settings).unwrap_err().to_string();
    assert!(text.starts_with("3 settings are wrong:\n  DATABASE_URL leads off this machine"), "{text}");
    assert!(
        text.contains("\n  PLENUM_ADMIN_DATABASE_URL leads off") && text.contains("\n  REDIS_URL leads off"),
        "{text}"
    );
    assert!(text.contains("sslmode=verify-full") && text.contains("rediss://"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    for (setting, answer) in [("no", false), ("yes", true)] {
        let allow = ("PLENUM_ALLOW_PLAINTEXT", setting);
        assert_eq!(read(&[settings[0], settings[1], settings[2], allow]).is_ok(), answer);
    }
    let local = [("DATABASE_URL", "postgres://u@127.0.0.1/plenum"), ("REDIS_URL", "redis://:pw@localhost:6379/0")];
    assert!(!read(&local).unwrap().security.allow_plaintext);
}

#[test]
fn one_of_several_processes_needs_a_bus_between_them() {
    let errors = read(&[]).unwrap().require_shared_bus().unwrap_err().to_string();
    assert!(errors.starts_with("one setting is wrong:\n  REDIS_URL is not set, and "), "{errors}");
    read(&[("REDIS_URL", "redis://localhost")]).unwrap().require_shared_bus().unwrap();
}

/// One character more than a prefix may have.
const LONG: &str = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz012";

#[test]
fn invalid_values_are_refused() {
    for (name, values) in [
        ("PLENUM_DB_POOL", &["1", "501", "-5", "+5", "20 ", "2e1", "0x14", "99999999999999999999", "٢٠"][..]),
        ("PLENUM_ACCESS_TOKEN_MINUTES", &["4", "61", "1h1m", "15 minutes", "2h", "m", "15.5m"]),
        ("PLENUM_BODY_LIMIT", &["0", "1023", "65MiB", "1Mi", "MiB", "1.5MiB", "-1", "18446744073709551615GiB"]),
        ("PLENUM_ADMIN_LISTEN", &["none", "OFF", "9464", ":9464"]),
        ("PLENUM_LOG", &["JSON", "text"]),
        ("PLENUM_LOG_FILTER", &["info,=", "plenum=loud"]),
        ("PLENUM_BUS_PREFIX", &["Plenum", "a b", "a*", "a\n", "a:b", "ä", LONG]),
        ("PLENUM_ALLOW_PLAINTEXT", &["true", "1", "YES", "y"]),
        ("PLENUM_SIGNING_KEY_FILE", &["a.pem,", ",", " "]),
        (
            "REDIS_URL",
            &["localhost:6379", "http://cache", "redis://", "redis://a b", "redis-cluster://a", "redis://a:port"],
        ),
    ] {
        for value in values {
            let what = problem(name, value);
            assert!(what.contains("; expected "), "{what}");
        }
    }
}

#[test]
fn an_origin_has_one_spelling() {
    for origin in [
        "https://app.example.com",
        "http://localhost:5173",
        "https://[::1]:8443",
        "http://127.0.0.1:8080",
        "https://xn--bcher-kva.example",
    ] {
        assert_eq!(read(&[("PLENUM_ALLOWED_ORIGINS", origin)]).unwrap().listen.allowed_origins, [origin]);
    }
    for origin in [
        "*",
        "null",
        "https://*.example.com",
        "https://App.example.com",
        "HTTPS://app.example.com",
        "https://app.example.com/",
        "https://app.example.com:443",
        "http://app.example.com:80",
        "https://app.example.com:0443",
        "https://app.example.com:0",
        "https://app.example.com:65536",
        "https://app.example.com:",
        "https://user@app.example.com",
        "https://app.example.com?x",
        "https://app.example.com#x",
        "https://аpp.example.com",
        "https://",
        "https://.example.com",
        "https://a..b",
        "https://-a.b",
        "ws://app.example.com",
        "file://x",
        "app.example.com",
        "https://a.b,",
        "https://[::0:1]",
        "https://[::1",
        "https://a b",
    ] {
        problem("PLENUM_ALLOWED_ORIGINS", origin);
    }
    for url in
        ["crm.example.com", "https://crm.example.com/api", "https://u:p@crm.example.com", "https://crm.example.com//"]
    {
        problem("PLENUM_PUBLIC_URL", url);
    }
}

#[test]
fn a_value_is_shown_escaped_and_cut() {
    let what = problem("PLENUM_LISTEN", &format!("a\n\u{1b}[31m{}", "x".repeat(5_000)));
    assert!(!what.contains(char::is_control));
    assert!(what.len() < 250);
}

#[test]
fn a_misspelt_name_gets_a_suggestion() {
    for (wrong, right) in [
        ("PLENUM_LISTENS", "PLENUM_LISTEN"),
        ("PLENUM_ADMIN_LISTNE", "PLENUM_ADMIN_LISTEN"),
        ("PLENUM_SECRET_KEY", "PLENUM_SECRET_KEY_FILE"),
        ("PLENUM_ACCESS_TOKEN_MINUTE", "PLENUM_ACCESS_TOKEN_MINUTES"),
        ("PLENUM_HUB_QUEUE_BYTE", "PLENUM_HUB_QUEUE_BYTES"),
    ] {
        assert_eq!(problem(wrong, "x"), format!("is not a setting; did you mean {right}?"));
    }
    assert_eq!(problem("PLENUM_", "x"), "is not a setting");
}

#[test]
fn defaults_are_acceptable_names_unique_and_nothing_secret_is_shown() {
    let names: std::collections::HashSet<_> = SETTINGS.iter().map(|about| about.name).collect();
    assert_eq!(names.len(), SETTINGS.len());
    let defaults: Vec<_> = SETTINGS.iter().filter_map(|about| Some((about.name, about.default?))).collect();
    read(&defaults).unwrap();

    let get = |name: &str| match name {
        "DATABASE_URL" => Some("postgres://plenum_app:hunter2@db/plenum".to_owned()),
        "REDIS_URL" => Some("gibberish-hunter2".to_owned()),
        "PLENUM_LISTEN" => Some("a\u{1b}b".to_owned()),
        _ => None,
    };
    let shown = effective(&get);
    assert!(shown.contains("postgres://plenum_app:[redacted]@db/plenum\n"));
    assert!(!shown.contains("hunter2") && !shown.contains('\u{1b}'));
    assert!(shown.lines().any(|line| line.starts_with("PLENUM_DB_POOL ") && line.ends_with(" 20  (default)")));
    assert_eq!(shown.lines().count(), SETTINGS.len());
    let config = read(&[("DATABASE_URL", "postgres://plenum_app:hunter2@localhost/plenum")]).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn a_log_filter_that_is_not_ascii_is_refused_and_no_panic() {
    // The library would look for the end of a name within the last letter.
    assert!(read(&[("PLENUM_LOG_FILTER", " -\u{fa5}?\u{11d3a}=x")]).is_err());
    assert!(read(&[("PLENUM_LOG_FILTER", "plenum=debug,info")]).is_ok());
}

proptest! {
    #[test]
    fn any_value_of_any_setting_is_judged_without_a_panic(at in 0..SETTINGS.len(), value: String) {
        let _ = read(&[(SETTINGS[at].name, &value)]);
    }
}
