//! The form as it was filled in, and the answer it makes.

use identity::{InvalidNino, Nino};
use journey::NinoAnswer;
use pages::nino::{Answer, Mistake};
use web::Form;

/// What was chosen and typed.
pub(crate) struct Filled {
    /// The radio, if one was chosen.
    pub(crate) answer: Option<Answer>,
    /// The field, as it was typed.
    pub(crate) typed: String,
}

/// Why the form makes no answer.
pub(crate) struct Unusable(pub(crate) Mistake);

impl From<&Form> for Filled {
    fn from(form: &Form) -> Self {
        Self {
            answer: Answer::from_value(form.field("have_nino")),
            typed: form.field("nino").to_owned(),
        }
    }
}

impl Filled {
    /// The radio wins over the field; a number without a radio is a yes.
    pub(crate) fn answer(&self) -> Result<NinoAnswer, Unusable> {
        let typed = self.typed.parse::<Nino>();
        match (self.answer, typed) {
            (Some(Answer::NotNow), _) => Ok(NinoAnswer::NotNow),
            (Some(Answer::No), _) => Ok(NinoAnswer::None),
            (Some(Answer::Yes) | None, Ok(nino)) => Ok(NinoAnswer::Given(nino)),
            (None, Err(InvalidNino::Empty)) => Err(Unusable(Mistake::NothingChosen)),
            (Some(Answer::Yes), Err(InvalidNino::Empty)) => Err(Unusable(Mistake::Empty)),
            (_, Err(InvalidNino::Malformed)) => Err(Unusable(Mistake::Shape)),
            (_, Err(InvalidNino::Temporary)) => Err(Unusable(Mistake::Temporary)),
            (_, Err(InvalidNino::Example)) => Err(Unusable(Mistake::Example)),
        }
    }
}
