//! How far somebody's TRN is, read live: what calling services are told in an ID token and at userinfo.

use futures_util::future::join;
use identity::{RecordStatus, TeachingRecord, Trn};
use journey::{OpenWork, TrnOrigin};
use oidc::{AccessGrant, Connection, LinkedTrn, TrnStatus};

use crate::{Fault, Link, Teachers, User, Users};

/// A record that was merged more often than this is a circle.
const MOST_MERGES: usize = 10;

/// Whom this was granted about, as they are known now, and how far their TRN is, by their link and the record as it stands today.
/// `None` instead if they have no record and nothing is being decided: they were disconnected, and there is nothing to tell.
///
/// The record that they had when it was granted is read at the same time as they are. It is told about only if it is still theirs;
/// else theirs is read after that.
pub async fn known_now(
    access: &AccessGrant,
    users: &dyn Users,
    teachers: &dyn Teachers,
) -> Result<(User, Option<TrnStatus>), Fault> {
    let before = async {
        match &access.trn {
            Some(trn) => teachers.record(trn).await,
            None => Ok(None),
        }
    };
    let (user, before) = join(users.user(&access.subject), before).await;
    let user = user?;
    // Where it cannot be read and is theirs, it is read again.
    let status = trn_status(&user, before.ok().flatten(), teachers).await?;
    Ok((user, status))
}

async fn trn_status(
    user: &User,
    before: Option<TeachingRecord>,
    teachers: &dyn Teachers,
) -> Result<Option<TrnStatus>, Fault> {
    let Some(Link { trn, origin, request, .. }) = &user.link else {
        return Ok(user.open.as_ref().map(|open| match open {
            OpenWork::Request { id, .. } => TrnStatus::Pending { request: Some(id.clone()) },
            OpenWork::Task { .. } => TrnStatus::Pending { request: None },
        }));
    };
    let linked = today(trn, before, teachers).await?;
    Ok(Some(match origin {
        TrnOrigin::Found => TrnStatus::Found(linked),
        TrnOrigin::Issued => TrnStatus::Issued { trn: linked, request: request.clone() },
    }))
}

/// Which record a user who stands like `status` is told to have. `None` if theirs was withdrawn.
pub fn connection(user: &User, status: &TrnStatus) -> Option<Connection> {
    let Some(link) = &user.link else { return Some(Connection::Undecided) };
    status.trn().map(|trn| Connection::Record { trn: trn.clone(), since: link.since })
}

/// What became of the record that had this TRN: merged records are followed to the one that survived.
async fn today(
    linked: &Trn,
    before: Option<TeachingRecord>,
    teachers: &dyn Teachers,
) -> Result<LinkedTrn, Fault> {
    let (mut trn, mut before) = (linked.clone(), before);
    for _ in 0..=MOST_MERGES {
        let record = match before.take().filter(|record| record.trn == trn) {
            Some(record) => Some(record),
            None => teachers.record(&trn).await?,
        };
        let record = record.ok_or_else(|| Fault::new("following a link", "there is no record"))?;
        match record.status {
            RecordStatus::MergedInto(survivor) => trn = survivor,
            RecordStatus::Deactivated => return Ok(LinkedTrn::Withdrawn),
            RecordStatus::Active if trn == *linked => return Ok(LinkedTrn::Current(trn)),
            RecordStatus::Active => {
                return Ok(LinkedTrn::Merged { survivor: trn, previous: linked.clone() });
            }
        }
    }
    Err(Fault::new("following a link", "the record was merged in a circle"))
}
