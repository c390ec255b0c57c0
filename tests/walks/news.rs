//! What a calling service was told does not hold any more, and it hears of that.

use identity::{RecordStatus, TeachingRecord};
use ports::Clock;
use testing::people::{record, trn};

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn a_service_hears_that_the_record_of_somebody_it_was_told_of_was_merged() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Allocate, "anne", "AB123456C").await;
    let service = browser.click(&found, "Continue to").await;
    assert!(service.text().contains("trn \"1234567\""), "{}", service.text());

    let anne = |number: &str| record(number, "Anne Smith", "1990-05-01");
    let status = RecordStatus::MergedInto(trn("2999999"));
    let (store, now) = (&town.stack.store, town.stack.clock.now());
    store.keep_record(&anne("2999999"), now).await.unwrap();
    store.keep_record(&TeachingRecord { status, ..anne("1234567") }, now).await.unwrap();
    town.stack.messages.settle().await;

    // What is searched for personal data has what workers call.
    for called in ["/webhook", "/token", "/userinfo"] {
        assert!(town.asked_for().iter().any(|address| address == called), "{called}");
    }

    let told = Browser::new().open(town.service(From::Allocate)).await.text();
    assert!(told.contains("teaching_record.merged"), "{told}");
    for number in ["1234567", "2999999"] {
        assert!(!told.contains(number), "{number}: {told}");
    }
    let again = town.arrive(&mut Browser::new(), From::Allocate, "anne").await;
    for claim in ["trn \"2999999\"", "trn_previous \"1234567\""] {
        assert!(again.text().contains(claim), "{claim}: {}", again.text());
    }
}
