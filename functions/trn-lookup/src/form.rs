//! The form as it was filled in, and the answer it makes.

use identity::{InvalidTrn, RecordPolicy, Trn};
use journey::NoTrn;
use pages::trn::{Answer, Mistake};
use web::Form;

/// What was chosen and typed.
pub(crate) struct Filled {
    /// The radio, if one was chosen.
    pub(crate) answer: Option<Answer>,
    /// The field, as it was typed.
    pub(crate) typed: String,
}

/// What the form says.
pub(crate) enum Said {
    /// This is the number.
    Has(Trn),
    /// There is none to give.
    HasNone(NoTrn),
}

impl Said {
    /// The number, if there is one.
    pub(crate) fn trn(&self) -> Option<&Trn> {
        match self {
            Self::Has(trn) => Some(trn),
            Self::HasNone(_) => None,
        }
    }
}

impl Filled {
    /// The fields of a form. "I might have one" is offered only where a TRN may be given.
    pub(crate) fn read(form: &Form, policy: RecordPolicy) -> Self {
        let answer = Answer::from_value(form.field("have_trn"));
        let offered = match (policy, answer) {
            (RecordPolicy::Existing, Some(Answer::Unknown)) => None,
            (RecordPolicy::Existing | RecordPolicy::Allocate, answer) => answer,
        };
        Self { answer: offered, typed: form.field("trn").to_owned() }
    }

    /// The radio wins over the field; a number without a radio is a yes.
    pub(crate) fn said(&self) -> Result<Said, Mistake> {
        match (self.answer, self.typed.parse::<Trn>()) {
            (Some(Answer::No), _) => Ok(Said::HasNone(NoTrn::None)),
            (Some(Answer::Unknown), _) => Ok(Said::HasNone(NoTrn::Unknown)),
            (Some(Answer::Yes) | None, Ok(trn)) => Ok(Said::Has(trn)),
            (None, Err(InvalidTrn::Empty)) => Err(Mistake::NothingChosen),
            (Some(Answer::Yes), Err(InvalidTrn::Empty)) => Err(Mistake::Empty),
            (_, Err(InvalidTrn::NotSevenDigits | InvalidTrn::AllZero)) => Err(Mistake::Shape),
        }
    }
}
