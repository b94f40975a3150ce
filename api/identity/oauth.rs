//! What OAuth asks of a service whose clients are programs: a key is exchanged for an access token (RFC 6749, section 4.4), or given up (RFC 7009).
mod answer;
mod credentials;
pub mod revoke;
pub mod token;

use kernel::{Bytes, Error, ended};

/// More than any such form needs.
const FORM_BYTES_MAX: usize = 8192;
const FORM: &str = "application/x-www-form-urlencoded";

/// The text of a form.
fn form(body: Bytes<FORM_BYTES_MAX>) -> Result<String, Error> {
    if body.media_type != FORM {
        return Err(ended::UNSUPPORTED_MEDIA_TYPE.into());
    }
    String::from_utf8(body.bytes).map_err(|_| ended::MALFORMED_TEXT.into())
}
