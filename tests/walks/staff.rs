//! Support staff in front of their console, and the mail that their decisions cause.

use serde_json::Value;

use crate::{
    browser::{Browser, Page},
    town::Town,
};

impl Town {
    /// A member of support staff at the list of tasks: the one with this key in the picker.
    pub(crate) async fn at_the_desk(&self, key: &str) -> (Browser, Page) {
        let mut browser = Browser::new();
        let start = browser.open(&self.stack.addresses.console).await;
        let picker = browser.click(&start, "Sign in").await;
        let list = browser.send(&picker, &[("persona", key)]).await;
        assert_eq!(list.heading(), "Review tasks", "{}", list.text());
        (browser, list)
    }

    /// Has Priya decide the oldest task. Answers with the task as it is then.
    pub(crate) async fn decide(&self, fields: &[(&str, &str)]) -> Page {
        // Whoever reads the mail has everything done that was on its way.
        self.mail_of("nobody@example.com").await;
        let (mut browser, list) = self.at_the_desk("priya").await;
        let task = browser.click(&list, "TRN-").await;
        let path = task.url.path().to_owned();
        let confirm = browser.send_to(&task, &path, fields).await;
        assert_eq!(confirm.heading(), "Check and confirm", "{}", confirm.text());
        let done = browser.send_to(&confirm, &format!("{path}/decide"), &[]).await;
        assert_eq!(done.status, 200, "{}", done.text());
        done
    }

    /// What was emailed to somebody, as plain text with its subject line, the latest last.
    pub(crate) async fn mail_of(&self, address: &str) -> Vec<String> {
        let inbox = Browser::new().open(&self.url("/local/inbox.json")).await;
        let inbox: Vec<Value> = serde_json::from_str(&inbox.body).unwrap();
        let mut theirs: Vec<&Value> = inbox.iter().filter(|email| email["to"] == address).collect();
        theirs.sort_by_key(|email| email["at"].as_str().unwrap().to_owned());
        let text = |name: &str, email: &Value| email[name].as_str().unwrap().to_owned();
        theirs
            .iter()
            .map(|email| format!("{}\n{}", text("subject", email), text("text", email)))
            .collect()
    }

    /// Follows the link of an email to the service's own sign-in, and comes back as this person.
    pub(crate) async fn follow(&self, email: &str, persona: &str) -> Page {
        let link = email.split_whitespace().find(|word| word.contains("/continue-to/")).unwrap();
        assert!(!link.contains(['?', '#']), "a link without any secret: {link}");
        let mut browser = Browser::new();
        let landing = browser.open(link).await;
        assert!(landing.heading().starts_with("Continue to "), "{}", landing.heading());
        assert_eq!(
            browser.open(link).await.body,
            landing.body,
            "it can be opened any number of times"
        );
        let picker = browser.click(&landing, "Continue").await;
        browser.send(&picker, &[("persona", persona)]).await
    }
}
