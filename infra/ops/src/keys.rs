//! `keys list`, `keys rotate`, `keys allow` and `keys withdraw`: the keys that sign ID tokens.

use std::io::Write;

use aws_types::SdkConfig;
use dynamodb::Store;
use jiff::Timestamp;
use kms::{KmsKeys, Role};
use oidc::keys::{DatedKey, KeySet, PUBLISHED_AFTER_USE, Pace, SigningKey};
use ports::{Fault, InvalidSetting, Variables};

use crate::run::{Ending, Failure};

const ROLES: &str = "SIGNING_ROLES";

/// AWS KMS, if the settings say which functions sign.
pub(crate) fn kms(config: &SdkConfig, settings: &Variables) -> Result<KmsKeys, InvalidSetting> {
    let given = settings.required(ROLES)?;
    let roles: Result<Vec<Role>, _> = given.split(',').map(|role| role.trim().parse()).collect();
    let roles = roles.map_err(|invalid| InvalidSetting::new(ROLES, invalid.to_string()))?;
    Ok(KmsKeys::new(config, roles))
}

/// Says which keys there are, and what each is there for.
pub(crate) async fn list(
    store: &Store,
    now: Timestamp,
    report: &mut dyn Write,
) -> Result<(), Failure> {
    let set = store.key_set().await?.set;
    if set.keys().is_empty() {
        writeln!(report, "there are no keys: `cargo ops keys rotate` makes the first")?;
        return Ok(());
    }
    for dated in set.keys() {
        let DatedKey { key, published_at, .. } = dated;
        let standing = standing(&set, dated, now);
        writeln!(report, "{}  {}  {standing}", key.kid(), key.algorithm.name())?;
        writeln!(report, "    published since {published_at:.0}, {}", key.held_at)?;
    }
    Ok(())
}

fn standing(set: &KeySet, dated: &DatedKey, now: Timestamp) -> String {
    let signs = set.signing(dated.key.algorithm, now) == Some(&dated.key);
    match (dated.signs_from, dated.published_until) {
        (None, _) => "next".to_owned(),
        (Some(from), _) if from > now => format!("signs from {from:.0}"),
        (Some(_), None) => "signs".to_owned(),
        (Some(_), Some(until)) if signs => format!("signs, published until {until:.0}"),
        (Some(_), Some(until)) => format!("signs no more, published until {until:.0}"),
    }
}

/// Has the next keys take over, and makes others to be the next; the first time, makes the first.
pub(crate) async fn rotate(
    store: &Store,
    kms: &KmsKeys,
    (now, pace): (Timestamp, Pace),
    report: &mut dyn Write,
) -> Result<Ending, Failure> {
    let read = store.key_set().await?;
    let plan = match read.set.plan(now, pace) {
        Ok(plan) => plan,
        Err(why) => {
            writeln!(report, "nothing was rotated: {why}")?;
            return Ok(Ending::Refused);
        }
    };
    let mut made = Vec::new();
    for algorithm in plan.to_make() {
        match kms.make(algorithm).await {
            Ok(key) => made.push(key),
            Err(fault) => return Err(give_up(kms, &made, fault, report).await),
        }
    }
    let rotation = plan.carried_out(made.clone()).expect("what it asked for was made");
    match store.keep_key_set(&read, &rotation.set).await {
        Ok(true) => {}
        Ok(false) => {
            end(kms, &made, report).await?;
            writeln!(report, "nothing was rotated: somebody else changed the keys meanwhile")?;
            return Ok(Ending::Refused);
        }
        // Nobody knows whether they are kept: they stay.
        Err(fault) => return Err(fault.into()),
    }
    match rotation.switch {
        Some(at) => {
            let until = at + PUBLISHED_AFTER_USE;
            writeln!(report, "the next keys sign from {at:.0} on")?;
            writeln!(report, "those before them stay published until {until:.0}")?;
        }
        None if read.set.keys().is_empty() => {
            writeln!(report, "the first keys sign from now on")?;
            writeln!(report, "AWS KMS may take five minutes to let the functions use them")?;
        }
        None => {
            writeln!(report, "next keys were made where there were none; nothing else changed")?;
        }
    }
    end(kms, &rotation.gone, report).await?;
    list(store, now, report).await?;
    Ok(Ending::Done)
}

/// Lets the functions sign with every key there is: after one was added, or has a new role.
pub(crate) async fn allow(
    store: &Store,
    kms: &KmsKeys,
    report: &mut dyn Write,
) -> Result<(), Failure> {
    let set = store.key_set().await?.set;
    for dated in set.keys() {
        kms.allow(&dated.key).await?;
    }
    writeln!(report, "the functions may sign with all {} keys", set.keys().len())?;
    Ok(())
}

/// Takes a key away that nobody may believe any more.
pub(crate) async fn withdraw(
    store: &Store,
    kms: &KmsKeys,
    (now, kid): (Timestamp, &str),
    report: &mut dyn Write,
) -> Result<Ending, Failure> {
    let read = store.key_set().await?;
    let (set, key) = match read.set.without(kid, now) {
        Ok(left) => left,
        Err(why) => {
            writeln!(report, "nothing was withdrawn: {why}")?;
            return Ok(Ending::Refused);
        }
    };
    if !store.keep_key_set(&read, &set).await? {
        writeln!(report, "nothing was withdrawn: somebody else changed the keys meanwhile")?;
        return Ok(Ending::Refused);
    }
    writeln!(report, "{kid} is not published any more; calling services may keep it for an hour")?;
    end(kms, &[key], report).await?;
    Ok(Ending::Done)
}

/// What was made for a rotation that failed is of no use.
async fn give_up(
    kms: &KmsKeys,
    made: &[SigningKey],
    fault: Fault,
    report: &mut dyn Write,
) -> Failure {
    match end(kms, made, report).await {
        Ok(()) => fault.into(),
        Err(failure) => failure,
    }
}

/// Has keys deleted. One that cannot be is named, and no reason to stop: nobody uses it.
async fn end(kms: &KmsKeys, keys: &[SigningKey], report: &mut dyn Write) -> Result<(), Failure> {
    for key in keys {
        let arn = &key.held_at;
        match kms.end(key).await {
            Ok(()) => writeln!(report, "{arn} will be deleted in 30 days")?,
            Err(fault) => writeln!(report, "delete {arn} by hand: {}", fault.in_full())?,
        }
    }
    Ok(())
}
