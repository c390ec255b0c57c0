//! What a deployment is told about itself.

use pages::Brand;
use ports::{InvalidSetting, Variables};
use web::Settings;

fn read(given: &[(&str, &str)]) -> Result<Settings, InvalidSetting> {
    let good = [("ISSUER", "https://ctr.example"), ("SUPPORT_EMAIL", "help@ctr.example")];
    let all: Vec<(String, String)> = given
        .iter()
        .chain(good.iter().filter(|(name, _)| !given.iter().any(|(each, _)| each == name)))
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Settings::read(&Variables::new(move |name| {
        all.iter().find(|(each, _)| each == name).map(|(_, value)| value.clone())
    }))
}

#[test]
fn what_is_not_said_has_its_default() {
    let settings = read(&[]).unwrap();

    assert_eq!(settings.issuer, "https://ctr.example");
    assert!(matches!(settings.brand, Brand::Generic));
    assert_eq!(settings.support.email, "help@ctr.example");
    assert_eq!(settings.support.phone, None);
    let phone = read(&[("SUPPORT_PHONE", "0300 790 0225")]).unwrap().support.phone;
    assert_eq!(phone.as_deref(), Some("0300 790 0225"));
}

#[test]
fn what_has_to_be_said_is_missed_by_name() {
    for name in ["ISSUER", "SUPPORT_EMAIL"] {
        for blank in ["", "  "] {
            let missing = read(&[(name, blank)]).unwrap_err();
            assert_eq!(missing.to_string(), format!("{name}: is not set"));
        }
    }
}

#[test]
fn people_are_sent_to_an_email_address_alone() {
    for bad in ["help", "help@", "@ctr.example", "help@ctr.example, other@ctr.example"] {
        let refused = read(&[("SUPPORT_EMAIL", bad)]).unwrap_err();
        assert_eq!(refused.to_string(), "SUPPORT_EMAIL: is not an email address");
    }
}

#[test]
fn an_issuer_is_an_origin_in_its_one_spelling() {
    for good in
        ["https://ctr.example", "http://localhost:3000", "http://127.0.0.1:9", "https://a.b:8443"]
    {
        assert_eq!(read(&[("ISSUER", good)]).unwrap().issuer, good);
    }
    for bad in [
        "https://ctr.example/",
        "https://ctr.example/path",
        "https://ctr.example?x",
        "https://ctr.example#x",
        "https://CTR.example",
        "HTTPS://ctr.example",
        "https://ctr.example:443",
        "https://user@ctr.example",
        " https://ctr.example",
        "ctr.example",
        "//ctr.example",
        "ftp://ctr.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
    ] {
        let refused = read(&[("ISSUER", bad)]).unwrap_err().to_string();
        assert!(refused.starts_with("ISSUER: is not an origin"), "{bad}: {refused}");
    }
}

#[test]
fn the_govuk_brand_is_for_hosts_that_may_carry_it() {
    for host in ["ctr.service.gov.uk", "ctr.education.gov.uk", "a.b.education.gov.uk"] {
        let given = [("ISSUER", format!("https://{host}")), ("BRAND", "govuk".to_owned())];
        let given = given.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert!(matches!(read(&given).unwrap().brand, Brand::Govuk(_)), "{host}");
    }
    for host in [
        "ctr.example",
        "service.gov.uk",
        "evilservice.gov.uk",
        "ctr.service.gov.uk.evil.example",
        "ctr-service.gov.uk",
        "ctr.gov.uk",
        "localhost:3000",
    ] {
        let given = [("ISSUER", format!("https://{host}")), ("BRAND", "govuk".to_owned())];
        let given = given.each_ref().map(|(name, value)| (*name, value.as_str()));
        let refused = read(&given).unwrap_err().to_string();
        assert!(refused.starts_with("BRAND: govuk is for hosts under"), "{host}: {refused}");
    }
}

#[test]
fn there_are_two_brands() {
    assert!(matches!(read(&[("BRAND", "generic")]).unwrap().brand, Brand::Generic));
    for other in ["GOVUK", "none", "gov.uk"] {
        let refused = read(&[("BRAND", other)]).unwrap_err().to_string();
        assert_eq!(refused, "BRAND: is generic or govuk");
    }
}
