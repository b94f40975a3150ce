//! What a stranger tries, beside the same with an id that nobody has.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use uuid::Uuid;

use super::position::{Asked, Position};
use crate::{operation::Request, support::Person, telling::Telling};

/// Who tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stranger {
    /// The person of the second organisation who does the same there.
    Peer,
    /// Somebody of the second organisation with every permission.
    Almighty,
    /// Somebody of the first organisation with every permission but to see what others ask for.
    Blind,
}

/// How the request was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The stranger's own request, with one thing of the first organisation in it.
    Planted,
    /// Word for word the request that succeeds at home.
    Whole,
}

/// One of them.
pub struct Attempt<'a> {
    pub position: &'a Position,
    pub stranger: Stranger,
    pub form: Form,
    pub foreign: Request,
    /// What it says at the position.
    pub said: String,
    pub absent: Request,
    pub said_absent: String,
}

/// The same operation, as the first organisation's person and the second's are about to carry it out.
pub struct Scene<'a> {
    pub home: &'a Telling,
    pub own: &'a Telling,
    /// Whether the operation hides documents from people of the same organisation.
    pub is_sighted: bool,
    /// Whether it leaves in the caller's trail which ids were asked for.
    pub discloses: bool,
}

impl Scene<'_> {
    /// Who tries in which form.
    pub fn ways(&self, position: &Position) -> Vec<(Stranger, Form)> {
        use Form::{Planted, Whole};
        use Stranger::{Almighty, Blind, Peer};
        let mut ways = match position {
            Position::Revision => vec![(Peer, Whole), (Almighty, Whole)],
            Position::Path(..) | Position::Query(..) => {
                vec![(Peer, Planted), (Peer, Whole), (Almighty, Planted), (Almighty, Whole)]
            }
            Position::Body(_) if self.home.ids.is_empty() => {
                vec![(Peer, Planted), (Peer, Whole), (Almighty, Planted), (Almighty, Whole)]
            }
            Position::Body(_) => vec![(Peer, Planted), (Almighty, Planted)],
            Position::Key if self.names_something() => vec![(Peer, Whole), (Almighty, Whole)],
            Position::Key => vec![],
        };
        let is_hidden = match position {
            Position::Path(place, _) => *place == 0,
            Position::Revision => true,
            Position::Query(..) => self.home.ids.is_empty(),
            Position::Body(_) | Position::Key => false,
        };
        // Whoever sends the cookie of the first organisation's session is that session: word for word it succeeds, as is right.
        if self.home.headers.iter().any(|(name, _)| name == "cookie") {
            ways.retain(|(_, form)| *form == Planted);
        }
        if self.is_sighted && is_hidden {
            ways.push((Blind, Whole));
        }
        ways
    }

    // Word for word it would otherwise succeed in the second organisation too, as is right.
    fn names_something(&self) -> bool {
        !self.home.ids.is_empty() || self.home.body.as_ref().is_some_and(|body| body.to_string().contains("_id\""))
    }
}

/// A telling that asks by one thing alone, with the bounds that it needs.
pub fn asking_alone(telling: &Telling, position: &Position, value: &str, positions: &[Position]) -> Telling {
    let mut telling = telling.clone();
    let is_position =
        |name: &str| positions.iter().any(|other| matches!(other, Position::Query(known, _) if known == name));
    telling.query.retain(|(name, _)| !is_position(name));
    position.with(&telling, value)
}

/// Something like `value` that nobody has.
pub fn unknown_like(position: &Position, value: &str, chance: &access::Chance) -> String {
    match position {
        Position::Query(_, Asked::Cursor) => unknown_cursor(value, chance),
        Position::Revision => (value.parse::<i64>().expect("a revision") + 7).to_string(),
        _ => match Uuid::try_parse(value) {
            Ok(id) => unknown_id(id, chance).to_string(),
            Err(_) => chance.bytes::<16>().iter().map(|byte| char::from(b'a' + byte % 26)).collect(),
        },
    }
}

// It sorts alike, beside one of the same moment too: of the random half only the end differs.
fn unknown_id(id: Uuid, chance: &access::Chance) -> Uuid {
    let mut bytes = *id.as_bytes();
    bytes[12..].copy_from_slice(&chance.bytes::<4>());
    Uuid::from_bytes(bytes)
}

// The same place, at things that nobody has.
fn unknown_cursor(cursor: &str, chance: &access::Chance) -> String {
    let inside = URL_SAFE_NO_PAD.decode(cursor).expect("a cursor");
    let mut place: Value = serde_json::from_slice(&inside).expect("a place");
    forget_ids(&mut place, chance);
    URL_SAFE_NO_PAD.encode(place.to_string())
}

fn forget_ids(value: &mut Value, chance: &access::Chance) {
    match value {
        Value::String(text) => {
            if let Ok(id) = Uuid::try_parse(text) {
                *text = unknown_id(id, chance).to_string();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| forget_ids(item, chance)),
        Value::Object(fields) => fields.values_mut().for_each(|field| forget_ids(field, chance)),
        _ => {}
    }
}

/// Somebody's way of sending, over connections that stay.
pub async fn send(client: &awc::Client, person: &Person<'_>, request: &Request) -> crate::support::Answer {
    let method = awc::http::Method::from_bytes(request.method.as_bytes()).unwrap();
    let mut sent = client.request(method, format!("{}{}", person.address, request.path));
    if !person.token.is_empty() {
        sent = sent.insert_header(("authorization", format!("Bearer {}", person.token)));
    }
    for (name, value) in &request.headers {
        sent = sent.append_header((name.as_str(), value.as_str()));
    }
    let response = match &request.body {
        Some(body) => sent.send_body(body.clone()).await,
        None => sent.send().await,
    };
    crate::support::Answer::of(response.unwrap()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_place_is_on_the_same_side_of_one_of_its_moment() {
        let (chance, cursor) = (access::Chance::of_seed(1), URL_SAFE_NO_PAD.encode(format!("\"{}\"", id(0x20))));

        for _ in 0..100 {
            let unknown = unknown_cursor(&cursor, &chance);
            let place: Uuid = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&unknown).unwrap()).unwrap();
            assert_ne!(unknown, cursor);
            assert!(id(0x1f) < place && place < id(0x21));
        }
    }

    // Alike in what tells the moment.
    fn id(random: u8) -> Uuid {
        Uuid::try_parse(&format!("01a20ca7-0cdb-7d49-93{random:02x}-7a3e4792e4af")).unwrap()
    }
}
