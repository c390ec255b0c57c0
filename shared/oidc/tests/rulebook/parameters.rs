//! Parameters are read in one way only.

use oidc::{LARGEST_REQUEST, Parameters, Problem, Refusal, TooLarge};
use proptest::prelude::*;

type Reading = Result<Option<String>, Problem>;

fn read(form: &[u8]) -> Reading {
    let parameters = Parameters::read(form).unwrap();
    let read = parameters.optional("state", 8);
    read.map(|text| text.map(str::to_owned)).map_err(|refusal| refusal.problem)
}

#[test]
fn each_form_has_one_reading() {
    let text = |text: &str| Ok(Some(text.to_owned()));
    let cases: [(&[u8], Reading); 20] = [
        (b"", Ok(None)),
        (b"&&", Ok(None)),
        (b"other=1", Ok(None)),
        (b"other=1&other=2&%ff=3", Ok(None)),
        (b"State=1", Ok(None)),
        (b"state", Ok(None)),
        (b"state=", Ok(None)),
        (b"state=abc", text("abc")),
        (b"st%61te=abc", text("abc")),
        (b"state=a+b%20c", text("a b c")),
        (b"state=a%2Bb", text("a+b")),
        (b"state=a=b", text("a=b")),
        (b"state=%zz", text("%zz")),
        (b"state=%C3%A9", text("\u{e9}")),
        (b"state=12345678", text("12345678")),
        (b"state=123456789", Err(Problem::ParameterTooLong)),
        (b"state=%ff%fe", Err(Problem::MalformedParameter)),
        (b"state=a&state=a", Err(Problem::RepeatedParameter)),
        (b"state=&st%61te=", Err(Problem::RepeatedParameter)),
        (b"state=%ff&state=a", Err(Problem::RepeatedParameter)),
    ];

    for (form, expected) in cases {
        assert_eq!(read(form), expected, "{}", String::from_utf8_lossy(form));
    }
}

#[test]
fn a_parameter_that_is_needed_is_named_when_it_is_missing() {
    let parameters = Parameters::read(b"code=").unwrap();

    assert_eq!(parameters.required("code", 9), Err(Refusal::of(Problem::MissingParameter, "code")));
}

#[test]
fn a_request_over_eight_kilobytes_is_not_read() {
    let mut form = vec![b'a'; LARGEST_REQUEST];
    assert!(Parameters::read(&form).is_ok());

    form.push(b'a');

    assert_eq!(Parameters::read(&form).err(), Some(TooLarge));
}

proptest! {
    /// What a browser encodes is what we read, whatever it is.
    #[test]
    fn encoding_and_reading_cancel_out(value in "\\PC{1,40}", other in "\\PC{0,40}") {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("x", &other)
            .append_pair("state", &value)
            .finish();
        let parameters = Parameters::read(form.as_bytes()).unwrap();

        prop_assert_eq!(parameters.optional("state", 400), Ok(Some(value.as_str())));
    }

    /// Whatever is sent is read as exactly the bytes that were sent, or not at all.
    #[test]
    fn any_bytes_are_read(form in proptest::collection::vec(any::<u8>(), 0..200)) {
        let parameters = Parameters::read(&[b"state=".as_slice(), &form].concat()).unwrap();

        if let Ok(Some(text)) = parameters.optional("state", 8000) {
            let value = form.split(|byte| *byte == b'&').next().unwrap_or_default();
            let spaced: Vec<u8> =
                value.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
            let sent: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
            prop_assert_eq!(text.as_bytes(), sent);
        }
    }
}
