//! Attacks by a client with a token, a public key and patience. The expected result is always a refusal.

use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use time::{Duration, macros::datetime};
use uuid::Uuid;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::Sha256;
use time::OffsetDateTime;

use super::*;
use crate::clock::Source;

const ISSUER: &str = "https://crm.example.com";
const NOW: OffsetDateTime = datetime!(2026-01-02 03:04:05 UTC);
/// The key of RFC 8037, appendix A, as PKCS#8.
const RFC_8037: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
const RFC_8037_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";

fn keys() -> SigningKeys {
    SigningKeys::from_pems(ISSUER, [RFC_8037]).unwrap()
}

fn subject() -> TokenSubject {
    TokenSubject {
        user: Uuid::from_u128(1).into(),
        tenant: Uuid::from_u128(2).into(),
        session: Uuid::from_u128(3).into(),
        role: "admin".to_owned(),
        email: "ada@example.com".to_owned(),
        perm_ver: 4,
    }
}

fn claims() -> AccessClaims {
    keys().claims(subject(), Uuid::from_u128(5), NOW, Duration::minutes(15))
}

fn header() -> Value {
    json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": keys().verifiers[0].kid })
}

/// A token that is genuinely signed, whatever it says.
fn signed(header: &Value, claims: &Value) -> String {
    signed_by(&keys(), &header.to_string(), &claims.to_string())
}

fn json_of(claims: &AccessClaims) -> Value {
    serde_json::to_value(claims).unwrap()
}

/// The genuine claims with one of them replaced, or removed by `null`.
fn with(name: &str, value: Value) -> String {
    let mut claims = json_of(&claims());
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    signed(&header(), &claims)
}

/// Signs raw texts, for JSON that a `Value` cannot hold.
fn signed_raw(header: &str, claims: &str) -> String {
    signed_by(&keys(), header, claims)
}

fn signed_by(keys: &SigningKeys, header: &str, claims: &str) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature =
        jsonwebtoken::crypto::sign(message.as_bytes(), &keys.signer, jsonwebtoken::Algorithm::EdDSA).unwrap();
    format!("{message}.{signature}")
}

fn refusal(token: &str) -> TokenError {
    keys().verify(token, NOW).unwrap_err()
}

#[test]
fn a_token_holds_the_claims_it_was_made_with() {
    let token = keys().issue(&claims());
    assert_eq!(keys().verify(&token, NOW), Ok(claims()));
    assert_eq!(claims().expires_at(), NOW + Duration::minutes(15));
    assert!(token.len() < 1024);
}

#[test]
fn the_key_id_is_the_thumbprint_of_rfc_8037() {
    let jwks = keys().jwks();
    assert_eq!(jwks["keys"][0]["kid"], "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_eq!(jwks["keys"][0]["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assert_eq!(jwks["keys"][0].as_object().unwrap().len(), 6, "nothing of the private half");
}

#[test]
fn the_algorithm_none_is_refused_in_any_spelling() {
    let good = keys().issue(&claims());
    let payload = good.split('.').nth(1).unwrap();
    for letters in 0..16_u8 {
        let alg: String = "none"
            .chars()
            .enumerate()
            .map(|(at, c)| if letters >> at & 1 == 1 { c.to_ascii_uppercase() } else { c })
            .collect();
        let mut header = header();
        header["alg"] = alg.into();
        let encoded = URL_SAFE_NO_PAD.encode(header.to_string());
        let signature = good.rsplit('.').next().unwrap();
        for token in [
            format!("{encoded}.{payload}."),
            format!("{encoded}.{payload}"),
            format!("{encoded}.{payload}.{signature}"),
        ] {
            assert!(keys().verify(&token, NOW).is_err(), "{token}");
        }
        // Not even our own signature makes it acceptable.
        assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::WrongAlgorithm);
    }
    let bare = json!({ "alg": "none" }).to_string();
    assert_eq!(refusal(&format!("{}.{payload}.", URL_SAFE_NO_PAD.encode(bare))), TokenError::Malformed);
}

#[test]
fn a_token_signed_with_the_public_key_as_secret_is_refused() {
    let public = keys().verifiers[0].public;
    let jwk = keys().jwks()["keys"][0].to_string();
    let x = URL_SAFE_NO_PAD.encode(public.as_bytes());
    let secrets: [&[u8]; 6] = [
        public.as_bytes(),
        RFC_8037_PUBLIC.as_bytes(),
        RFC_8037_PUBLIC.trim().as_bytes(),
        jwk.as_bytes(),
        x.as_bytes(),
        b"",
    ];
    for alg in ["HS256", "HS384", "EdDSA", "Ed25519", "RS256", "ES256", "eddsa"] {
        let mut header = header();
        header["alg"] = alg.into();
        let message = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(json_of(&claims()).to_string())
        );
        for secret in secrets {
            let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
            mac.update(message.as_bytes());
            let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()));
            assert!(matches!(refusal(&token), TokenError::WrongAlgorithm | TokenError::BadSignature), "{alg}");
        }
    }
}

#[test]
fn a_token_with_a_flipped_bit_is_refused() {
    let good = keys().issue(&claims());
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bytes = good.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(token) = String::from_utf8(bytes) {
                assert!(keys().verify(&token, NOW).is_err(), "byte {at}, bit {bit}");
            }
        }
    }
    for end in 0..good.len() {
        assert!(keys().verify(&good[..end], NOW).is_err(), "cut at {end}");
    }
}

#[test]
fn a_second_encoding_of_a_token_is_refused() {
    let good = keys().issue(&claims());
    let parts: Vec<_> = good.split('.').collect();
    for at in 0..3 {
        for change in [
            |part: &str| format!("{part}="),
            |part: &str| format!("{part}=="),
            |part: &str| format!("{part}\n"),
            |part: &str| format!(" {part}"),
            |part: &str| format!("{part}\0"),
            |part: &str| part.replace(['-', '_'], "+"),
            |part: &str| format!("{}%3D", part),
        ] {
            let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            let changed = change(&parts[at]);
            if changed != parts[at] {
                parts[at] = changed;
                assert!(keys().verify(&parts.join("."), NOW).is_err());
            }
        }
    }
    // 64 bytes leave four unused bits in the last character of a signature: all but one spelling are refused.
    let (head, last) = good.split_at(good.len() - 1);
    let accepted = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        .chars()
        .filter(|c| keys().verify(&format!("{head}{c}"), NOW).is_ok())
        .collect::<String>();
    assert_eq!(accepted, last);
}

#[test]
fn text_that_is_no_token_is_refused() {
    let good = keys().issue(&claims());
    for token in [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "Bearer x",
        &format!("Bearer {good}"),
        &format!("{good}."),
        &format!(".{good}"),
        &format!("{good}.{good}"),
        "plr_AAAA",
        "{}",
        "eyJhbGciOiJub25lIn0..",
        &"é".repeat(100),
        &".".repeat(4096),
    ] {
        assert_eq!(refusal(token), TokenError::Malformed, "{token}");
    }
    assert_eq!(refusal(&"A".repeat(4097)), TokenError::TooLong);
    let mut fat = claims();
    fat.email = "a".repeat(4096);
    assert_eq!(refusal(&keys().issue(&fat)), TokenError::TooLong);
}

#[test]
fn the_header_has_three_members_and_no_keys() {
    let attacker = SigningKeys::from_pems(ISSUER, [SigningKeys::generate_pem(&Source::system()).as_str()]).unwrap();
    let jwk = attacker.jwks()["keys"][0].clone();
    for (name, value) in [
        ("jwk", jwk.clone()),
        ("jku", json!("https://evil.example/jwks.json")),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AAAA")),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("enc", json!("A256GCM")),
        ("cty", json!("JWT")),
        ("nonce", json!("x")),
    ] {
        let mut header = header();
        header[name] = value;
        assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::Malformed, "{name}");
        assert_eq!(
            refusal(&signed_by(&attacker, &header.to_string(), &json_of(&claims()).to_string())),
            TokenError::Malformed,
            "{name}"
        );
    }
    // Signed with a foreign key, under the id of our key and under an id of its own.
    assert_eq!(
        refusal(&signed_by(&attacker, &header().to_string(), &json_of(&claims()).to_string())),
        TokenError::BadSignature
    );
    assert_eq!(refusal(&attacker.issue(&claims())), TokenError::UnknownKey);
}

#[test]
fn a_key_id_is_a_name_and_never_a_path_or_a_query() {
    let long = "a".repeat(65);
    let huge = "a".repeat(2_500);
    for kid in [
        "",
        "../../dev/null",
        "/dev/null",
        "file:///etc/passwd",
        "' OR 1=1 --",
        "a;b",
        "a b",
        "a\0",
        "é",
        "*",
        &long,
        &huge,
    ] {
        let mut header = header();
        header["kid"] = kid.into();
        assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::Malformed, "{kid}");
    }
    for kid in [json!(null), json!(1), json!([keys().verifiers[0].kid]), json!({ "kid": "x" }), json!(true)] {
        let mut header = header();
        header["kid"] = kid;
        assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::Malformed);
    }
    for kid in ["unknown", "KPRK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "0", &"a".repeat(64)] {
        let mut header = header();
        header["kid"] = kid.into();
        assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::UnknownKey, "{kid}");
    }
}

#[test]
fn a_token_of_another_type_is_refused() {
    for typ in ["JWT", "jwt", "rt+jwt", "AT+JWT", "application/at+jwt", "", "at+jwt "] {
        let mut header = header();
        header["typ"] = typ.into();
        assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::WrongType, "{typ}");
    }
    let mut header = header();
    header.as_object_mut().unwrap().remove("typ");
    assert_eq!(refusal(&signed(&header, &json_of(&claims()))), TokenError::Malformed);
}

#[test]
fn issuer_and_audience_must_match_exactly() {
    for iss in
        ["https://crm.example.com/", "https://crm.example.co", "HTTPS://crm.example.com", "http://crm.example.com", ""]
    {
        assert_eq!(refusal(&with("iss", json!(iss))), TokenError::WrongIssuer, "{iss}");
    }
    for aud in ["Plenum", "plenum ", "other", "plenum-reset", ""] {
        assert_eq!(refusal(&with("aud", json!(aud))), TokenError::WrongAudience, "{aud}");
    }
    for odd in
        [json!(["plenum"]), json!(["plenum", "other"]), json!([]), json!(1), json!({ "plenum": true }), json!(null)]
    {
        assert_eq!(refusal(&with("aud", odd.clone())), TokenError::BadClaims, "{odd}");
    }
    for odd in [json!([ISSUER]), json!(1), json!(null)] {
        assert_eq!(refusal(&with("iss", odd.clone())), TokenError::BadClaims, "{odd}");
    }
}

#[test]
fn every_claim_is_required_and_checked() {
    for name in ["iss", "aud", "iat", "exp", "jti", "sub", "tid", "sid", "role", "email", "permVer"] {
        assert_eq!(refusal(&with(name, Value::Null)), TokenError::BadClaims, "{name} missing");
    }
    for (name, odd) in [
        ("sub", json!("admin")),
        ("sub", json!("' OR 1=1 --")),
        ("sub", json!(1)),
        ("tid", json!("*")),
        ("tid", json!([claims().tid])),
        ("sid", json!({})),
        ("jti", json!("../x")),
        ("role", json!(["admin"])),
        ("email", json!(7)),
        ("permVer", json!("4")),
        ("permVer", json!(4.5)),
        ("nbf", json!("0")),
    ] {
        assert_eq!(refusal(&with(name, odd.clone())), TokenError::BadClaims, "{name} {odd}");
    }
    assert!(keys().verify(&with("newClaim", json!({ "of": "a later version" })), NOW).is_ok());
}

#[test]
fn absurd_times_are_refused() {
    for odd in [json!("1767323945"), json!(1e18), json!(1e300), json!(-1.5), json!(true), json!([1]), json!(u64::MAX)] {
        for name in ["exp", "iat", "nbf"] {
            assert_eq!(refusal(&with(name, odd.clone())), TokenError::BadClaims, "{name} {odd}");
        }
    }
    for (name, odd) in [
        ("exp", i64::MAX),
        ("exp", i64::MIN),
        ("exp", 0),
        ("exp", 1_000_000_000_000_000_000),
        ("iat", i64::MIN),
        ("iat", 0),
    ] {
        assert_eq!(refusal(&with(name, json!(odd))), TokenError::InvalidLifetime, "{name} {odd}");
    }
    assert_eq!(refusal(&with("nbf", json!(i64::MAX))), TokenError::NotYetValid);
    let day = keys().claims(subject(), Uuid::nil(), NOW, Duration::days(1));
    assert_eq!(refusal(&keys().issue(&day)), TokenError::InvalidLifetime);
}

#[test]
fn a_token_is_valid_until_the_leeway_after_its_end() {
    let token = keys().issue(&claims());
    let end = NOW + Duration::minutes(15);
    assert!(keys().verify(&token, end).is_ok());
    assert!(keys().verify(&token, end + Duration::milliseconds(4_999)).is_ok());
    assert_eq!(keys().verify(&token, end + Duration::seconds(LEEWAY)), Err(TokenError::Expired));
    assert_eq!(keys().verify(&token, end + Duration::seconds(LEEWAY + 1)), Err(TokenError::Expired));
}

#[test]
fn a_token_is_valid_from_the_leeway_before_its_start() {
    let token = keys().issue(&claims());
    assert!(keys().verify(&token, NOW - Duration::seconds(LEEWAY)).is_ok());
    assert_eq!(keys().verify(&token, NOW - Duration::milliseconds(5_001)), Err(TokenError::NotYetValid));
    let at = |seconds| with("nbf", json!(NOW.unix_timestamp() + seconds));
    assert!(keys().verify(&at(LEEWAY), NOW).is_ok());
    assert_eq!(keys().verify(&at(LEEWAY + 1), NOW), Err(TokenError::NotYetValid));
}

#[test]
fn the_clock_of_the_machine_is_not_used() {
    for now in [datetime!(1990-01-01 00:00 UTC), datetime!(2300-01-01 00:00 UTC)] {
        let claims = keys().claims(subject(), Uuid::nil(), now, Duration::minutes(5));
        assert_eq!(keys().verify(&keys().issue(&claims), now), Ok(claims));
    }
}

#[test]
fn a_repeated_member_is_refused() {
    let json = json_of(&claims()).to_string();
    let inside = json.strip_prefix('{').unwrap();
    for first in [
        r#""sub":"00000000-0000-0000-0000-000000000009","#,
        r#""tid":"00000000-0000-0000-0000-000000000009","#,
        r#""exp":99999999999,"#,
        r#""unknown":1,"unknown":2,"#,
        r#""unknown":{"a":1,"a":2},"#,
        r#""unknown":[{"a":1,"\u0061":2}],"#,
    ] {
        assert_eq!(
            refusal(&signed_raw(&header().to_string(), &format!("{{{first}{inside}"))),
            TokenError::BadClaims,
            "{first}"
        );
    }
    let header = header().to_string();
    let inside = header.strip_prefix('{').unwrap();
    for first in [r#""alg":"none","#, r#""kid":"x","#, r#""typ":"JWT","#, r#""\u0061lg":"none","#] {
        assert_eq!(refusal(&signed_raw(&format!("{{{first}{inside}"), &json)), TokenError::Malformed, "{first}");
    }
}

#[test]
fn the_claims_are_one_json_object_and_nothing_else() {
    let json = json_of(&claims()).to_string();
    let deep = "[".repeat(2_000);
    for odd in [
        &format!("{json}{json}"),
        &format!("{json} x"),
        &format!("\u{feff}{json}"),
        &format!("[{json}]"),
        "null",
        "",
        "\"x\"",
        "1",
        &json.replace('"', "'"),
        &deep,
        &json[..json.len() - 1],
    ] {
        assert_eq!(refusal(&signed_raw(&header().to_string(), odd)), TokenError::BadClaims, "{odd:.60}");
    }
}

#[test]
fn a_key_rotation_refuses_no_valid_token() {
    let next = SigningKeys::generate_pem(&Source::system());
    let old = SigningKeys::from_pems(ISSUER, [RFC_8037]).unwrap();
    let announced = SigningKeys::from_pems(ISSUER, [RFC_8037, &next]).unwrap();
    let promoted = SigningKeys::from_pems(ISSUER, [next.as_str(), RFC_8037_PUBLIC]).unwrap();
    let retired = SigningKeys::from_pems(ISSUER, [next.as_str()]).unwrap();

    // At each step every node that may run beside another accepts what the other signs.
    for (signs, reads) in [
        (&old, &announced),
        (&announced, &old),
        (&announced, &promoted),
        (&promoted, &announced),
        (&promoted, &retired),
        (&retired, &promoted),
    ] {
        assert_eq!(reads.verify(&signs.issue(&claims()), NOW), Ok(claims()));
    }
    assert_eq!(retired.verify(&old.issue(&claims()), NOW), Err(TokenError::UnknownKey));
    assert_eq!(promoted.jwks()["keys"].as_array().unwrap().len(), 2);
}

#[test]
fn an_invalid_signing_key_is_named_by_its_position() {
    let none: [&str; 0] = [];
    let from = |pems: &[&str]| SigningKeys::from_pems(ISSUER, pems.iter().copied()).unwrap_err();
    assert_eq!(SigningKeys::from_pems(ISSUER, none).unwrap_err(), InvalidSigningKey::None);
    assert_eq!(from(&["nonsense"]), InvalidSigningKey::NotPrivate(1));
    assert_eq!(from(&[RFC_8037_PUBLIC]), InvalidSigningKey::NotPrivate(1));
    assert_eq!(from(&[RFC_8037, "nonsense"]), InvalidSigningKey::NotAKey(2));
    assert_eq!(from(&[RFC_8037, RFC_8037_PUBLIC]), InvalidSigningKey::Twice(2));
    // The neutral element: every signature with a zero scalar would fit it.
    let weak = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----END PUBLIC KEY-----";
    assert_eq!(from(&[RFC_8037, weak]), InvalidSigningKey::NotAKey(2));
}

#[test]
fn keys_are_not_printed_and_refusals_reveal_nothing() {
    let shown = format!("{:?}", keys());
    assert!(shown.contains("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
    assert!(!shown.contains("157"), "no bytes of a key: {shown}");
    let error = crate::Error::from(TokenError::Expired);
    assert_eq!(error.code(), crate::Code::Unauthenticated);
    assert_eq!(error.message(), crate::Error::from(TokenError::BadSignature).message());
}

proptest! {
    #[test]
    fn any_text_is_refused_without_a_panic(token: String) {
        prop_assert!(keys().verify(&token, NOW).is_err());
    }

    #[test]
    fn any_signed_json_is_refused_without_a_panic(header in "\\PC{0,60}", claims in "\\PC{0,200}") {
        prop_assert!(keys().verify(&signed_raw(&header, &claims), NOW).is_err());
    }
}
