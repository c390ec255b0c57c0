//! What is done about an email that came back.

use axum::{
    extract::{Path, State},
    response::Response,
};
use ports::Listed;
use web::Failure;

use crate::{Console, fresh::Fresh, paths, signed_in::Deciding, story};

/// Sends the email again, to where the person reads email now.
pub(crate) async fn tell_again(
    State(console): State<Console>,
    Path(task): Path<String>,
    deciding: Deciding,
) -> Result<Response, Failure> {
    console.close(&task, &deciding, Way::Again).await
}

/// Remembers that the person was told another way.
pub(crate) async fn told_another_way(
    State(console): State<Console>,
    Path(task): Path<String>,
    deciding: Deciding,
) -> Result<Response, Failure> {
    console.close(&task, &deciding, Way::Another).await
}

/// How the person is told after all.
#[derive(Clone, Copy)]
enum Way {
    Again,
    Another,
}

impl Console {
    async fn close(
        &self,
        task: &str,
        Deciding { signed_in, .. }: &Deciding,
        way: Way,
    ) -> Result<Response, Failure> {
        let Some(case) = self.open(task).await? else { return Ok(self.no_such_task(signed_in)) };
        if case.task.listed != Some(Listed::EmailNotDelivered) {
            return self.changed(signed_in, &case, Fresh::TaskChanged).await;
        }
        let email = self.reviews.email(&case.task).await?;
        match way {
            // Nobody is offered to write to whoever asked us to stop.
            Way::Again if !story::can_be_sent_again(&email) => {
                return self.changed(signed_in, &case, Fresh::TaskChanged).await;
            }
            Way::Again | Way::Another => {}
        }
        let (by, at) = (&signed_in.staff, self.desk.deployment.now());
        let (closed, what) = match way {
            Way::Again => (self.reviews.tell_again(&case.task, by, at).await, Fresh::SentAgain),
            Way::Another => {
                (self.reviews.told_another_way(&case.task, by, at).await, Fresh::ToldAnotherWay)
            }
        };
        match closed {
            Ok(()) => Ok(web::see_other(&paths::done(&case.task.id, what))),
            Err(error) => self.overtaken(signed_in, &case.task.id, error).await,
        }
    }
}
