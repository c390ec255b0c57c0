//! Accounts for what SES tells about emails: those that came back, those that arrived, and people who
//! complained. Everything may be told twice, late and in any order.

mod event;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use ports::{EmailTrouble, Fault, Feedback, Measured, Worker};

use event::{Told, What};

const DOING: &str = "accounting for what became of an email";

/// What this function needs.
#[derive(Clone)]
pub struct EmailFeedback {
    /// Where it is accounted for.
    pub feedback: Arc<dyn Feedback>,
}

#[async_trait]
impl Worker for EmailFeedback {
    async fn work(&self, body: &str) -> Result<(), Fault> {
        let told = event::read(body).map_err(|why| Fault::new(DOING, why))?;
        let Some(Told { message, provider_id, at, what }) = told else { return Ok(()) };
        if let What::Complained(addresses) = &what {
            for address in addresses {
                self.feedback.suppress(address, at).await?;
                Measured::EmailFailed(EmailTrouble::Complained).log();
            }
            return Ok(());
        }
        let Some(message) = message else {
            tracing::warn!("SES tells of an email that is none of ours");
            return Ok(());
        };
        match what {
            What::CameBack => {
                self.feedback.came_back(&message, at).await?;
                Measured::EmailFailed(EmailTrouble::CameBack).log();
                Ok(())
            }
            What::Arrived => self.feedback.delivered(&message, &provider_id, at).await,
            What::Complained(_) => Ok(()),
        }
    }
}

impl fmt::Debug for EmailFeedback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailFeedback").finish_non_exhaustive()
    }
}
