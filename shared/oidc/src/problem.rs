//! Every way to say no to a calling service: the standard `error`, and a stable code of ours.

/// What is wrong with a request, or why a sign-in ended without a code. Each has a page for engineers at
/// `{ISSUER}/errors/{code}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Problem {
    /// The person chose to go back.
    UserCancelled,
    /// GOV.UK One Login did not prove their identity.
    IdentityNotVerified,
    /// They have just asked support staff to look for their record.
    RecordRequested,
    /// Support staff are still deciding.
    RecordPending,
    /// GOV.UK One Login is busy.
    UpstreamBusy,
    /// Our fault.
    Internal,
    /// The code cannot be used, for whatever reason.
    CodeNotUsable,
    /// No page may be shown, and nobody suitable is signed in.
    LoginRequired,
    /// No page may be shown, and one is due.
    InteractionRequired,
    /// There is no usable PKCE challenge.
    PkceRequired,
    /// A required scope is missing.
    InvalidScope,
    /// There is no response type.
    ResponseTypeMissing,
    /// The response type is not `code`.
    UnsupportedResponseType,
    /// The response mode is not `query`.
    UnsupportedResponseMode,
    /// A parameter stands in the request more than once.
    RepeatedParameter,
    /// A parameter that is needed is not there.
    MissingParameter,
    /// A parameter has a value that cannot be read.
    MalformedParameter,
    /// A parameter is longer than it may be.
    ParameterTooLong,
    /// The request as a whole cannot be read.
    MalformedRequest,
    /// There is a request object (RFC 9101).
    RequestNotSupported,
    /// There is a request object by reference (RFC 9101).
    RequestUriNotSupported,
    /// There is a registration in the request (OpenID Connect Core section 7.2.1).
    RegistrationNotSupported,
    /// The ID token that was sent as a hint is not one we gave this client.
    InvalidIdTokenHint,
    /// The calling service did not prove that it is itself.
    ClientAuthenticationFailed,
    /// It tried to in two ways at once.
    TwoAuthenticationMethods,
    /// The grant type is not offered.
    UnsupportedGrantType,
    /// The client may not use this grant.
    UnauthorizedClient,
    /// The access token cannot be used.
    InvalidToken,
    /// There is no such TRN request, or it is another client's.
    TrnRequestNotFound,
}

impl Problem {
    /// Every problem there is.
    pub const ALL: [Self; 29] = [
        Self::UserCancelled,
        Self::IdentityNotVerified,
        Self::RecordRequested,
        Self::RecordPending,
        Self::UpstreamBusy,
        Self::Internal,
        Self::CodeNotUsable,
        Self::LoginRequired,
        Self::InteractionRequired,
        Self::PkceRequired,
        Self::InvalidScope,
        Self::ResponseTypeMissing,
        Self::UnsupportedResponseType,
        Self::UnsupportedResponseMode,
        Self::RepeatedParameter,
        Self::MissingParameter,
        Self::MalformedParameter,
        Self::ParameterTooLong,
        Self::MalformedRequest,
        Self::RequestNotSupported,
        Self::RequestUriNotSupported,
        Self::RegistrationNotSupported,
        Self::InvalidIdTokenHint,
        Self::ClientAuthenticationFailed,
        Self::TwoAuthenticationMethods,
        Self::UnsupportedGrantType,
        Self::UnauthorizedClient,
        Self::InvalidToken,
        Self::TrnRequestNotFound,
    ];

    /// The standard `error` (RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, OpenID Connect Core
    /// section 3.1.2.6).
    pub fn error(self) -> &'static str {
        match self {
            Self::UserCancelled
            | Self::IdentityNotVerified
            | Self::RecordRequested
            | Self::RecordPending => "access_denied",
            Self::UpstreamBusy => "temporarily_unavailable",
            Self::Internal => "server_error",
            Self::CodeNotUsable => "invalid_grant",
            Self::PkceRequired
            | Self::ResponseTypeMissing
            | Self::UnsupportedResponseMode
            | Self::RepeatedParameter
            | Self::MissingParameter
            | Self::MalformedParameter
            | Self::ParameterTooLong
            | Self::MalformedRequest
            | Self::InvalidIdTokenHint
            | Self::TwoAuthenticationMethods => "invalid_request",
            Self::ClientAuthenticationFailed => "invalid_client",
            Self::LoginRequired
            | Self::InteractionRequired
            | Self::InvalidScope
            | Self::UnsupportedResponseType
            | Self::RequestNotSupported
            | Self::RequestUriNotSupported
            | Self::RegistrationNotSupported
            | Self::UnsupportedGrantType
            | Self::UnauthorizedClient
            | Self::InvalidToken => self.code(),
            Self::TrnRequestNotFound => "not_found",
        }
    }

    /// Our code: it opens the `error_description` and never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::UserCancelled => "user_cancelled",
            Self::IdentityNotVerified => "identity_not_verified",
            Self::RecordRequested => "record_requested",
            Self::RecordPending => "record_pending",
            Self::UpstreamBusy => "upstream_busy",
            Self::Internal => "internal",
            Self::CodeNotUsable => "code_not_usable",
            Self::LoginRequired => "login_required",
            Self::InteractionRequired => "interaction_required",
            Self::PkceRequired => "pkce_required",
            Self::InvalidScope => "invalid_scope",
            Self::ResponseTypeMissing => "response_type_missing",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::UnsupportedResponseMode => "unsupported_response_mode",
            Self::RepeatedParameter => "repeated_parameter",
            Self::MissingParameter => "missing_parameter",
            Self::MalformedParameter => "malformed_parameter",
            Self::ParameterTooLong => "parameter_too_long",
            Self::MalformedRequest => "malformed_request",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::InvalidIdTokenHint => "invalid_id_token_hint",
            Self::ClientAuthenticationFailed => "client_authentication_failed",
            Self::TwoAuthenticationMethods => "two_authentication_methods",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::InvalidToken => "invalid_token",
            Self::TrnRequestNotFound => "trn_request_not_found",
        }
    }
}

/// A problem as a calling service is told of it. Holds nothing of the request but the name of a parameter
/// that we know ourselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub problem: Problem,
    /// The parameter it is about.
    pub parameter: Option<&'static str>,
    /// The error reference, by which our log has the reason.
    pub reference: Option<String>,
}

impl Refusal {
    /// A problem with this parameter.
    pub fn of(problem: Problem, parameter: &'static str) -> Self {
        Self { problem, parameter: Some(parameter), reference: None }
    }

    /// The same, with the error reference under which the reason is in our log.
    #[must_use]
    pub fn logged_as(self, reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..self }
    }

    /// The standard `error`.
    pub fn error(&self) -> &'static str {
        self.problem.error()
    }

    /// The `error_description`: the code, the parameter, the reference. ASCII without quotation marks and
    /// backslashes (RFC 6749 section 5.2).
    pub fn description(&self) -> String {
        let code = self.problem.code();
        let parameter = self.parameter.map(|name| format!(" {name}")).unwrap_or_default();
        let reference = self.reference.as_ref().map(|text| format!(" ref={text}"));
        format!("{code}{parameter}{}", reference.unwrap_or_default())
    }

    /// The `error_uri`: our page about the problem.
    pub fn uri(&self, issuer: &str) -> String {
        format!("{issuer}/errors/{}", self.problem.code())
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self { problem, parameter: None, reference: None }
    }
}
