//! Nothing that says something about a person shows itself in a log line.

use identity::{
    Email, NamePart, NamePartKind, Nino, OneLoginUser, Person, RecordName, RecordStatus,
    TeachingRecord, VerifiedIdentity, VerifiedName,
};

#[test]
fn values_redact_themselves() {
    let names = [(NamePartKind::Given, "Marguerite"), (NamePartKind::Family, "Featherstone")];
    let parts = names.map(|(kind, value)| NamePart { kind, value: value.to_owned() }).to_vec();
    let name = VerifiedName::new(parts, Some("2015-02-03".parse().unwrap()), None).unwrap();
    let email: Email = "marguerite@example.com".parse().unwrap();
    let person = Person {
        user: OneLoginUser { subject: "urn:fdc:secret".parse().unwrap(), email: email.clone() },
        identity: VerifiedIdentity::new(vec![name], vec!["1990-05-01".parse().unwrap()]).unwrap(),
    };
    let record_name = RecordName {
        first: "Marguerite".to_owned(),
        middle: String::new(),
        last: "Featherstone".to_owned(),
    };
    let record = TeachingRecord {
        trn: "1234567".parse().unwrap(),
        name: record_name.clone(),
        previous_names: vec![record_name],
        date_of_birth: "1990-05-01".parse().unwrap(),
        ninos: vec!["AB123456C".parse::<Nino>().unwrap()],
        email: Some(email),
        status: RecordStatus::MergedInto("7654321".parse().unwrap()),
        has_qts: true,
        has_open_alert: false,
    };

    let shown = format!("{person:?} {record:?} {person:#?} {record:#?}");

    for secret in [
        "Marguerite",
        "Featherstone",
        "marguerite",
        "example.com",
        "secret",
        "1990",
        "2015",
        "1234567",
        "7654321",
        "AB12",
    ] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(shown.contains("Nino(…)"));
}

#[test]
fn errors_do_not_repeat_what_was_typed() {
    let errors = [
        "QQ123456C".parse::<Nino>().unwrap_err().to_string(),
        "AB123456X".parse::<Nino>().unwrap_err().to_string(),
        "123456".parse::<identity::Trn>().unwrap_err().to_string(),
        "nobody".parse::<Email>().unwrap_err().to_string(),
        "1990".parse::<identity::DateOfBirth>().unwrap_err().to_string(),
    ];

    for typed in ["QQ12", "AB12", "123456", "nobody", "1990"] {
        assert!(errors.iter().all(|error| !error.contains(typed)), "{errors:?}");
    }
}
