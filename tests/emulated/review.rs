//! A TRN request that support staff decide: from the browser by way of the outbox, its stream and the queues to the console, and by
//! email to the person.

use crate::{
    browser::{Browser, Page},
    deployment::{CONSOLE, Deployment, deployed, eventually},
    queues,
    service::Service,
};

const HOLDING: &str = "We need to check your details before giving you a TRN";

/// A member of support staff at the list of tasks, once there is one.
async fn at_the_desk(deployment: &Deployment) -> (Browser, Page) {
    let mut browser = deployment.browser();
    let start = browser.open(CONSOLE).await;
    let picker = browser.click(&start, "Sign in").await;
    let list = browser.send(&picker, &[("persona", "priya")]).await;
    assert_eq!(list.heading(), "Review tasks", "{}", list.text());
    let list = eventually("a review task", async || {
        let list = browser.open(list.url.as_str()).await;
        list.body.contains("href=\"/tasks/").then_some(list)
    });
    let list = list.await;
    (browser, list)
}

#[test]
fn whoever_may_have_a_record_waits_for_support_staff_and_is_told_by_email() {
    deployed(async |deployment| {
        let mut browser = deployment.browser();
        let nino = Service::Allocate.arrive(&mut browser, "ida").await;
        let trn = browser.send(&nino, &[("have_nino", "no")]).await;
        let ask = browser.send(&trn, &[("have_trn", "unknown")]).await;
        let holding = browser.send(&ask, &[]).await;
        assert_eq!(holding.heading(), HOLDING, "{}", holding.text());

        let (mut priya, list) = at_the_desk(deployment).await;
        let task = priya.click(&list, "TRN-").await;
        let path = task.url.path().to_owned();
        let confirm = priya.send_to(&task, &path, &[("decision", "link-2912345")]).await;
        assert_eq!(confirm.heading(), "Check and confirm", "{}", confirm.text());
        let done = priya.send_to(&confirm, &format!("{path}/decide"), &[]).await;
        assert!(
            done.text().contains("The record with TRN 2912345 is connected."),
            "{}",
            done.text()
        );

        let email = eventually("an email with the TRN", async || {
            let mail = Deployment::mail_of("ida@example.com");
            mail.into_iter().find(|email| email.lines().any(|line| line == "2912345"))
        });
        let email = email.await;
        assert!(
            queues::seen().len() >= 2,
            "a task and an email were told of: {:?}",
            queues::seen()
        );
        let link = email.split_whitespace().find(|word| word.contains("/continue-to/")).unwrap();
        let landing = deployment.browser().open(link).await;
        assert!(landing.heading().starts_with("Continue to "), "{}", landing.text());
        let mut later = deployment.browser();
        let back = Service::Allocate.arrive(&mut later, "ida").await;
        let claims = Service::Allocate.told(deployment, &back).await;
        assert_eq!((&claims["trn"], &claims["trn_status"]), (&"2912345".into(), &"found".into()));
    });
}
