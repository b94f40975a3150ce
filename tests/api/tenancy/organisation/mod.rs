//! The organisation's settings and its logo.
use crate::support::{Answer, Person};

mod documents;
mod get;
mod get_logo;
mod set_logo;
mod update;

const PATH: &str = "/v1/organisation";
pub const LOGO: &str = "/v1/organisation/logo";

/// A PNG of this size, whole as far as its structure tells.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 6, 0, 0, 0].as_slice()].concat();
    let chunk = |kind: &[u8], content: &[u8]| {
        [&u32::try_from(content.len()).unwrap().to_be_bytes(), kind, content, &[0; 4]].concat()
    };
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")].concat()
}

pub async fn puts(person: &Person<'_>, kind: &str, image: Vec<u8>, revision: i64) -> Answer {
    let tag = format!("\"{revision}\"");
    person.sends_bytes("PUT", LOGO, Some(image), &[("content-type", kind), ("if-match", &tag)]).await
}
