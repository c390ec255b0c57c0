//! How far somebody's TRN is, read live: what calling services are told in an ID token and at userinfo.

use identity::{RecordStatus, Trn};
use journey::{OpenWork, TrnOrigin};
use oidc::{Connection, LinkedTrn, TrnStatus};

use crate::{Fault, Link, Teachers, User};

/// A record that was merged more often than this is a circle.
const MOST_MERGES: usize = 10;

/// How far this user's TRN is, by their link and the record as it stands today. `None` if they have no
/// record and nothing is being decided: they were disconnected, and there is nothing to tell.
pub async fn trn_status(user: &User, teachers: &dyn Teachers) -> Result<Option<TrnStatus>, Fault> {
    let Some(Link { trn, origin, request, .. }) = &user.link else {
        return Ok(user.open.as_ref().map(|open| match open {
            OpenWork::Request { id, .. } => TrnStatus::Pending { request: Some(id.clone()) },
            OpenWork::Task { .. } => TrnStatus::Pending { request: None },
        }));
    };
    let linked = today(trn, teachers).await?;
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
async fn today(linked: &Trn, teachers: &dyn Teachers) -> Result<LinkedTrn, Fault> {
    let mut trn = linked.clone();
    for _ in 0..=MOST_MERGES {
        let record = teachers.record(&trn).await?;
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
