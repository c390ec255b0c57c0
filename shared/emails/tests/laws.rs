//! What holds whatever is put into an email.

mod sample;

use emails::{ENGLISH, Email};
use proptest::prelude::*;
use sample::{LINK, REFERENCE, SUPPORT, Values, every_email};

/// Names and services as an attacker would write them, and any others.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z]{0,4}[\r\n\u{85}\u{2028}\u{202e}\u{2066}\u{200b}\u{ad}<>&\"' ]{1,6}[a-zA-Z: ]{0,20}",
        Just("Anne\r\nBcc: everybody@example.com\r\n\r\nYour TRN is\r\n7654321\r\n".to_owned()),
        Just("</p><script>alert(1)</script>".to_owned()),
        "[a-z]{500,2000}",
    ]
}

/// The text of an HTML email, one line for each paragraph, item or link.
fn words_of(html: &str) -> String {
    let (_, body) = html.split_once("<body>").expect("every email has a body");
    let mut text = String::new();
    for piece in body.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        if ["p", "li"].contains(&tag) {
            text.push('\n');
        }
        text.push_str(words);
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn squeezed(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.strip_prefix("* ").unwrap_or(line).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn has_hidden_mark(text: &str) -> bool {
    text.chars().any(|letter| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    })
}

fn lines(email: &Email) -> usize {
    email.text.lines().count()
}

proptest! {
    #[test]
    fn no_value_adds_a_line_a_header_or_a_hidden_mark(
        name in hostile(), service in hostile(), reference in hostile(),
        support in hostile(), trn in "[0-9]{7}",
    ) {
        let values = Values {
            name: &name,
            service: &service,
            trn: &trn,
            link: LINK,
            reference: &reference,
            support: &support,
            words: ENGLISH,
        };
        let plain = Values {
            name: "Anne",
            service: "Register",
            reference: REFERENCE,
            support: SUPPORT,
            ..values
        };
        for ((which, email), (_, expected)) in every_email(&values).iter().zip(every_email(&plain)) {
            prop_assert!(!has_hidden_mark(&email.subject), "{which}: {:?}", email.subject);
            prop_assert!(!email.subject.contains('\n'), "{which}");
            prop_assert!(!has_hidden_mark(&email.text), "{which}: {:?}", email.text);
            prop_assert!(!has_hidden_mark(&email.html), "{which}");
            prop_assert_eq!(lines(email), lines(&expected), "{}", which);
            let alone = |email: &Email| email.text.lines().filter(|line| *line == trn).count();
            prop_assert_eq!(alone(email), alone(&expected), "{}", which);
        }
    }

    #[test]
    fn the_html_says_what_the_text_says_and_no_value_is_markup(
        name in hostile(), service in hostile(), trn in "[0-9]{7}",
    ) {
        let values = Values {
            name: &name,
            service: &service,
            trn: &trn,
            link: LINK,
            reference: REFERENCE,
            support: SUPPORT,
            words: ENGLISH,
        };
        for (which, email) in every_email(&values) {
            prop_assert!(!email.html.contains("<script"), "{which}");
            prop_assert_eq!(
                squeezed(&words_of(&email.html)),
                squeezed(&email.text),
                "{}",
                which
            );
        }
    }

    #[test]
    fn a_name_is_never_longer_than_a_name(name in "[a-zé]{0,3000}") {
        let values = Values {
            name: &name,
            service: "Register",
            trn: "1234567",
            link: LINK,
            reference: REFERENCE,
            support: SUPPORT,
            words: ENGLISH,
        };
        for (which, email) in every_email(&values) {
            let greeting = email.text.lines().next().unwrap_or_default();
            prop_assert!(greeting.chars().count() <= "Dear ".len() + 101, "{which}");
            prop_assert!(name.starts_with(greeting.trim_start_matches("Dear").trim().trim_end_matches('…')));
        }
    }
}
