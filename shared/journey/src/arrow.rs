//! The arrows of the flowchart, each with the line that draws it.

macro_rules! arrows {
    ($($name:ident = $from:literal -> $to:literal : $label:literal,)*) => {
        /// An arrow of the flowchart in the README: what is logged for each step, so that the funnel
        /// is a query over the logs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Arrow { $(#[doc = concat!("`", $from, "` to `", $to, "`: ", $label, ".")] $name,)* }

        impl Arrow {
            /// Every arrow, in chart order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The line of the Mermaid chart that draws it.
            pub const fn mermaid(self) -> &'static str {
                match self { $(Self::$name => concat!($from, " -->|", $label, "| ", $to),)* }
            }

            /// Its name, as logs and the audit trail show it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

arrows! {
    SignInFailed = "sign_in" -> "turned_away": "sent back with an error",
    TrnKnown = "sign_in" -> "done": "TRN known",
    RequestStillOpen = "sign_in" -> "holding": "request open",
    IdentityKnown = "sign_in" -> "nino": "identity known, TRN not known",
    IdentityNotKnown = "sign_in" -> "prove_identity": "identity not known",
    IdentityNotVerified = "prove_identity" -> "turned_away": "not verified",
    IdentityVerified = "prove_identity" -> "nino": "verified",
    SignInAgain = "turned_away" -> "sign_in": "try again",
    ProveIdentityAgain = "turned_away" -> "prove_identity": "try again",
    FoundByNino = "nino" -> "done": "found",
    NotFoundByNino = "nino" -> "trn": "not found",
    ChangedNinoNotFound = "nino" -> "check_answers": "changed, not found",
    ChangedNinoDisagrees = "nino" -> "holding": "changed, two records",
    FoundByTrn = "trn" -> "done": "found",
    NotFoundByTrn = "trn" -> "check_answers": "not found",
    NinoAndTrnDisagree = "trn" -> "holding": "two records",
    HasNoTrnAndTwoRecords = "trn" -> "holding": "has none, two records",
    HasNoTrnAndNeedsOne = "trn" -> "check_answers": "has none, service needs an existing record",
    HasNoTrnAndMayBeGivenOne = "trn" -> "request_trn": "has none, service may allocate",
    SupportAsked = "check_answers" -> "request_sent": "request sent",
    TrnIssued = "request_trn" -> "done": "can be allocated",
    MatchedOnRequest = "request_trn" -> "done": "matches one record",
    HeldForReview = "request_trn" -> "holding": "possible duplicate",
    SettledWhileAsking = "asking" -> "done": "settled elsewhere",
    OpenedWhileAsking = "asking" -> "holding": "request opened elsewhere",
    Settled = "holding" -> "done": "settled",
    FoundWhileHeld = "holding" -> "done": "adds a number, found",
    AddedWhileHeld = "holding" -> "holding": "adds something",
    RefusedWhileHeld = "holding" -> "nino": "refused",
    SettledSoon = "request_sent" -> "done": "settled",
    RefusedSoon = "request_sent" -> "nino": "refused",
}
