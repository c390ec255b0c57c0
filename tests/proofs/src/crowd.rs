//! People who resemble nobody, except that two and two share a birthday.

use identity::{OneLoginUser, Person};
use journey::{NinoAnswer, NoTrn, Stage};
use testing::people;

/// What names are made of: no two syllables look alike.
const SYLLABLES: [&str; 16] = [
    "ba", "ke", "lo", "mu", "fi", "zor", "wen", "tuk", "gra", "shi", "pel", "dov", "rix", "hum",
    "jas", "vey",
];

/// Somebody of a crowd: person `number`, under their One Login `account`.
pub(crate) struct Somebody {
    number: usize,
    account: usize,
}

impl Somebody {
    pub(crate) fn new(number: usize, account: usize) -> Self {
        Self { number, account }
    }

    /// Who they are. Each account reads email somewhere else.
    pub(crate) fn person(&self) -> Person {
        let Self { number, account } = self;
        let (first, last) = (word(number * 7 + 3), word(number * 11 + 1901));
        let (first, last) = (format!("A{first}"), format!("O{last}"));
        let day = number / 2;
        let born =
            format!("{}-{:02}-{:02}", 1950 + day % 50, 1 + day / 50 % 12, 1 + day / 600 % 28);
        let subject = format!("urn:fdc:gov.uk:2022:{number}-{account}");
        Person {
            user: OneLoginUser {
                subject: subject.parse().expect("it is a subject"),
                email: people::email(&format!("{first}.{account}@example.com")),
            },
            identity: people::identity(&first, &last, &born),
        }
    }

    /// Their NINO.
    pub(crate) fn nino(&self) -> NinoAnswer {
        NinoAnswer::Given(people::nino(&format!("AB{:06}C", self.number + 100_000)))
    }

    /// About to ask for a TRN.
    pub(crate) fn asking(&self, nino: NinoAnswer) -> Stage {
        Stage::RequestingTrn { person: self.person(), nino, no_trn: NoTrn::None }
    }
}

/// A word for a number: four syllables.
fn word(number: usize) -> String {
    let syllable = |place: u32| SYLLABLES[(number / 16_usize.pow(place) + 5 * place as usize) % 16];
    (0..4).map(syllable).collect()
}
