//! How many guesses there may be, in whatever order and however close together they come.

use jiff::{SignedDuration, Timestamp};
use ports::{GuessedNumber, LEFT_TO_STAFF_FOR, LIMITS_OF_A_USER, Tries};
use proptest::{collection::vec, prelude::*};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap_or(Timestamp::MAX)
}

fn tried(seconds: impl IntoIterator<Item = i64>) -> Tries {
    let numbered = seconds.into_iter().enumerate();
    numbered.fold(Tries::default(), |tries, (number, second)| {
        tries.with(&number.to_string(), at(second))
    })
}

/// The most of these that lie within one stretch of time this long.
fn most_within(times: &[Timestamp], within: SignedDuration) -> usize {
    let from = |first: &Timestamp| {
        times.iter().filter(|each| *first <= **each && **each < *first + within).count()
    };
    times.iter().map(from).max().unwrap_or_default()
}

#[test]
fn the_eleventh_in_a_day_waits_for_the_first_to_be_a_day_old() {
    let ten = tried(0..10);

    assert_eq!(tried(0..9).again_at(at(9)), None);
    assert_eq!(ten.again_at(at(10)), Some(at(86_400)));
    assert_eq!(ten.again_at(at(86_399)), Some(at(86_400)));
    assert_eq!(ten.again_at(at(86_400)), None);
}

#[test]
fn the_thirty_first_in_thirty_days_waits_for_the_first_to_be_thirty_days_old() {
    let thirty = tried((0..30).map(|day| day * 80_000));

    assert_eq!(thirty.again_at(at(29 * 80_000 + 1)), Some(at(30 * 86_400)));
    assert_eq!(thirty.again_at(at(30 * 86_400)), None);
}

#[test]
fn a_number_that_failed_ten_times_in_a_day_is_left_to_staff_for_three() {
    assert_eq!(tried(0..9).left_to_staff_until(), None);
    assert_eq!(tried(0..10).left_to_staff_until(), Some(at(9) + LEFT_TO_STAFF_FOR));
    let slow = (0..10).map(|each| each * 9_600);
    assert_eq!(tried(slow).left_to_staff_until(), None, "the first was a day before the tenth");
}

#[test]
fn a_nino_and_a_trn_count_apart_and_redact_themselves() {
    let (nino, other) = ("AB123456C".parse(), "AB123457C".parse());
    let (nino, other): (identity::Nino, identity::Nino) = (nino.unwrap(), other.unwrap());
    let trn: identity::Trn = "1234567".parse().unwrap();

    let [one, two] = [&nino, &other].map(GuessedNumber::from);
    let three = GuessedNumber::from(&trn);

    assert_ne!(one, two);
    assert_ne!(one, three);
    assert_eq!(format!("{one:?}{three:?}"), format!("{two:?}{three:?}"), "nothing shows");
}

proptest! {
    /// Requests overtake each other, and clocks may differ: the times come in any order within 29 days.
    #[test]
    fn no_stretch_of_time_holds_more_than_its_limit(
        steps in vec((0..30_000i64, 0..29 * 86_400i64, prop::bool::weighted(0.1)), 1..400),
        haste in 1..100i64,
        disorder in prop::sample::select(vec![1i64, 1_000, i64::MAX]),
    ) {
        let (mut tries, mut failed, mut passed) = (Tries::default(), Vec::new(), 0);
        for (number, (on, back, is_right)) in steps.into_iter().enumerate() {
            passed += on / haste;
            let now = at(passed - back / disorder);
            if tries.again_at(now).is_some() {
                continue;
            }
            let id = number.to_string();
            tries = tries.with(&id, now);
            if is_right {
                tries.at.remove(&id);
            } else {
                failed.push(now);
            }
        }

        for limit in LIMITS_OF_A_USER {
            prop_assert!(most_within(&failed, limit.within) <= limit.most);
        }
    }

    /// The promise of the wait page, to the second: no earlier, and no later.
    #[test]
    fn whoever_waits_as_long_as_they_are_told_may_try_again(
        mut seconds in vec(0..35 * 86_400i64, 0..60),
    ) {
        seconds.sort_unstable();
        let tries = tried(seconds.iter().copied());
        let now = at(seconds.last().copied().unwrap_or_default());

        if let Some(again_at) = tries.again_at(now) {
            prop_assert!(now < again_at);
            prop_assert!(again_at <= now + SignedDuration::from_hours(24 * 30));
            prop_assert_eq!(tries.again_at(again_at), None);
            prop_assert!(tries.again_at(again_at - SignedDuration::from_secs(1)).is_some());
        }
    }

    #[test]
    fn a_match_leaves_no_trace(seconds in vec(0..86_400i64, 0..40), right in 0..86_400i64) {
        let before = tried(seconds.iter().copied().take(29));

        let mut after = before.with("right", at(right));
        after.at.remove("right");

        prop_assert_eq!(after.again_at(at(90_000)), before.again_at(at(90_000)));
        prop_assert_eq!(after.left_to_staff_until(), before.left_to_staff_until());
    }

    #[test]
    fn what_is_forgotten_did_not_matter_any_more(seconds in vec(0..35 * 86_400i64, 1..60)) {
        let tries = tried(seconds);
        let forgotten_at = tries.forgotten_at().unwrap();

        prop_assert_eq!(tries.again_at(forgotten_at), None);
        prop_assert!(tries.left_to_staff_until().is_none_or(|until| until <= forgotten_at));
        prop_assert!(tries.at.len() <= 60);
    }
}
