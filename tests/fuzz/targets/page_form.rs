//! A form of one of our pages, and the numbers in it, compared with plain readings.
#![no_main]

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
};
use fuzz::{ours::runtime, plain::pairs};
use identity::{InvalidNino, InvalidTrn, Nino, Trn};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::Runtime;
use web::{Failure, Form};

thread_local! {
    static RUNTIME: Runtime = runtime();
}

fuzz_target!(|data: &[u8]| {
    let mut headers = HeaderMap::new();
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(header::CONTENT_TYPE, kind);
    let body = Body::from(data.to_vec());
    let form = RUNTIME.with(|runtime| runtime.block_on(Form::read(&headers, body)));
    let form = match form {
        Ok(form) => form,
        Err(failure) => {
            assert!(matches!(failure, Failure::TooLong) && data.len() > 8192);
            return;
        }
    };
    assert!(data.len() <= 8192);
    for name in ["csrf", "have_nino", "nino", "have_trn", "trn"] {
        let sent = pairs(data).into_iter().filter(|(each, _)| each == name.as_bytes());
        let sent: Vec<String> =
            sent.map(|(_, value)| String::from_utf8_lossy(&value).into_owned()).collect();
        assert_eq!(form.fields(name).collect::<Vec<_>>(), sent, "{name}");
        assert_eq!(form.field(name), sent.first().map_or("", String::as_str), "{name}");
    }
    nino(form.field("nino"));
    trn(form.field("trn"));
});

/// What is left when what separates and what nobody sees is gone.
fn bare(typed: &str) -> Vec<char> {
    let narrow = typed.chars().map(|c| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFF01 + 0x21).expect("ASCII"),
        _ => c,
    });
    let nothing = |c: &char| {
        c.is_whitespace()
            || "-./\\_\u{2043}\u{2212}\u{FE58}\u{FE63}\u{AD}\u{61C}\u{FEFF}".contains(*c)
            || ('\u{200B}'..='\u{200F}').contains(c)
            || ('\u{2010}'..='\u{2015}').contains(c)
            || ('\u{202A}'..='\u{202E}').contains(c)
            || ('\u{2060}'..='\u{2064}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
    };
    narrow.filter(|c| !nothing(c)).collect()
}

/// HMRC's format, character by character (NIM39110).
fn nino(typed: &str) {
    let bare: String = bare(typed).into_iter().map(|c| c.to_ascii_uppercase()).collect();
    let is = |pattern: &str| {
        bare.chars().count() == pattern.len()
            && bare.chars().zip(pattern.chars()).all(|(c, wanted)| match wanted {
                'x' => "ABCEGHJKLMNOPRSTWXYZ".contains(c),
                'y' => "ABCEGHJKLMNPRSTWXYZ".contains(c),
                'l' => c.is_ascii_uppercase(),
                '9' => c.is_ascii_digit(),
                's' => "ABCD".contains(c),
                wanted => c == wanted,
            })
    };
    let never = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
    let issued = is("xy999999s") && !never.iter().any(|prefix| bare.starts_with(prefix));
    match typed.parse::<Nino>() {
        Ok(nino) => {
            assert!(issued && nino.as_str() == bare);
            assert_eq!(nino.spaced().parse().as_ref(), Ok(&nino), "written and read again");
        }
        Err(InvalidNino::Empty) => assert!(bare.is_empty()),
        Err(InvalidNino::Example) => assert_eq!(bare, "QQ123456C"),
        Err(InvalidNino::Temporary) => {
            let temporary =
                is("TN999999") || bare.len() == 9 && bare.starts_with("TN") || is("99l99999");
            assert!(temporary && !issued);
        }
        Err(InvalidNino::Malformed) => assert!(!issued && !bare.is_empty()),
    }
}

fn trn(typed: &str) {
    let bare = bare(typed);
    let digits: String = bare.iter().copied().filter(|c| c.is_numeric()).collect();
    let seven = digits.len() == 7 && digits.bytes().all(|digit| digit.is_ascii_digit());
    match typed.parse::<Trn>() {
        Ok(trn) => assert!(seven && digits != "0000000" && trn.as_str() == digits),
        Err(InvalidTrn::Empty) => assert!(bare.is_empty()),
        Err(InvalidTrn::AllZero) => assert_eq!(digits, "0000000"),
        Err(InvalidTrn::NotSevenDigits) => assert!(!seven),
    }
}
