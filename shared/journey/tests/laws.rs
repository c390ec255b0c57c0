//! Laws that hold on every walk through the flowchart.
#![expect(clippy::unwrap_used, reason = "tests")]

mod walks;

use std::collections::BTreeSet;

use identity::{RecordPolicy, TaskId};
use journey::{
    Answered, Arrival, Arrow, Denial, Effect, Event, Exit, More, NoTrn, Notice, Progress, Stage,
    TrnAnswer, TrnOrigin, exit, step,
};
use proptest::{option, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use walks::{Walk, event, events, found, more, policy, walk};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_event_out_of_step_changes_nothing(policy in policy(), events in events(), extra in event()) {
        let Walk { stage, .. } = walk(policy, &events);

        if let Err(out) = step(policy, stage.clone(), extra) {
            prop_assert_eq!(*out.0, stage);
        }
    }

    #[test]
    fn a_trn_is_linked_exactly_when_this_journey_found_or_was_given_it_and_once(
        policy in policy(), events in events(),
    ) {
        let Walk { stage, effects, .. } = walk(policy, &events);
        let linked: Vec<_> = effects.iter().filter_map(linked_trn).collect();

        match &stage {
            Stage::Done { trn, arrival: Arrival::Found { .. } | Arrival::Issued, .. } => {
                prop_assert_eq!(linked, vec![trn]);
            }
            Stage::Done { arrival: Arrival::KnownAlready(_), .. }
            | Stage::SigningIn
            | Stage::ProvingIdentity { .. }
            | Stage::TurnedAway { .. }
            | Stage::AskingNino { .. }
            | Stage::AskingTrn { .. }
            | Stage::CheckingAnswers { .. }
            | Stage::RequestingTrn { .. }
            | Stage::Held { .. }
            | Stage::SupportAsked { .. } => prop_assert!(linked.is_empty()),
        }
    }

    #[test]
    fn nobody_gets_past_one_login_before_identity_is_proved(policy in policy(), events in events()) {
        let unproved: Vec<Event> = events
            .into_iter()
            .filter(|event| !matches!(
                event,
                Event::IdentityProved { .. }
                    | Event::SignedIn { known: journey::Known::Identity(..) | journey::Known::Settled(..), .. }
            ))
            .collect();

        let Walk { stage, effects, .. } = walk(policy, &unproved);

        prop_assert!(effects.is_empty());
        let away = matches!(
            stage,
            Stage::SigningIn | Stage::ProvingIdentity { .. } | Stage::TurnedAway { .. }
        );
        prop_assert!(away);
    }

    #[test]
    fn the_person_is_the_one_who_signed_in_first(policy in policy(), events in events()) {
        let mut stage = Stage::SigningIn;
        let mut first = None;
        for event in events {
            stage = match step(policy, stage, event) {
                Ok(taken) => taken.stage,
                Err(out) => *out.0,
            };
            // Only whoever One Login signed out may come back as somebody else.
            let here = stage.user().map(|user| user.subject.clone());
            if here.is_none() {
                first = None;
            } else if first.is_none() {
                first = here;
            } else {
                prop_assert_eq!(&here, &first);
            }
        }
    }

    #[test]
    fn the_last_answers_stay_for_as_long_as_there_is_a_question(policy in policy(), events in events()) {
        let mut stage = Stage::SigningIn;
        for event in events {
            let before = stage.answered();
            let Ok(taken) = step(policy, stage.clone(), event.clone()) else { continue };
            stage = taken.stage;
            if !stage.is_question() {
                prop_assert_eq!(stage.answered(), None);
                continue;
            }
            let trn = before.and_then(|before| before.trn);
            let expected = match event {
                Event::SignedIn { known: journey::Known::Identity(_, lately), .. } => lately,
                Event::NinoAnswered { nino, .. } => Some(Answered { nino, trn }),
                Event::TrnAnswered { trn, .. } => said(&stage, TrnAnswer::Given(trn)),
                // Who needs a record is not asked how they have none.
                Event::HasNoTrn { .. } if policy == RecordPolicy::Existing => {
                    said(&stage, TrnAnswer::None(NoTrn::None))
                }
                Event::HasNoTrn { no_trn, .. } => said(&stage, TrnAnswer::None(no_trn)),
                Event::SignedIn { .. }
                | Event::IdentityProved { .. }
                | Event::TurnedBack(_)
                | Event::TriedAgain
                | Event::SupportAsked(_)
                | Event::TrnRequested { .. }
                | Event::Added { .. }
                | Event::CaughtUp(_)
                | Event::Refused => None,
            };
            prop_assert_eq!(stage.answered(), expected);
        }
    }

    #[test]
    fn done_is_final(policy in policy(), events in events(), extra in event()) {
        let Walk { stage, .. } = walk(policy, &events);

        if matches!(stage, Stage::Done { .. }) {
            prop_assert!(step(policy, stage, extra).is_err());
        }
    }

    #[test]
    fn whoever_waits_for_support_staff_has_one_task_and_one_email_each_time_they_ask(
        policy in policy(), events in events(),
    ) {
        let Walk { effects, arrows, .. } = walk(policy, &events);

        let tasks = effects.iter().filter(|e| matches!(e, Effect::RaiseReview { .. })).count();
        let refusals =
            arrows.iter().filter(|a| matches!(a, Arrow::RefusedWhileHeld | Arrow::RefusedSoon));
        prop_assert!(tasks <= 1 + refusals.count(), "nobody asks twice unless they were refused");
        let told = |wanted: fn(&Notice) -> bool| effects
            .iter()
            .filter(|e| matches!(e, Effect::Tell { notice, .. } if wanted(notice)))
            .count();
        prop_assert_eq!(tasks, told(|notice| matches!(notice, Notice::RequestReceived { .. })));
        prop_assert_eq!(tasks + told(|notice| *notice == Notice::TrnIssued), told(|_| true));
    }

    #[test]
    fn a_new_trn_is_a_record_a_link_a_request_and_an_email_or_none_of_them(
        policy in policy(), events in events(),
    ) {
        let Walk { effects, arrows, .. } = walk(policy, &events);

        let (mut created, mut linked, mut completed, mut told) = (vec![], vec![], vec![], 0);
        for effect in effects {
            match effect {
                Effect::CreateRecord(record) => created.push(record.trn),
                Effect::LinkRecord { found, origin: TrnOrigin::Issued, .. } => {
                    linked.push(found.trn);
                }
                Effect::OpenRequest {
                    progress: Progress::Completed { trn, origin: TrnOrigin::Issued }, ..
                } => completed.push(trn),
                Effect::Tell { notice: Notice::TrnIssued, .. } => told += 1,
                Effect::LinkRecord { .. }
                | Effect::OpenRequest { .. }
                | Effect::RememberUser(_)
                | Effect::RememberIdentity(_)
                | Effect::RaiseReview { .. }
                | Effect::MoveTask { .. }
                | Effect::Tell { .. } => {}
            }
        }
        prop_assert_eq!(created.len(), usize::from(arrows.contains(&Arrow::TrnIssued)));
        prop_assert_eq!(&created, &linked);
        prop_assert_eq!(&created, &completed);
        prop_assert_eq!(created.len(), told);
    }

    #[test]
    fn what_a_waiting_person_adds_moves_the_task_they_wait_for(
        policy in policy(), events in events(), more in more(), found in option::of(found()),
    ) {
        let Walk { stage, .. } = walk(policy, &events);
        let Stage::Held { work, .. } = stage.clone() else { return Ok(()) };

        let event = Event::Added { more: more.clone(), found: found.clone() };
        let added = step(policy, stage, event).expect("whoever waits may add something");

        let moved = added.effects.iter().find_map(moved_task);
        let progress = found.map_or(Progress::InReview, |found| {
            Progress::Completed { trn: found.trn, origin: TrnOrigin::Found }
        });
        prop_assert_eq!(moved, Some((&work.task(), &progress, &more)));
        if let Stage::Held { work: now, .. } = added.stage {
            prop_assert_eq!(now, work.asking(None), "nothing is asked for any more");
        }
    }

    #[test]
    fn a_service_that_needs_an_existing_record_never_asks_for_a_new_trn(events in events()) {
        let Walk { stage, arrows, .. } = walk(RecordPolicy::Existing, &events);

        prop_assert!(!arrows.contains(&Arrow::HasNoTrnAndMayBeGivenOne));
        let asks = matches!(stage, Stage::RequestingTrn { .. });
        prop_assert!(!asks);
    }

    #[test]
    fn a_code_is_given_exactly_to_those_who_are_done_or_may_go_on_while_they_wait(
        policy in policy(), events in events(), allow_pending in any::<bool>(),
    ) {
        let Walk { stage, .. } = walk(policy, &events);

        let given = !matches!(exit(&stage, allow_pending), Exit::Denied(_));
        let done = matches!(stage, Stage::Done { .. });
        let waits = matches!(stage, Stage::Held { .. } | Stage::SupportAsked { .. });
        prop_assert_eq!(given, done || (waits && allow_pending));
    }

    #[test]
    fn whoever_was_not_verified_and_goes_back_is_said_to_be_not_verified(
        policy in policy(), events in events(), allow_pending in any::<bool>(),
    ) {
        let Walk { stage, .. } = walk(policy, &events);

        let not_proved =
            matches!(stage, Stage::TurnedAway { setback: journey::Setback::IdentityNotProved, .. });
        let said = exit(&stage, allow_pending) == Exit::Denied(Denial::IdentityNotVerified);
        prop_assert_eq!(not_proved, said);
    }
}

#[test]
fn every_arrow_of_the_chart_can_be_taken_and_no_other_exists() {
    let mut taken = BTreeSet::new();
    let mut runner = TestRunner::deterministic();
    for round in 0..1_500 {
        let policy = if round % 2 == 0 { RecordPolicy::Existing } else { RecordPolicy::Allocate };
        let tree = prop::collection::vec(event(), 60).new_tree(&mut runner).unwrap();
        taken.extend(walk(policy, &tree.current()).arrows);
    }

    assert_eq!(taken, Arrow::ALL.iter().copied().collect());
}

#[test]
fn the_readme_draws_exactly_these_arrows() {
    let readme = include_str!("../../../README.md");
    let drawn: BTreeSet<&str> =
        readme.lines().map(str::trim).filter(|line| line.contains("-->|")).collect();

    assert_eq!(drawn, Arrow::ALL.iter().map(|arrow| arrow.mermaid()).collect());
}

/// What was answered before about the NINO, and now about the TRN.
fn said(stage: &Stage, trn: TrnAnswer) -> Option<Answered> {
    stage.answered().map(|answered| Answered { trn: Some(trn), ..answered })
}

fn linked_trn(effect: &Effect) -> Option<&identity::Trn> {
    match effect {
        Effect::LinkRecord { found, .. } => Some(&found.trn),
        Effect::RememberUser(_)
        | Effect::RememberIdentity(_)
        | Effect::OpenRequest { .. }
        | Effect::RaiseReview { .. }
        | Effect::CreateRecord(_)
        | Effect::MoveTask { .. }
        | Effect::Tell { .. } => None,
    }
}

fn moved_task(effect: &Effect) -> Option<(&TaskId, &Progress, &More)> {
    match effect {
        Effect::MoveTask { task, progress, more, .. } => Some((task, progress, more)),
        Effect::RememberUser(_)
        | Effect::RememberIdentity(_)
        | Effect::LinkRecord { .. }
        | Effect::CreateRecord(_)
        | Effect::OpenRequest { .. }
        | Effect::RaiseReview { .. }
        | Effect::Tell { .. } => None,
    }
}
