//! What can be typed.

use oidc::registration::Place;
use ops::{
    Ending,
    arguments::{Arguments, Task, USAGE},
};
use ports::Variables;

use crate::terminal::typed_in;

fn read(typed: &str) -> Result<Arguments, String> {
    Arguments::read(typed.split(' ').map(str::to_owned)).map_err(|error| error.to_string())
}

#[test]
fn flags_stand_anywhere_with_a_space_or_an_equals_sign() {
    let expected = Task::LoadRecords("people.jsonl".into());
    for typed in [
        "records load people.jsonl --records-table people --region=eu-west-2",
        "--records-table=people records --region eu-west-2 load people.jsonl",
    ] {
        let arguments = read(typed).unwrap();

        assert_eq!(arguments.task, expected);
        assert_eq!(arguments.settings["RECORDS_TABLE"], "people");
        assert_eq!(arguments.settings["AWS_REGION"], "eu-west-2");
    }
}

#[test]
fn registrations_are_for_what_is_deployed_unless_it_is_said() {
    let task = |typed| read(typed).unwrap().task;

    assert_eq!(task("clients apply c.toml"), Task::ApplyClients("c.toml".into(), Place::Deployed));
    assert_eq!(
        task("clients apply c.toml --local-stack"),
        Task::ApplyClients("c.toml".into(), Place::LocalStack)
    );
}

#[test]
fn what_cannot_be_understood_is_said() {
    for (typed, said) in [
        ("records", "what is to be done?"),
        ("records load", "which file?"),
        ("clients apply", "which file?"),
        ("records load a b", "what is to be done?"),
        ("webhooks ping", "which calling service?"),
        ("webhooks ping Zoë", "Zoë is no client ID"),
        ("records drop a", "what is to be done?"),
        ("records load a --region", "--region needs a value"),
        ("records load a --fast", "--fast is not a flag"),
    ] {
        assert_eq!(read(typed), Err(said.to_owned()), "{typed}");
    }
}

#[tokio::test]
async fn whoever_is_not_understood_is_told_how_to_use_it() {
    let answer = typed_in(Variables::new(|_| None), &["help"]).await;

    assert_eq!(answer.ending, Ending::Failed);
    assert!(answer.progress.contains(USAGE));
}
