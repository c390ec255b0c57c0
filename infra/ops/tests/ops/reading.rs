//! Good and bad lines.

use std::{
    io::{self, BufReader, Read},
    time::{Duration, Instant},
};

use identity::RecordStatus;
use ops::records::{Refusal, read};
use testing::people;

const GOOD: &str = r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-05-01"}"#;

fn refusals(file: &str) -> Vec<String> {
    read(file.as_bytes()).1.iter().map(ToString::to_string).collect()
}

#[test]
fn a_line_needs_a_trn_a_last_name_and_a_date_of_birth_alone() {
    let (records, refusals) = read(GOOD.as_bytes());

    let mut expected = people::record("0012345", "Smith", "1990-05-01");
    expected.has_qts = false;
    assert_eq!((records, refusals), (vec![expected], vec![]));
}

#[test]
fn whatever_is_written_is_read_again() {
    let register = people::register();

    let (records, refusals) = read(people::file(&register).as_bytes());

    assert_eq!(refusals, []);
    assert_eq!(records, register);
}

#[test]
fn null_is_the_same_as_nothing() {
    let line = GOOD.replace(
        '}',
        r#","first_name":null,"middle_name":null,"previous_names":null,"ninos":null,"email":null,
        "status":null,"merged_into":null,"has_qts":null,"has_open_alert":null}"#,
    );

    let (records, refusals) = read(line.replace('\n', " ").as_bytes());

    assert_eq!((records, refusals), read(GOOD.as_bytes()));
}

#[test]
fn blank_lines_marks_of_byte_order_and_line_ends_of_windows_are_nothing() {
    let file = format!("\u{FEFF}{GOOD}\r\n\r\n  \n{}\r\n", GOOD.replace("0012345", "0012346"));

    let (records, refusals) = read(file.as_bytes());

    assert_eq!((records.len(), refusals), (2, vec![]));
}

#[test]
fn a_line_that_cannot_be_read_is_reported_by_number_and_reason() {
    let cases = [
        ("{", "not JSON, at column 1"),
        ("[]", "a field has the wrong kind of value, at column 0"),
        (r#"{"last_name":"Smith","date_of_birth":"1990-05-01"}"#, "trn: missing"),
        (r#"{"trn":"0012345","date_of_birth":"1990-05-01"}"#, "last_name: missing"),
        (r#"{"trn":"0012345","last_name":"Smith"}"#, "date_of_birth: missing"),
        (
            r#"{"trn":"123456","last_name":"Smith","date_of_birth":"1990-05-01"}"#,
            "trn: not 7 digits",
        ),
        (
            r#"{"trn":"12-34567","last_name":"Smith","date_of_birth":"1990-05-01"}"#,
            "trn: not 7 digits",
        ),
        (
            r#"{"trn":"0000000","last_name":"Smith","date_of_birth":"1990-05-01"}"#,
            "trn: 0000000 is nobody's",
        ),
        (
            r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-02-31"}"#,
            "date_of_birth: not a date in the form YYYY-MM-DD",
        ),
        (
            r#"{"trn":"0012345","last_name":" ","date_of_birth":"1990-05-01"}"#,
            "last_name: blank, and so are the other names",
        ),
        (
            r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-05-01","status":"gone"}"#,
            "status: not active, deactivated or merged",
        ),
        (
            r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-05-01","status":"merged"}"#,
            "merged_into: missing for a merged record",
        ),
        (
            r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-05-01","merged_into":"7654321"}"#,
            "merged_into: given for a record that is not merged",
        ),
        (
            r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-05-01","status":"merged","merged_into":"no"}"#,
            "merged_into: not 7 digits",
        ),
    ];
    for (line, reason) in cases {
        let other = GOOD.replace("0012345", "7654321");
        let file = format!("{other}\n{line}\n");

        let (records, refusals) = read(file.as_bytes());

        let reason = reason.to_owned();
        assert_eq!(refusals, [Refusal { line: 2, reason, whole_line: true }], "{line}");
        assert_eq!(records.len(), 1, "the other line is read");
    }
}

#[test]
fn no_report_repeats_what_a_line_says_about_a_person() {
    let lines = [
        r#"{"trn":1234567,"last_name":"Secret","date_of_birth":"1990-05-01"}"#,
        r#"{"trn":"1234567","last_name":["Secret"],"date_of_birth":"1990-05-01"}"#,
        r#"{"trn":"1234567","last_name":"Secret","date_of_birth":"1990-05-41"}"#,
        r#"{"trn":"1234567","last_name":"Secret","date_of_birth":"1990-05-01","has_qts":"AB123456C"}"#,
        r#"{"trn":"1234567","last_name":"Secret","date_of_birth":"1990-05-01","ninos":["QQ123456C","AB12"]}"#,
        r#"{"trn":"1234567","last_name":"Secret","date_of_birth":"1990-05-01","email":"secret at home"}"#,
        r#"{"trn":"1234567","last_name":"Secret","date_of_birth":"1990-05-01","Secret":1}"#,
        r#"{"trn":"1234567","last_name":"Secret"#,
    ];
    for line in lines {
        let report = refusals(line).join("\n");

        assert!(!report.is_empty(), "{line}");
        for private in ["Secret", "secret", "1234567", "1990", "QQ", "AB12"] {
            assert!(!report.contains(private), "{line}: {report}");
        }
    }
}

#[test]
fn a_nino_that_cannot_be_one_is_left_out_and_the_rest_is_read() {
    let line =
        GOOD.replace('}', r#","ninos":["AB123456C","QQ123456C","nonsense","CE 22 22 22 A"]}"#);

    let (records, refusals) = read(line.as_bytes());

    assert_eq!(records[0].ninos, [people::nino("AB123456C"), people::nino("CE222222A")]);
    let told: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 1: ninos, number 2: the example number (loaded without it)",
            "line 1: ninos, number 3: cannot be a National Insurance number (loaded without it)",
        ]
    );
}

#[test]
fn a_trn_stands_for_one_record_the_first_of_the_file() {
    let file = format!("{GOOD}\n{}\n", GOOD.replace("Smith", "Jones"));

    let (records, refusals) = read(file.as_bytes());

    assert_eq!(records[0].name.last, "Smith");
    assert_eq!(refusals[0].to_string(), "line 2: trn: the same as on line 1 (left out)");
}

fn merged(trn: &str, into: &str) -> String {
    format!(
        r#"{{"trn":"{trn}","last_name":"Smith","date_of_birth":"1990-05-01","status":"merged","merged_into":"{into}"}}"#
    )
}

#[test]
fn the_line_that_closes_a_cycle_of_merges_is_left_out() {
    let file = [
        merged("0000001", "0000002"),
        merged("0000002", "0000003"),
        merged("0000003", "0000001"),
        merged("0000004", "0000004"),
        merged("0000005", "0000001"),
    ]
    .join("\n");

    let (records, refusals) = read(file.as_bytes());

    let lines: Vec<usize> = refusals.iter().map(|refusal| refusal.line).collect();
    assert_eq!(lines, [3, 4]);
    assert_eq!(refusals[0].reason, "merged_into: closes a cycle of merges");
    let trns: Vec<&str> = records.iter().map(|record| record.trn.as_str()).collect();
    assert_eq!(trns, ["0000001", "0000002", "0000005"]);
}

#[test]
fn a_merge_may_come_before_or_after_the_record_it_leads_to() {
    let file =
        [merged("0000001", "0012345"), GOOD.to_owned(), merged("0000002", "0012345")].join("\n");

    let (records, refusals) = read(file.as_bytes());

    assert_eq!(refusals, []);
    assert_eq!(records[0].status, RecordStatus::MergedInto(people::trn("0012345")));
    assert_eq!(records.len(), 3);
}

#[test]
fn a_record_with_more_keys_than_fit_is_left_out() {
    let names: Vec<String> =
        (0..60).map(|number| format!(r#"{{"first_name":"A{number}","last_name":"B"}}"#)).collect();
    let line = GOOD.replace('}', &format!(r#","previous_names":[{}]}}"#, names.join(",")));

    assert_eq!(
        refusals(&line),
        ["line 1: more names and numbers than one record can have (left out)"]
    );
}

#[test]
fn bytes_that_are_no_text_are_reported() {
    let mut file = GOOD.as_bytes().to_vec();
    file.extend(b"\n\xFF\xFE\n");

    let (records, refusals) = read(file.as_slice());

    assert_eq!(
        (records.len(), refusals[0].to_string().as_str()),
        (1, "line 2: not UTF-8 (left out)")
    );
}

#[test]
fn a_file_that_breaks_off_is_reported_and_reading_ends() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let file = format!("{GOOD}\n").into_bytes();

    let (records, refusals) = read(BufReader::new(file.as_slice().chain(Broken)));

    assert_eq!(records.len(), 1);
    assert_eq!(refusals.len(), 1);
    assert_eq!(refusals[0].reason, "the file cannot be read any further");
}

#[test]
fn a_hundred_thousand_lines_are_read_in_seconds() {
    let mut file = String::new();
    for number in 1..=100_000_u32 {
        let trn = format!("{number:07}");
        file.push_str(&GOOD.replace("0012345", &trn));
        file.push('\n');
        if number % 10 == 0 {
            file.push_str(&merged(&format!("{:07}", 1_000_000 + number), &trn));
            file.push('\n');
        }
    }
    let began = Instant::now();

    let (records, refusals) = read(file.as_bytes());

    assert_eq!((records.len(), refusals.len()), (110_000, 0));
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}, not optimised", began.elapsed());
}
