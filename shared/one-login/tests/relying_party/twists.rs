//! A GOV.UK One Login that does one thing wrong at a time: each is refused, or survived where it is not
//! wrong after all.

use crate::scene::{Failed, Scene, ada};
use ports::{Purpose, SignInRefused, SignedIn};
use testing::one_login::{End, Twist};

/// How a trip ended, in the words of the table.
fn ended(outcome: &Result<SignedIn, Failed>, twist: &Twist) -> End {
    match outcome {
        Ok(signed_in) if signed_in.identity.is_some() => End::Proved,
        Ok(_) => End::SignedInOnly,
        Err(Failed::Begin(_) | Failed::Finish(SignInRefused::Unreachable(_))) => End::Unreachable,
        Err(Failed::Finish(SignInRefused::CodeNotGood)) => End::CodeNotGood,
        Err(Failed::Finish(SignInRefused::NotBelieved(_))) => End::NotBelieved,
        Err(Failed::TurnedBack(error)) => {
            let End::TurnedBack(expected) = twist.end else { panic!("came back with {error}") };
            assert_eq!(error, expected, "{}", twist.name);
            twist.end
        }
    }
}

/// Whether the refusal names a part of the protocol that the twist spoiled.
fn blames_the_right_part(outcome: &Result<SignedIn, Failed>, twist: &Twist) -> bool {
    let Err(Failed::Finish(SignInRefused::NotBelieved(blamed))) = outcome else { return true };
    let (part, what) = twist.name.split_once(": ").unwrap();
    let possible: &[&str] = match part {
        // Before it could be put into one.
        "token" if what.contains("breaks headers") => &["access token"],
        "token" => &["token response", "token_type", "no ID token", "access token", "ID token"],
        "ID token" if what.contains("userinfo") => &["userinfo"],
        "ID token" => &["ID token", "token response"],
        "keys" => &["ID token"],
        "userinfo" => &["userinfo", "verified email address", "core identity credential"],
        "credential" | "DID" => &["core identity credential"],
        _ => &[],
    };
    possible.contains(blamed)
}

fn is_slow(twist: &Twist) -> bool {
    twist.name.ends_with("too slow")
}

async fn outcome(
    scene: &mut Scene,
    twist: &'static Twist,
    trip: Purpose,
) -> Result<SignedIn, Failed> {
    scene.start_cold();
    scene.stand_in.tell(Some(twist));
    scene.trip(trip).await
}

#[tokio::test]
async fn every_twist_ends_a_trip_that_proves_identity_as_the_table_says() {
    let mut scene = Scene::new().await;
    scene.stand_in.preselect(ada());

    let mut wrong = Vec::new();
    for twist in Twist::all().filter(|twist| !is_slow(twist)) {
        let outcome = outcome(&mut scene, twist, Purpose::ProveIdentity).await;
        if ended(&outcome, twist) != twist.end || !blames_the_right_part(&outcome, twist) {
            wrong.push(format!("{}: {:?} in place of {:?}", twist.name, outcome, twist.end));
        }
    }

    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_twist_of_what_a_first_trip_uses_ends_it_as_well() {
    let mut scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    let used = ["authorize", "token", "ID token", "discovery", "keys"];
    let part = |twist: &Twist| twist.name.split_once(": ").unwrap().0;

    let mut wrong = Vec::new();
    let rows = Twist::all().filter(|twist| !is_slow(twist) && used.contains(&part(twist)));
    for twist in rows {
        let outcome = outcome(&mut scene, twist, Purpose::SignIn).await;
        let expected = if twist.end == End::Proved { End::SignedInOnly } else { twist.end };
        if ended(&outcome, twist) != expected {
            wrong.push(format!("{}: {:?} in place of {:?}", twist.name, outcome, expected));
        }
    }

    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn nobody_waits_for_a_slow_answer() {
    let rows: Vec<_> = Twist::all()
        .filter(|twist| is_slow(twist))
        .map(|twist| {
            tokio::spawn(async move {
                let mut scene = Scene::new().await;
                scene.stand_in.preselect(ada());
                (ended(&outcome(&mut scene, twist, Purpose::ProveIdentity).await, twist), twist)
            })
        })
        .collect();

    assert_eq!(rows.len(), 5);
    for row in rows {
        let (end, twist) = row.await.unwrap();
        assert_eq!(end, twist.end, "{}", twist.name);
    }
}

#[tokio::test]
async fn no_two_twists_have_one_name() {
    let mut names: Vec<&str> = Twist::all().map(|twist| twist.name).collect();
    let all = names.len();

    names.sort_unstable();
    names.dedup();

    assert_eq!(names.len(), all);
    assert!(all > 200, "{all}");
}
