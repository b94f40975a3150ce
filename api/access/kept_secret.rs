//! An answer that holds a secret is kept for a repeated request like any other, but sealed: a copy of the database does not tell it.
use kernel::Error;

use crate::{Caller, Home, Sealed, tx::Kept};

/// Where an answer stands: under whose key it is kept.
fn place(caller: &Caller, key: &str) -> [String; 3] {
    ["door.idempotency".into(), "response".into(), format!("{}/{}/{key}", caller.org_id, caller.person_id)]
}

/// What is kept of a body: the name of the key that sealed it behind its length, then what it sealed.
pub(crate) fn sealed(home: &Home, caller: &Caller, key: &str, body: &[u8]) -> Result<Vec<u8>, Error> {
    let place = place(caller, key);
    let Sealed { key_name, bytes } = home.seal(&place.each_ref().map(String::as_str), body)?;
    let length = u8::try_from(key_name.len())?;
    Ok([[length].as_slice(), key_name.as_bytes(), &bytes].concat())
}

/// The answer as it was.
pub(crate) fn opened(home: &Home, caller: &Caller, key: &str, kept: Kept) -> Result<Kept, Error> {
    let parts = kept.response.split_first().and_then(|(length, rest)| rest.split_at_checked(usize::from(*length)));
    let (key_name, bytes) = parts.ok_or_else(|| std::io::Error::other("a kept answer that was not sealed"))?;
    let sealed = Sealed { key_name: std::str::from_utf8(key_name)?.to_owned(), bytes: bytes.to_vec() };
    let place = place(caller, key);
    let response = home.seals.open(&place.each_ref().map(String::as_str), &sealed)?;
    Ok(Kept { response, ..kept })
}
