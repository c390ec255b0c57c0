//! A whole sign-in.

use crate::{deployment::deployed, service::Service};

#[test]
fn whoever_signs_in_is_found_and_the_service_is_told_their_trn() {
    deployed(async |deployment| {
        let mut browser = deployment.browser();

        let question = Service::Existing.arrive(&mut browser, "anne").await;
        let found =
            browser.send(&question, &[("have_nino", "yes"), ("nino", "AB 12 34 56 C")]).await;
        assert_eq!(found.heading(), "We found your teaching record", "{}", found.text());
        let back = browser.click(&found, "Continue to").await;

        let claims = Service::Existing.told(deployment, &back).await;
        assert_eq!((&claims["trn"], &claims["trn_status"]), (&"1234567".into(), &"found".into()));
    });
}
