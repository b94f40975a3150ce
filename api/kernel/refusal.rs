//! What a rule says when it says no.
use serde::Serialize;
use utoipa::ToSchema;

/// A stable code, the sentence for people, who could do it instead, and what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refusal {
    /// Stable: programs may rely on it. Its page is `/problems/<code>`.
    pub code: &'static str,
    /// The HTTP status of the answer.
    #[serde(skip)]
    pub status: u16,
    /// The rule, in one sentence.
    pub reason: &'static str,
    /// Who could do this, when anybody could.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub who_could: &'static str,
    /// What to do next.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub next: &'static str,
}

/// Declares a room's refusals, and lists them all for the document and the problem pages.
///
/// `NAME = status "code": "reason", who "who could", next "what next";`
#[macro_export]
macro_rules! refusals {
    ($($name:ident = $status:literal $code:literal: $reason:literal, who $who:literal, next $next:literal;)*) => {
        $(
            #[doc = $reason]
            pub const $name: $crate::Refusal =
                $crate::Refusal { code: $code, status: $status, reason: $reason, who_could: $who, next: $next };
        )*
        /// Every refusal of this room.
        pub const REFUSALS: &[$crate::Refusal] = &[$($name),*];
    };
}

/// The refusals that any operation may answer with.
pub mod ended {
    crate::refusals! {
        UNAUTHENTICATED = 401 "unauthenticated": "Nobody is signed in, or the sign-in has ended.",
            who "", next "Sign in, then send the request again with the new access token.";
        TOKEN_EXPIRED = 401 "token_expired": "The access token is older than its lifetime.",
            who "", next "Refresh the session and send the request again.";
        SIGN_IN_TOO_OLD = 401 "sign_in_too_old": "Whoever signed in here must say once more who they are, for this is done by them alone.",
            who "", next "Send the password to `POST /v1/session/reauthenticate`, then the request again with the new access token.";
        FORBIDDEN = 403 "forbidden": "You do not hold the permission that this needs.",
            who "An administrator can grant it.", next "Ask an administrator of your organisation for the permission named in `detail`.";
        NETWORK_REFUSED = 403 "network_refused": "This API key is not used from this network.",
            who "An administrator can ask for a key with other networks.", next "Call from one of the networks that the key names, or ask for another key.";
        SECOND_FACTOR_DEMANDED = 403 "second_factor_demanded": "Your organisation demands a second factor of you.",
            who "", next "Set up an authenticator app under Settings, Security (`POST /v1/totp/begin`); until then nothing else is open.";
        ORGANISATION_SUSPENDED = 403 "organisation_suspended": "Your organisation is suspended, and lets nobody in.",
            who "Whoever runs the installation.", next "Ask an owner of your organisation, or them, to have it let in again; you sign in anew after that.";
        SUPPORT_READS_ONLY = 403 "support_reads_only": "Support reads, and does nothing else.",
            who "Somebody of the organisation.", next "Tell whoever asked for help what to do, and let them do it.";
        SUPPORT_CANNOT_SEE = 403 "support_cannot_see": "Support is not shown this: a file, a secret, or what is somebody's own.",
            who "Somebody of the organisation.", next "Ask whoever asked for help to look.";
        CONFIRMATION_REQUIRED = 403 "confirmation_required": "This is done only once whoever asks has confirmed it, by a passkey or by a code that was mailed to them.",
            who "", next "Read what `confirmation` says will be done; if it is what you want, send the same request once more with `Confirmation: <id>:<code>`, or with what your passkey signed.";
        CONFIRMATION_REFUSED = 403 "confirmation_refused": "This confirmation does not confirm what you ask for.",
            who "", next "Send the request without `Confirmation` to be asked anew, and read once more what it confirms.";
        TOO_MANY_CONFIRMATIONS = 429 "too_many_confirmations": "You have asked for too many confirmations lately.",
            who "", next "Wait for the time in `Retry-After`.";
        CSRF_REFUSED = 403 "csrf_refused": "The request carries a cookie but not the token that proves where it came from.",
            who "", next "Send `X-CSRF-Token` as received at sign-in, from the same origin.";
        NOT_FOUND = 404 "not_found": "There is nothing here that you may see.",
            who "", next "Check the address; a document of others is answered like one that does not exist.";
        METHOD_NOT_ALLOWED = 405 "method_not_allowed": "This address does not know that method.",
            who "", next "See the `Allow` header and the API document at /docs.";
        STALE = 412 "stale": "Somebody changed this after you read it.",
            who "", next "Read it again, look at what changed, and repeat your change on the new revision.";
        PRECONDITION_REQUIRED = 428 "precondition_required": "An update must say which revision it was made on.",
            who "", next "Send `If-Match` with the `ETag` you received.";
        IDEMPOTENCY_KEY_REQUIRED = 400 "idempotency_key_required": "A create or an act must carry an idempotency key.",
            who "", next "Send `Idempotency-Key` with a value of your own, 8 to 128 characters, new for each intention.";
        IDEMPOTENCY_KEY_REUSED = 422 "idempotency_key_reused": "This idempotency key was used for another request.",
            who "", next "Use a new key for a new intention; repeat the same body to repeat the same intention.";
        MALFORMED_JSON = 400 "malformed_json": "The body is not JSON (RFC 8259).",
            who "", next "Mend the syntax at the place named in `detail`.";
        MALFORMED_TEXT = 400 "malformed_text": "The body is not UTF-8.",
            who "", next "Send UTF-8.";
        TOO_DEEP = 400 "too_deep": "The body nests deeper than 16 levels.",
            who "", next "Send a flatter body.";
        TOO_LARGE = 413 "too_large": "The body is larger than this operation takes.",
            who "", next "Send less at once; the limit stands in the API document.";
        UNSUPPORTED_MEDIA_TYPE = 415 "unsupported_media_type": "The body's content type is not one this operation reads.",
            who "", next "Send the content type that the API document names.";
        INVALID = 422 "invalid": "Some fields break a rule.",
            who "", next "Mend the fields listed in `errors`.";
        RATE_LIMITED = 429 "rate_limited": "Too many requests in a short time.",
            who "", next "Wait for the time in `Retry-After`.";
        UNEXPECTED = 500 "unexpected": "Something broke on our side.",
            who "", next "Try again; if it stays, tell support the request id.";
        UNAVAILABLE = 503 "unavailable": "The service cannot reach what it needs at the moment.",
            who "", next "Try again in a moment with the same idempotency key: what was done before the answer was lost is not done twice.";
        EXPORTS_BUSY = 503 "exports_busy": "As many exports as the service makes at once are being made.",
            who "", next "Try again in a moment.";
        NO_EXCHANGE_RATE = 409 "no_exchange_rate": "There is no exchange rate for this currency on that date.",
            who "Accounts or an administrator can enter it.", next "Enter the rate in the organisation's settings, then try again.";
    }
}
