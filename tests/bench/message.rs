//! What a client tells PostgreSQL, read off the bytes (protocol 3, frontend messages).
use std::{collections::HashMap, sync::Arc};

/// One awaited message of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A statement as text, without values: `begin`, `commit`.
    Simple(Arc<str>),
    /// A statement being prepared; a warm connection sends none.
    Prepared(Arc<str>),
    /// A prepared statement with the values bound to it, in binary.
    Bound { sql: Arc<str>, types: Arc<[u32]>, values: Vec<Value> },
}

impl Message {
    /// The statement.
    pub fn sql(&self) -> &Arc<str> {
        match self {
            Self::Simple(sql) | Self::Prepared(sql) | Self::Bound { sql, .. } => sql,
        }
    }

    /// Whether it begins a transaction.
    pub fn begins(&self) -> bool {
        matches!(self, Self::Simple(sql) if sql.starts_with("begin"))
    }

    /// Whether it ends a transaction.
    pub fn ends(&self) -> bool {
        match self {
            Self::Simple(sql) => matches!(sql.as_ref(), "commit" | "rollback"),
            Self::Prepared(_) | Self::Bound { .. } => false,
        }
    }
}

/// The SSL request and the cancel request have codes where a start has its version.
const SSL_REQUEST: u32 = 80_877_103;

/// A prepared statement and the types of its parameters.
type Statement = (Arc<str>, Arc<[u32]>);
/// A bound value; none is null.
type Value = Option<Vec<u8>>;

/// Reads one connection's bytes as they come.
#[derive(Debug, Default)]
pub struct Reader {
    kept: Vec<u8>,
    has_started: bool,
    /// The role that signed in.
    pub user: String,
    prepared: HashMap<Vec<u8>, Statement>,
}

impl Reader {
    /// The messages that these bytes complete; `None` when they are no protocol that we know.
    pub fn read(&mut self, bytes: &[u8]) -> Option<Vec<Message>> {
        self.kept.extend_from_slice(bytes);
        let mut messages = Vec::new();
        loop {
            let head = usize::from(self.has_started);
            let Some(length) = self.kept.get(head..head.checked_add(4)?) else { return Some(messages) };
            let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
            let end = head.checked_add(length)?;
            if self.kept.len() < end {
                return Some(messages);
            }
            let frame: Vec<u8> = self.kept.drain(..end).collect();
            let body = Body(frame.get(head.checked_add(4)?..)?);
            if self.has_started {
                self.message(*frame.first()?, body, &mut messages)?;
            } else {
                self.start(body)?;
            }
        }
    }

    fn start(&mut self, mut body: Body<'_>) -> Option<()> {
        if body.u32()? == SSL_REQUEST {
            return Some(());
        }
        self.has_started = true;
        while let Some(name) = body.text().filter(|name| !name.is_empty()) {
            let value = body.text()?;
            if name == b"user" {
                self.user = String::from_utf8(value.to_vec()).ok()?;
            }
        }
        Some(())
    }

    fn message(&mut self, kind: u8, mut body: Body<'_>, messages: &mut Vec<Message>) -> Option<()> {
        match kind {
            b'Q' => messages.push(Message::Simple(words(body.text()?)?)),
            b'P' => {
                let name = body.text()?.to_vec();
                let sql = words(body.text()?)?;
                let count = body.u16()?;
                let types: Option<Vec<u32>> = (0..count).map(|_| body.u32()).collect();
                self.prepared.insert(name, (sql.clone(), types?.into()));
                messages.push(Message::Prepared(sql));
            }
            b'B' => {
                let _portal = body.text()?;
                let (sql, types) = self.prepared.get(body.text()?)?.clone();
                let formats = body.u16()?;
                let formats: Option<Vec<u16>> = (0..formats).map(|_| body.u16()).collect();
                if formats? != [1] {
                    return None;
                }
                let count = body.u16()?;
                let values: Option<Vec<_>> = (0..count).map(|_| body.value()).collect();
                messages.push(Message::Bound { sql, types, values: values? });
            }
            _ => {}
        }
        Some(())
    }
}

fn words(bytes: &[u8]) -> Option<Arc<str>> {
    Some(std::str::from_utf8(bytes).ok()?.into())
}

/// What is left to read of a frame.
struct Body<'a>(&'a [u8]);

impl<'a> Body<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_be_bytes(self.take(2)?.try_into().ok()?))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Up to a zero byte.
    fn text(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = self.take(end)?;
        self.take(1)?;
        Some(text)
    }

    fn value(&mut self) -> Option<Value> {
        match self.u32()? {
            u32::MAX => Some(None),
            length => Some(Some(self.take(usize::try_from(length).ok()?)?.to_vec())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: Option<u8>, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        kind.into_iter().chain(length).chain(body.iter().copied()).collect()
    }

    fn conversation() -> Vec<u8> {
        [
            frame(None, &SSL_REQUEST.to_be_bytes()),
            frame(None, b"\0\x03\0\0user\0tenant\0database\0x\0\0"),
            frame(Some(b'P'), b"s1\0select $1\0\0\x01\0\0\x0b\x86"),
            frame(Some(b'S'), b""),
            frame(Some(b'B'), b"\0s1\0\0\x01\0\x01\0\x02\0\0\0\x02ab\xff\xff\xff\xff\0\x01\0\x01"),
            frame(Some(b'Q'), b"commit\0"),
        ]
        .concat()
    }

    #[test]
    fn a_statement_is_read_with_its_types_and_values() {
        let mut reader = Reader::default();

        let messages = reader.read(&conversation()).unwrap();

        assert_eq!(reader.user, "tenant");
        let (sql, types): (Arc<str>, Arc<[u32]>) = ("select $1".into(), [2950].into());
        let bound = Message::Bound { sql: sql.clone(), types, values: vec![Some(b"ab".to_vec()), None] };
        assert_eq!(messages, [Message::Prepared(sql), bound, Message::Simple("commit".into())]);
        assert!(messages.last().unwrap().ends());
    }

    #[test]
    fn the_bytes_may_come_one_by_one() {
        let (mut whole, mut slow) = (Reader::default(), Reader::default());
        let bytes = conversation();

        let messages: Vec<_> = bytes.iter().flat_map(|byte| slow.read(&[*byte]).unwrap()).collect();

        assert_eq!(messages, whole.read(&bytes).unwrap());
    }

    #[test]
    fn a_value_for_a_statement_never_prepared_is_not_understood() {
        let mut reader = Reader { has_started: true, ..Reader::default() };

        assert_eq!(reader.read(&frame(Some(b'B'), b"\0s1\0\0\0\0\0\0\0")), None);
    }
}
