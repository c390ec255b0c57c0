//! Every law holds wherever the protocol can lead, the README says how far that is, and each condition of the
//! protocol is needed: without it, the model finds what goes wrong.

use allocation_model::{
    figures::{Figures, attack, explore},
    laws::{
        A_WAY_ON, NO_RECORD_LEFT_OVER, NO_UNTRUE_EMAIL, NOBODY_OVERLOOKED, NOTHING_UNTRUE,
        ONE_EMAIL, ONE_PERSON_EACH, ONE_REQUEST, ONE_TRN_EACH,
    },
    protocol::{Named, Protocol, Tearing, Weakness},
    scenario::{self, Scenario},
};

const README: &str = include_str!("../README.md");

fn named(name: &str) -> Scenario {
    let mut all = scenario::all().into_iter();
    all.find(|scenario| scenario.name == name).expect("the test names a scenario there is")
}

#[test]
fn every_law_holds_in_every_state_and_the_readme_says_how_many_there_are() {
    let all = scenario::all();

    let figures =
        Figures(all.iter().map(|scenario| explore(scenario, &Protocol::whole())).collect());

    for explored in &figures.0 {
        let broken: Vec<String> =
            explored.broken.iter().map(|(law, steps)| format!("{law}\n{steps}\n")).collect();
        assert!(broken.is_empty(), "{}: broken: {}", explored.name, broken.concat());
    }
    assert!(figures.unseen().is_empty(), "never seen: {:?}", figures.unseen());
    assert!(README.contains(&figures.to_string()), "the README must say:\n{figures}");
}

#[test]
fn every_condition_is_needed() {
    use Weakness::{
        AssumesFailure, AssumesSuccess, BelievesTornReads, ClaimsNotShown, ImportsUncounted,
        NoClaims, NoCounts, NoLease, NoSecondSurvey, NoTrnCondition, NoUserVersion, ShortLease,
        TellsBeforeCommit,
    };
    let spellings = "two accounts, two spellings";
    let tabs = "two tabs of one person";
    let corrected = "a record corrected since";
    let table = [
        (BelievesTornReads, spellings, ONE_TRN_EACH),
        (NoCounts, spellings, ONE_TRN_EACH),
        (NoCounts, "staff give while another account asks", ONE_TRN_EACH),
        (NoSecondSurvey, spellings, ONE_TRN_EACH),
        (NoSecondSurvey, corrected, A_WAY_ON),
        (NoClaims, corrected, ONE_TRN_EACH),
        (ClaimsNotShown, corrected, ONE_TRN_EACH),
        (NoTrnCondition, "a stranger of one birthday", ONE_PERSON_EACH),
        (NoUserVersion, tabs, NO_RECORD_LEFT_OVER),
        (AssumesFailure, tabs, ONE_REQUEST),
        (AssumesSuccess, tabs, NOTHING_UNTRUE),
        (ImportsUncounted, "an import of a namesake", NOBODY_OVERLOOKED),
        (TellsBeforeCommit, "emails", NO_UNTRUE_EMAIL),
        (NoLease, "emails", ONE_EMAIL),
        (ShortLease, "emails", ONE_EMAIL),
    ];

    for (weakness, name, law) in table {
        let broken = attack(&named(name), &Protocol::without([weakness])).broken;

        let laws: Vec<&str> = broken.iter().map(|(law, _)| *law).collect();
        assert!(laws.contains(&law), "{weakness:?} in {name}: {law} holds; broken: {laws:?}");
    }
}

#[test]
fn torn_reads_may_be_believed_only_where_no_count_is_seen_before_its_records() {
    let believing = || Protocol::without([Weakness::BelievesTornReads]);
    let scenarios = ["two accounts, two spellings", "staff give while another account asks"];

    for scenario in scenarios.map(named) {
        for tearing in [Tearing::Never, Tearing::CountFirst] {
            let broken = explore(&scenario, &believing().torn(tearing)).broken;
            assert!(broken.is_empty(), "{}, {tearing:?}: {broken:?}", scenario.name);
        }
        let broken = attack(&scenario, &believing().torn(Tearing::Any)).broken;
        assert!(!broken.is_empty(), "{}", scenario.name);
    }
}

#[test]
fn an_import_may_be_blind_only_where_the_sum_names_every_record() {
    let scenario = named("an import between two accounts");

    let broken = attack(&scenario, &Protocol::whole().naming(Named::Last)).broken;

    let laws: Vec<&str> = broken.iter().map(|(law, _)| *law).collect();
    assert!(laws.contains(&ONE_TRN_EACH), "broken: {laws:?}");
}

#[test]
fn whoever_the_rules_find_alike_is_found_by_a_query() {
    for scenario in scenario::all() {
        let cast = &scenario.cast;
        let subjects = || (0..cast.people.len()).map(|index| cast.subject(index));
        for (one, other) in subjects().flat_map(|one| subjects().map(move |other| (one, other))) {
            let found = [(allocation_model::cast::Trn(0), other)].into();
            let is_related = cast.judge(one, &found) != allocation_model::cast::Verdict::Nobody;
            let keys = cast.person(other).keys();
            let shares_key = cast.person(one).keys().iter().any(|key| keys.contains(key));
            assert!(shares_key || !is_related, "{}: {one:?} and {other:?}", scenario.name);
        }
    }
}
