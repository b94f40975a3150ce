//! A name server of a test's own on the loopback: it knows TXT records that the test publishes, and of every other name that there is none.
use std::{
    collections::BTreeMap,
    net::{SocketAddr, UdpSocket},
    sync::{Arc, Mutex},
};

use actix_web::web;
use hickory_resolver::proto::{
    op::{Message, OpCode, ResponseCode},
    rr::{
        Name, RData, Record,
        rdata::{CNAME, TXT},
    },
};
use platform::{Recoveries, Resolver};

use super::App;

/// What a name says: a text, or whose alias it is.
#[derive(Clone)]
enum Said {
    Text(String),
    AliasOf(String),
}

/// A name server.
#[derive(Clone)]
pub struct Dns {
    address: SocketAddr,
    records: Arc<Mutex<BTreeMap<String, Vec<Said>>>>,
}

impl Dns {
    /// Starts one; it ends with the test.
    pub fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let dns = Self { address: socket.local_addr().unwrap(), records: Arc::default() };
        let served = dns.clone();
        std::thread::spawn(move || served.serve(&socket));
        dns
    }

    /// An application that asks this one and no other.
    pub async fn app(&self) -> App {
        let resolver = Resolver::of(vec![self.address]);
        App::start_as(move |state| state.recoveries = web::Data::new(Recoveries { resolver, ..Recoveries::default() }))
            .await
    }

    /// In the place of whatever the name said before.
    pub fn publishes(&self, name: &str, texts: &[&str]) {
        let texts = texts.iter().map(|text| Said::Text((*text).to_owned())).collect();
        self.records.lock().unwrap().insert(name.to_owned(), texts);
    }

    /// The name is another's.
    pub fn publishes_alias(&self, name: &str, of: &str) {
        self.records.lock().unwrap().insert(name.to_owned(), vec![Said::AliasOf(of.to_owned())]);
    }

    /// Says nothing of any name any more.
    pub fn forgets(&self) {
        self.records.lock().unwrap().clear();
    }

    fn serve(&self, socket: &UdpSocket) {
        let mut bytes = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut bytes) {
            let asked = Message::from_vec(&bytes[..length]).unwrap();
            socket.send_to(&self.answer(&asked).to_vec().unwrap(), from).unwrap();
        }
    }

    fn answer(&self, asked: &Message) -> Message {
        let mut answer = Message::response(asked.metadata.id, OpCode::Query);
        answer.metadata.recursion_desired = true;
        answer.metadata.recursion_available = true;
        let query = asked.queries[0].clone();
        let mut name = query.name().clone();
        answer.add_query(query);
        // As a name server that looks further does: the alias, and what it is an alias of.
        for _ in 0..3 {
            let known = name.to_string().trim_end_matches('.').to_lowercase();
            let said = self.records.lock().unwrap().get(&known).cloned().unwrap_or_default();
            let Some(first) = said.first().cloned() else { break };
            for said in said {
                let data = match said {
                    Said::Text(text) => RData::TXT(TXT::new(vec![text])),
                    Said::AliasOf(other) => RData::CNAME(CNAME(Name::from_utf8(format!("{other}.")).unwrap())),
                };
                answer.add_answer(Record::from_rdata(name.clone(), 0, data));
            }
            let Said::AliasOf(other) = first else { break };
            name = Name::from_utf8(format!("{other}.")).unwrap();
        }
        if answer.answers.is_empty() {
            answer.metadata.response_code = ResponseCode::NXDomain;
        }
        answer
    }
}
