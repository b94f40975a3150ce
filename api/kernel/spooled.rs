//! A large body that is no JSON: written to the disk as it comes, under no name, and never whole in memory.
use std::{
    fs::File,
    future::{Future, poll_fn},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::FileExt,
    pin::Pin,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use sha2::{Digest, Sha256};

use crate::{
    BodyDigest, Error, ended,
    wire::{media_type, next_chunk},
};

/// A body of at most `MAX` bytes, with the media type that the sender claims for it.
#[derive(Debug)]
pub struct Spooled<const MAX: usize> {
    /// Lower case, without parameters; empty when nothing was claimed.
    pub media_type: String,
    pub spool: Spool,
}

/// Bytes on the disk, gone with the process, whatever ends it.
#[derive(Debug)]
pub struct Spool {
    file: File,
    bytes: u64,
    sha256: Sha256,
}

/// A place in a spool; several read the same one without disturbing each other.
#[derive(Debug, Clone)]
pub struct SpoolReader<'a> {
    spool: &'a Spool,
    begin: u64,
    at: u64,
}

impl Spool {
    /// An empty one.
    pub fn new() -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile()?, bytes: 0, sha256: Sha256::new() })
    }

    /// How many bytes there are.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The hash of them all.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256.clone().finalize().into()
    }

    /// Reads from here on, as if nothing stood before it.
    pub fn reader(&self, begin: u64) -> SpoolReader<'_> {
        SpoolReader { spool: self, begin, at: begin }
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.sha256.update(bytes);
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Read for SpoolReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.spool.file.read_at(into, self.at)?;
        self.at = self.at.saturating_add(u64::try_from(read).unwrap_or_default());
        Ok(read)
    }
}

impl Seek for SpoolReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let wanted = match to {
            SeekFrom::Start(at) => self.begin.checked_add(at),
            SeekFrom::End(by) => self.spool.bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "before the beginning");
        self.at = wanted.filter(|at| *at >= self.begin).ok_or_else(before)?;
        Ok(self.at.saturating_sub(self.begin))
    }
}

impl<const MAX: usize> FromRequest for Spooled<MAX> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let mut spool = Spool::new()?;
            while let Some(chunk) = poll_fn(|context| next_chunk(&mut payload, context)).await {
                let chunk = chunk.map_err(|error| Error::refused(ended::MALFORMED_JSON, error.to_string()))?;
                let bytes = spool.bytes.saturating_add(u64::try_from(chunk.len())?);
                if bytes > u64::try_from(MAX)? {
                    return Err(Error::refused(ended::TOO_LARGE, format!("At most {MAX} bytes.")));
                }
                spool.write_all(&chunk)?;
            }
            request.extensions_mut().insert(BodyDigest(spool.sha256()));
            Ok(Self { media_type: media_type(&request), spool })
        })
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::CONTENT_TYPE;

    use super::*;

    fn spooled<const MAX: usize>(body: &'static str) -> Result<(Spooled<MAX>, Option<BodyDigest>), Error> {
        let request = actix_web::test::TestRequest::default().insert_header((CONTENT_TYPE, "Text/CSV; charset=utf-8"));
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        let spooled = actix_web::rt::System::new().block_on(Spooled::from_request(&request, &mut payload))?;
        let digest = request.extensions().get::<BodyDigest>().copied();
        Ok((spooled, digest))
    }

    #[test]
    fn a_spooled_body_is_bounded_and_leaves_its_digest() {
        let (body, digest) = spooled::<3>("abc").expect("three bytes");

        assert_eq!((body.media_type.as_str(), body.spool.bytes()), ("text/csv", 3));
        assert_eq!(digest, Some(BodyDigest(Sha256::digest(b"abc").into())));
        assert_eq!(spooled::<2>("abc").expect_err("a refusal").refusal(), ended::TOO_LARGE);
    }

    #[test]
    fn two_readers_do_not_disturb_each_other() {
        let mut spool = Spool::new().expect("a spool");
        spool.write_all(b"mark,text").expect("room");
        let (mut whole, mut behind) = (spool.reader(0), spool.reader(5));
        let (mut all, mut rest) = (String::new(), String::new());

        behind.read_to_string(&mut rest).expect("text");
        whole.read_to_string(&mut all).expect("text");

        assert_eq!((all.as_str(), rest.as_str()), ("mark,text", "text"));
        assert_eq!(behind.seek(SeekFrom::End(-1)).expect("a place"), 3);
        assert!(behind.seek(SeekFrom::Current(-9)).is_err());
    }
}
