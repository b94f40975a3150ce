//! Bytes that are too many to hold: on the disk, under no name.
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::FileExt,
};

use sha2::{Digest, Sha256};

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

#[cfg(test)]
mod tests {
    use super::*;

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
