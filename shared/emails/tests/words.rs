//! What the emails say.

use emails::{Email, RequestReceived, request_received};

fn told<'a>(name: &'a str, service: &'a str) -> Email {
    request_received(&RequestReceived {
        name,
        service,
        reference: "TRN-7K4M-92QX",
        by: "Friday 5 September",
        support: "support@example.com",
    })
}

#[test]
fn the_request_is_confirmed_with_its_reference_and_its_day() {
    let email = told("Anne", "Register for an NPQ");

    assert_eq!(email.subject, "We have received your request TRN-7K4M-92QX");
    for words in ["Dear Anne", "TRN-7K4M-92QX", "Friday 5 September", "Register for an NPQ"] {
        assert!(email.text.contains(words), "{words}");
        assert!(email.html.contains(words), "{words}");
    }
}

#[test]
fn no_full_stop_follows_a_reference_that_people_copy() {
    assert!(!told("Anne", "Register").text.contains("TRN-7K4M-92QX."));
}

#[test]
fn a_name_with_markup_or_line_breaks_stays_a_name() {
    let email = told("<b>Anne</b>\r\nBcc: everybody@example.com", "A & B");

    assert!(!email.subject.contains(['\r', '\n']));
    assert!(!email.html.contains("<b>"));
    assert!(email.html.contains("A &amp; B"));
}
