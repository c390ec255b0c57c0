//! Any value that can be stored.

mod grants;
mod records;
mod reviews;

use identity::{
    CallingService, DateOfBirth, Email, NamePart, NamePartKind, Nino, OneLoginUser, Person,
    RecordPolicy, Reference, Subject, Trn, VerifiedIdentity, VerifiedName,
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil};
use jose::{Digest, Secret};
use journey::{
    Answered, Answers, Arrival, MatchedOn, NinoAnswer, NoTrn, OpenWork, ReviewKind, Setback, Stage,
    TrnAnswer, TrnOrigin,
};
use oidc::{AuthorizationRequest, Prompt, Scope, UiLocale};
use ports::{Attempt, Journey, Link, SignInStamp, Trip, User};
use proptest::{collection::vec, option, prelude::*, sample::select};

pub(crate) use grants::{code, family, token};
pub(crate) use records::{a_birthday, a_nino, an_email, record};
pub(crate) use reviews::{finding, notice, progress, raised, wanted};

use crate::given::nine;

/// A moment to the nanosecond.
fn moment() -> impl Strategy<Value = Timestamp> {
    (0..4_000_000_000_i64, 0..1_000_000_000_i32)
        .prop_map(|(seconds, nanoseconds)| Timestamp::new(seconds, nanoseconds).unwrap())
}

/// A moment to the second, as items expire.
fn expiry() -> impl Strategy<Value = Timestamp> {
    (1..1_000_000_i64).prop_map(|seconds| nine() + SignedDuration::from_secs(seconds))
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    "[A-Za-z0-9_-]{1,26}".prop_map(|text| text.parse().unwrap())
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 8]>().prop_map(|bytes| Digest::of(&bytes))
}

fn secret() -> impl Strategy<Value = Secret> {
    ".{0,80}".prop_map(Secret::presented)
}

fn subject() -> impl Strategy<Value = Subject> {
    "[!-~]{1,60}".prop_map(|text| text.parse().unwrap())
}

fn email() -> impl Strategy<Value = Email> {
    "[a-zA-Z0-9.+'ü-]{1,12}@[a-z0-9.-]{1,12}".prop_map(|text| text.parse().unwrap())
}

pub(crate) fn trn() -> impl Strategy<Value = Trn> {
    (1..10_000_000_u32).prop_map(|number| format!("{number:07}").parse().unwrap())
}

fn nino() -> impl Strategy<Value = Nino> {
    (select(vec!["AB", "CE", "WM"]), 0..1_000_000_u32, select(vec!["A", "B", "C", "D"])).prop_map(
        |(prefix, number, suffix)| format!("{prefix}{number:06}{suffix}").parse().unwrap(),
    )
}

fn date() -> impl Strategy<Value = civil::Date> {
    (0..60_000_i64).prop_map(|days| civil::date(1880, 1, 1).saturating_add(days.days()))
}

fn date_of_birth() -> impl Strategy<Value = DateOfBirth> {
    date().prop_map(|date| DateOfBirth::try_from(date).unwrap())
}

fn name(until: Option<civil::Date>) -> impl Strategy<Value = VerifiedName> {
    // Blank parts are left out of a name: one letter, then anything.
    let part =
        (select(vec![NamePartKind::Given, NamePartKind::Family]), "[A-Za-zÀ-ÖØ-ö]\\PC{0,12}")
            .prop_map(|(kind, value)| NamePart { kind, value });
    (vec(part, 1..4), option::of(date()))
        .prop_map(move |(parts, from)| VerifiedName::new(parts, from, until).unwrap())
}

pub(crate) fn identity() -> impl Strategy<Value = VerifiedIdentity> {
    let previous = date().prop_flat_map(|until| name(Some(until)));
    (vec(previous, 0..3), name(None), vec(date_of_birth(), 1..3)).prop_map(
        |(mut names, current, dates)| {
            names.insert(names.len() / 2, current);
            VerifiedIdentity::new(names, dates).unwrap()
        },
    )
}

fn one_login_user() -> impl Strategy<Value = OneLoginUser> {
    (subject(), email()).prop_map(|(subject, email)| OneLoginUser { subject, email })
}

fn person() -> impl Strategy<Value = Person> {
    (one_login_user(), identity()).prop_map(|(user, identity)| Person { user, identity })
}

fn nino_answer() -> impl Strategy<Value = NinoAnswer> {
    prop_oneof![
        nino().prop_map(NinoAnswer::Given),
        Just(NinoAnswer::NotNow),
        Just(NinoAnswer::None)
    ]
}

fn reference() -> impl Strategy<Value = Reference> {
    any::<[u8; 8]>().prop_map(Reference::from_random)
}

fn kind() -> impl Strategy<Value = ReviewKind> {
    select(vec![ReviewKind::PossibleDuplicate, ReviewKind::RecordNotFound, ReviewKind::TwoRecords])
}

fn open_work() -> impl Strategy<Value = OpenWork> {
    prop_oneof![
        (id(), reference(), date(), date(), option::of(wanted())).prop_map(
            |(id, reference, asked_on, due, wanted)| OpenWork::Request {
                id,
                reference,
                asked_on,
                due,
                wanted
            }
        ),
        (id(), kind(), reference(), date(), date(), option::of(wanted())).prop_map(
            |(id, kind, reference, asked_on, due, wanted)| OpenWork::Task {
                id,
                kind,
                reference,
                asked_on,
                due,
                wanted
            }
        ),
    ]
}

fn origin() -> impl Strategy<Value = TrnOrigin> {
    select(vec![TrnOrigin::Found, TrnOrigin::Issued])
}

fn arrival() -> impl Strategy<Value = Arrival> {
    let matched = select(vec![MatchedOn::Nino, MatchedOn::Trn, MatchedOn::NinoAndTrn]);
    prop_oneof![
        origin().prop_map(Arrival::KnownAlready),
        (matched, option::of(trn()))
            .prop_map(|(matched_on, merged_from)| Arrival::Found { matched_on, merged_from }),
        Just(Arrival::Issued),
    ]
}

fn setback() -> impl Strategy<Value = Setback> {
    select(vec![
        Setback::IdentityNotProved,
        Setback::SignInNotFinished,
        Setback::SignedOut,
        Setback::Busy,
        Setback::SwitchedOff,
        Setback::Unreachable,
        Setback::RequestRefused,
    ])
}

fn trn_answer() -> impl Strategy<Value = TrnAnswer> {
    prop_oneof![
        trn().prop_map(TrnAnswer::Given),
        select(vec![NoTrn::None, NoTrn::Unknown]).prop_map(TrnAnswer::None),
    ]
}

/// What somebody answered to the two questions.
pub(crate) fn answered() -> impl Strategy<Value = Answered> {
    (nino_answer(), option::of(trn_answer())).prop_map(|(nino, trn)| Answered { nino, trn })
}

fn stage() -> impl Strategy<Value = Stage> {
    let no_trn = select(vec![NoTrn::None, NoTrn::Unknown]);
    prop_oneof![
        Just(Stage::SigningIn),
        one_login_user().prop_map(|user| Stage::ProvingIdentity { user }),
        (option::of(one_login_user()), setback())
            .prop_map(|(user, setback)| Stage::TurnedAway { user, setback }),
        (person(), option::of(answered()))
            .prop_map(|(person, lately)| Stage::AskingNino { person, lately }),
        (person(), nino_answer(), option::of(trn_answer()))
            .prop_map(|(person, nino, lately)| Stage::AskingTrn { person, nino, lately }),
        (person(), nino_answer(), option::of(trn())).prop_map(|(person, nino, trn)| {
            Stage::CheckingAnswers { person, answers: Answers { nino, trn } }
        }),
        (person(), nino_answer(), no_trn).prop_map(|(person, nino, no_trn)| Stage::RequestingTrn {
            person,
            nino,
            no_trn
        }),
        (person(), open_work()).prop_map(|(person, work)| Stage::Held { person, work }),
        (person(), open_work()).prop_map(|(person, work)| Stage::SupportAsked { person, work }),
        (person(), trn(), arrival()).prop_map(|(person, trn, arrival)| Stage::Done {
            person,
            trn,
            arrival
        }),
    ]
}

fn service() -> impl Strategy<Value = CallingService> {
    let policy = select(vec![RecordPolicy::Existing, RecordPolicy::Allocate]);
    (id(), ".{0,40}", policy, any::<bool>(), option::of(email())).prop_map(
        |(id, name, record_policy, allow_pending, support_contact)| CallingService {
            id,
            name,
            record_policy,
            allow_pending,
            support_contact,
        },
    )
}

fn scopes() -> impl Strategy<Value = Vec<Scope>> {
    vec(select(Scope::ALL.to_vec()), 0..5)
}

fn request() -> impl Strategy<Value = AuthorizationRequest> {
    let prompt = select(vec![Prompt::Unspecified, Prompt::Login, Prompt::None]);
    let locale = option::of(select(vec![UiLocale::En, UiLocale::Cy]));
    let texts = (".{0,40}", option::of(".{0,40}"), option::of(".{0,40}"), ".{43}");
    (texts, scopes(), prompt, option::of(any::<u32>()), locale, option::of(subject())).prop_map(
        |(texts, scopes, prompt, max_age, ui_locale, hinted_subject)| {
            let (redirect_uri, state, nonce, code_challenge) = texts;
            AuthorizationRequest {
                redirect_uri,
                state,
                nonce,
                scopes,
                code_challenge,
                prompt,
                max_age,
                ui_locale,
                hinted_subject,
            }
        },
    )
}

pub(crate) fn attempt() -> impl Strategy<Value = Attempt> {
    let again = subject().prop_map(|subject| Trip::SignInAgain { subject });
    let trip = prop_oneof![Just(Trip::SignIn), Just(Trip::ProveIdentity), again];
    (trip, digest(), digest(), secret(), moment()).prop_map(
        |(trip, state, nonce, code_verifier, set_out_at)| Attempt {
            trip,
            state,
            nonce,
            code_verifier,
            set_out_at,
        },
    )
}

/// Any journey of the browser `browser-1`.
pub(crate) fn journey() -> impl Strategy<Value = Journey> {
    let stamp =
        (id(), moment()).prop_map(|(session, auth_time)| SignInStamp { session, auth_time });
    let trips = (option::of(attempt()), vec(digest(), 0..4), option::of(stamp));
    let times = (moment(), expiry());
    (id(), any::<u64>(), service(), request(), stage(), trips, times).prop_map(
        |(id, version, service, request, stage, trips, times)| {
            let (attempt, spent, sign_in) = trips;
            let (began_at, expires_at) = times;
            Journey {
                id,
                version,
                browser: "browser-1".parse().unwrap(),
                service,
                request,
                stage,
                attempt,
                spent,
                sign_in,
                began_at,
                expires_at,
            }
        },
    )
}

pub(crate) fn user() -> impl Strategy<Value = User> {
    let link = (trn(), origin(), option::of(id()), moment())
        .prop_map(|(trn, origin, request, since)| Link { trn, origin, request, since });
    let known = (option::of(email()), option::of(identity()), option::of(link));
    (subject(), 1..u64::MAX, known, option::of(open_work()), vec(trn(), 0..3)).prop_map(
        |(subject, version, (email, identity, link), open, refused)| User {
            subject,
            version,
            email,
            identity,
            link,
            open,
            refused,
        },
    )
}
