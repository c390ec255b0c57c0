//! The functions in containers behind `sam local start-api`, as the README has it: a sign-in from a sample service and back.
//!
//! It needs Docker, and starts a daemon of its own where it may and none is running. `cargo check-all` runs it, and says so where it
//! could not be tried.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::print_stdout, reason = "it says what it could not try, and how long it took")]

#[expect(dead_code, reason = "the walks need more of it")]
#[path = "../walks/browser.rs"]
mod browser;
#[path = "../walks/canaries.rs"]
mod canaries;
mod docker;
#[expect(dead_code, reason = "the deployment to MiniStack needs more of it")]
#[path = "../emulated/programs.rs"]
mod programs;
mod sam;

use std::time::Instant;

use browser::Browser;
use docker::Docker;
use local::{Options, Sam, Stack};
use sam::{Functions, SamLocal};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Docker and the SAM CLI: cargo test --workspace --test sam_local -- --ignored --nocapture"]
async fn whoever_signs_in_through_sam_local_is_found_and_the_service_is_told_their_trn() {
    let docker = match Docker::find_or_start() {
        Ok(docker) => docker,
        // `cargo check-all` looks for these words.
        Err(why) => return println!("not tried: {why}"),
    };
    let functions = Functions::as_built();
    let image = docker.image_for(&functions.folder().join("site/bootstrap"));
    let port = sam::free_port();
    let issuer = ("ISSUER".to_owned(), format!("http://localhost:{port}"));
    let bridge = Some(Sam::bridge(docker.host()).unwrap());
    let stack = Stack::start(Options {
        port: Some(0),
        sam: Some(Sam { folder: functions.folder().to_owned(), bridge }),
        settings: vec![issuer],
        ..Options::default()
    });
    let stack = stack.await.unwrap();
    let running = SamLocal::start(stack.sam.as_ref().unwrap(), &image, port, &docker);
    let mut browser = Browser::new();

    let started = Instant::now();
    let way = async {
        let picker = browser.open(&format!("{}/sign-in", stack.addresses.existing)).await;
        let question = browser.send(&picker, &[("persona", "anne")]).await;
        let answer = [("have_nino", "yes"), ("nino", "AB 12 34 56 C")];
        let found = browser.send(&question, &answer).await;
        let heading = found.heading();
        (heading, browser.click(&found, "Continue to").await)
    };
    let (heading, service) = running.explaining(way).await;

    assert_eq!(heading, "We found your teaching record");
    assert!(service.text().contains("You are signed in."), "{}", service.text());
    assert!(service.text().contains("trn \"1234567\""), "{}", service.text());
    canaries::none_in(running.logged(), std::iter::empty());
    println!("signed in through sam local in {:.1} s", started.elapsed().as_secs_f64());
}
