//! The tale told in both organisations at once: before a step is done in either, the second tries it on the first.
use chrono::NaiveDate;
use futures_util::future::join;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::prover::Prover;
use crate::{
    support::{Answer, Organisation, Person},
    tale::{self, Teller},
    telling::Telling,
};

/// What the second organisation's teller is about to do.
pub struct Own<'a> {
    pub operation: String,
    pub telling: Telling,
    pub person: Person<'a>,
}

/// How its step went.
struct Done {
    answer: Answer,
}

/// Tells in the first organisation, and lets the prover try before each step.
struct Home<'t, 'a> {
    prover: &'t mut Prover<'a>,
    own: Receiver<Own<'a>>,
    done: Sender<Done>,
}

/// Tells in the second.
struct Away<'a> {
    hotel: &'a Organisation<'a>,
    word: String,
    day: NaiveDate,
    own: Sender<Own<'a>>,
    done: Receiver<Done>,
}

/// Tells it once, as far as it goes.
pub async fn tell(prover: &mut Prover<'_>) {
    let (own, from_away) = channel(1);
    let (done, from_home) = channel(1);
    let (word, day) = (prover.word_away.clone(), prover.day);
    let mut away = Away { hotel: prover.away, word, day, own, done: from_home };
    let (is_over, casts) = (prover.is_over.clone(), prover.casts.clone());
    let casts = casts.as_ref().expect("people who are signed in");
    let mut home = Home { prover, own: from_away, done };
    tokio::select! {
        _ = join(Box::pin(tale::tell(&mut home, &casts.0)), Box::pin(tale::tell(&mut away, &casts.1))) => {}
        () = is_over.notified() => {}
    }
}

impl<'a> Teller<'a> for Home<'_, 'a> {
    fn hotel(&self) -> &'a Organisation<'a> {
        self.prover.home
    }

    fn word(&self) -> String {
        self.prover.word_home.clone()
    }

    fn day(&self) -> NaiveDate {
        self.prover.day
    }

    async fn tells(&mut self, person: &Person<'_>, operation: &str, telling: Telling) -> Answer {
        let own = self.own.recv().await.expect("the other teller tells the same tale");
        assert_eq!(own.operation, operation, "the tellers tell different tales");
        let (answer, theirs) = self.prover.step(person, &telling, &own).await;
        self.done.send(Done { answer: theirs }).await.unwrap_or_else(|_| panic!("the other teller has gone"));
        answer
    }
}

impl<'a> Teller<'a> for Away<'a> {
    fn hotel(&self) -> &'a Organisation<'a> {
        self.hotel
    }

    fn word(&self) -> String {
        self.word.clone()
    }

    fn day(&self) -> NaiveDate {
        self.day
    }

    async fn tells(&mut self, person: &Person<'_>, operation: &str, telling: Telling) -> Answer {
        let (token, address) = (person.token.clone(), person.address.clone());
        let person = Person { app: self.hotel.app, id: person.id, token, address };
        let own = Own { operation: operation.to_owned(), telling, person };
        self.own.send(own).await.unwrap_or_else(|_| panic!("the other teller has gone"));
        self.done.recv().await.expect("the other teller tells the same tale").answer
    }
}
