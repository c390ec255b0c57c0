//! Guesses that were made before a test begins, as the store counts them.

use identity::{ClientId, JourneyId, Subject};
use ports::{Clock, Counted, Guess, GuessedNumber, Guesses};

use crate::{SystemEntropy, World};

impl World {
    /// One wrong guess of this user at one number, now.
    ///
    /// # Panics
    /// The store fails.
    pub async fn guess(&self, subject: &Subject, number: &GuessedNumber) -> Counted {
        let store = self.engine().store_aside();
        let numbers = std::slice::from_ref(number);
        let standing = store.standing(subject, numbers).await.expect("the store answers");
        let guess = Guess {
            id: ports::token(&SystemEntropy),
            typed: numbers.to_vec(),
            journey: id::<JourneyId>("some-journey"),
            client: id::<ClientId>("some-service"),
            at: self.clock().now(),
        };
        store.count(&guess, standing).await.expect("the store counts")
    }

    /// As many wrong guesses as a number takes before it is left to support staff, each of somebody else.
    pub async fn leave_to_staff(&self, number: &GuessedNumber) {
        for each in 0..ports::LIMIT_OF_A_NUMBER.most {
            self.guess(&id::<Subject>(&format!("urn:fdc:gov.uk:2022:guesser-{each}")), number)
                .await;
        }
    }

    /// As many wrong guesses as a user has in a day, each at another TRN.
    pub async fn use_up_guesses(&self, subject: &Subject) {
        for each in 0..ports::LIMITS_OF_A_USER[0].most {
            let trn = crate::people::trn(&format!("8{each:06}"));
            self.guess(subject, &GuessedNumber::from(&trn)).await;
        }
    }
}

fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().expect("it is letters, digits, hyphens and colons")
}
