use plenum_shared::Code;

use super::*;

#[tokio::test]
async fn a_password_matches_its_own_hash_and_no_other() {
    let passwords = Passwords::new(Source::system()).expect("starts");
    let stored = passwords.hash("correct horse battery").await.expect("hashes");
    assert!(stored.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{stored}");
    assert_eq!(passwords.verify("correct horse battery", Some(&stored)).await.expect("checks"), Verified::Yes);
    assert_eq!(passwords.verify("correct horse batterz", Some(&stored)).await.expect("checks"), Verified::No);
    assert_ne!(stored, passwords.hash("correct horse battery").await.expect("hashes"), "salted");
}

#[tokio::test]
async fn an_unknown_account_matches_nothing() {
    let passwords = Passwords::new(Source::system()).expect("starts");
    assert_eq!(passwords.verify("anything", None).await.expect("checks"), Verified::No);
}

#[tokio::test]
async fn a_hash_of_weaker_parameters_is_replaced_when_it_matches() {
    let passwords = Passwords::new(Source::system()).expect("starts");
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).expect("valid"));
    let hash: PasswordHash = weak.hash_password_with_salt(b"pass phrase", &[7; 16]).expect("hashes");
    match passwords.verify("pass phrase", Some(&hash.to_string())).await.expect("checks") {
        Verified::YesWithNewHash(new) => assert!(new.contains("m=47104")),
        other => panic!("expected a new hash, got {other:?}"),
    }
    assert_eq!(passwords.verify("other", Some(&hash.to_string())).await.expect("checks"), Verified::No);
}

#[tokio::test]
async fn hashes_over_the_limit_are_refused_as_busy() {
    let passwords = Passwords::new(Source::system()).expect("starts");
    let held = passwords.admitted.clone().acquire_many_owned((AT_ONCE + WAITING) as u32).await.expect("free");
    let refused = passwords.hash("correct horse battery").await.expect_err("full");
    assert_eq!(refused.code(), Code::Busy);
    drop(held);
    assert!(passwords.hash("correct horse battery").await.is_ok());
}

#[test]
fn short_long_and_common_passwords_are_refused_and_others_are_kept_whole() {
    let refused = |password: &str| check_strength(password, &["ada@example.com"]).is_err();
    for password in
        ["1234567", "password", "password1", "qwertyuiop", "aaaaaaaa", "ada@example.com", "long\0enough-to-pass"]
    {
        assert!(refused(password), "{password:?}");
    }
    assert!(refused(&"x9$".repeat(100)));
    for password in ["tulip-harbor-42 ", "пароль-из-шести-слов", &"a1!b".repeat(60)] {
        assert!(!refused(password), "{password:?}");
    }
}
