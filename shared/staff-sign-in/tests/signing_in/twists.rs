//! A sign-in of staff that does one thing wrong at a time: each is refused, or survived where it is not
//! wrong after all.

use std::error::Error;

use ports::{StaffMember, StaffRefused};
use testing::staff::{End, Persona, Twist};

use crate::scene::{Failed, Scene};

/// How a trip ended, in the words of the table.
fn ended(outcome: &Result<StaffMember, Failed>, twist: &Twist) -> End {
    match outcome {
        Ok(_) => End::SignedIn,
        Err(Failed::Fault(_)) => End::Unreachable,
        Err(Failed::TurnedBack(error)) => {
            let End::TurnedBack(expected) = twist.end else { panic!("came back with {error}") };
            assert_eq!(error, expected, "{}", twist.name);
            twist.end
        }
        Err(Failed::Refused(refused)) => match refused {
            StaffRefused::NoRole => End::NoRole,
            StaffRefused::CodeNotGood => End::CodeNotGood,
            StaffRefused::Unavailable => End::Unavailable,
            StaffRefused::RequestRefused => End::RequestRefused,
            StaffRefused::NotBelieved(_) => End::NotBelieved,
            StaffRefused::Denied | StaffRefused::NotSignedIn => panic!("{refused:?}"),
        },
    }
}

/// Whether the refusal names a part of the protocol that the twist spoiled.
fn blames_the_right_part(outcome: &Result<StaffMember, Failed>, twist: &Twist) -> bool {
    let Err(Failed::Refused(StaffRefused::NotBelieved(blamed))) = outcome else { return true };
    let possible: &[&str] = match twist.name.split_once(": ").unwrap().0 {
        "token" => &["token response", "token_type", "no ID token", "ID token"],
        "ID token" => &["ID token", "token response"],
        "keys" => &["ID token"],
        _ => &[],
    };
    possible.contains(blamed)
}

/// Everything that a log could show of an outcome.
fn shown(outcome: &Result<StaffMember, Failed>) -> String {
    match outcome {
        Ok(_) => String::new(),
        Err(Failed::Fault(fault)) => {
            let first: &(dyn Error + 'static) = fault;
            let causes = std::iter::successors(Some(first), |error| (**error).source());
            causes.map(|error| format!("{error} {error:?}")).collect::<Vec<_>>().join(" ")
        }
        Err(failed @ (Failed::TurnedBack(_) | Failed::Refused(_))) => format!("{failed:?}"),
    }
}

fn is_slow(twist: &Twist) -> bool {
    twist.name.ends_with("too slow")
}

async fn outcome(scene: &mut Scene, twist: &'static Twist) -> Result<StaffMember, Failed> {
    scene.restart();
    scene.stand_in.tell(Some(twist));
    scene.trip().await
}

#[tokio::test]
async fn every_twist_ends_a_trip_as_the_table_says_and_no_error_shows_anything() {
    let mut scene = Scene::new().await;
    let priya = Persona::named("priya");
    let secret = scene.stand_in.settings().client_secret.clone();
    let untold = [priya.name, priya.subject, priya.object, secret, "eyJ".to_owned()];

    let mut wrong = Vec::new();
    for twist in Twist::all().filter(|twist| !is_slow(twist)) {
        let outcome = outcome(&mut scene, twist).await;
        if ended(&outcome, twist) != twist.end || !blames_the_right_part(&outcome, twist) {
            wrong.push(format!("{}: {outcome:?} in place of {:?}", twist.name, twist.end));
        }
        let shown = shown(&outcome);
        if untold.iter().any(|value| shown.contains(value)) {
            wrong.push(format!("{}: shows {shown}", twist.name));
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
                (ended(&outcome(&mut scene, twist).await, twist), twist)
            })
        })
        .collect();

    assert_eq!(rows.len(), 3);
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
    assert!(all > 150, "{all}");
}

#[test]
fn every_error_in_place_of_a_code_means_something() {
    for (error, meant) in [
        ("access_denied", StaffRefused::Denied),
        ("login_required", StaffRefused::NotSignedIn),
        ("interaction_required", StaffRefused::NotSignedIn),
        ("consent_required", StaffRefused::NotSignedIn),
        ("account_selection_required", StaffRefused::NotSignedIn),
        ("temporarily_unavailable", StaffRefused::Unavailable),
        ("server_error", StaffRefused::Unavailable),
        ("invalid_request", StaffRefused::RequestRefused),
        ("unauthorized_client", StaffRefused::RequestRefused),
        ("invalid_scope", StaffRefused::RequestRefused),
        ("", StaffRefused::RequestRefused),
        ("mercury_retrograde", StaffRefused::RequestRefused),
    ] {
        assert_eq!(StaffRefused::by_error(error), meant, "{error}");
    }
}
