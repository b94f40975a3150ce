//! Two organisations in one application, and what one tries on the other.
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use access::{Chance, catalogue::CATALOGUE, permission::Kind};
use chrono::{Days, NaiveDate};
use futures_util::{StreamExt, stream};
use sqlx::PgConnection;
use tokio::sync::Notify;
use uuid::Uuid;

use super::{
    attempt::{Attempt, Form, Scene, Stranger, asking_alone, send, unknown_like},
    digest::{self, Digest, Rows},
    judge::{Canaries, Seen, finds_something, next_cursor},
    pair::Own,
    position::{Asked, Position, positions},
    tally::Tally,
};
use crate::{
    operation::{Operation, Request, operations},
    support::{Answer, App, Organisation, Person},
    tale::{Cast, ENDS_ITS_TOKEN},
    telling::Telling,
};

/// Of every operation the name begins so.
pub const EVERYTHING: &str = "";
/// How many attempts are on their way at once.
const AT_ONCE: usize = 4;

/// Tries, judges and counts.
pub struct Prover<'a> {
    pub home: &'a Organisation<'a>,
    pub away: &'a Organisation<'a>,
    pub word_home: String,
    pub word_away: String,
    pub day: NaiveDate,
    pub tally: Tally,
    pub positions: BTreeMap<String, Vec<Position>>,
    operations: BTreeMap<String, Operation>,
    /// Collections whose documents hide from people of the same organisation.
    sighted: BTreeSet<String>,
    /// Only operations whose name begins so are tried; all are told.
    only: &'static str,
    client: awc::Client,
    administrator: PgConnection,
    chance: Chance,
    /// Who tells it at home and away.
    pub casts: Option<Rc<(Cast<'a>, Cast<'a>)>>,
    almighty: Person<'a>,
    blind: Person<'a>,
    digest: Digest,
    canaries: Canaries,
    /// Told when the tale ends at a leak.
    pub is_over: Rc<Notify>,
}

impl<'a> Prover<'a> {
    pub async fn prepare(
        app: &'a App,
        (home, away): (&'a Organisation<'a>, &'a Organisation<'a>),
        chance: Chance,
        only: &'static str,
    ) -> Self {
        let operations: BTreeMap<_, _> =
            operations(app).into_iter().map(|operation| (operation.id.clone(), operation)).collect();
        let widening: BTreeSet<&str> =
            operations.values().flat_map(|operation| operation.widened_by.iter().map(String::as_str)).collect();
        let live: Vec<&str> = CATALOGUE.iter().filter(|entry| entry.is_live()).map(|entry| entry.code).collect();
        let unwidened: Vec<&str> = live.iter().copied().filter(|code| !widening.contains(code)).collect();
        // What is hidden is what a reading shows more of; an act that is widened hides nothing.
        let hidden =
            operations.values().filter(|operation| operation.method == "GET" && !operation.widened_by.is_empty());
        let sighted = hidden.map(|operation| collection(&operation.path)).collect();
        let mut administrator = app.administrator().await;
        let digest = Digest::prepare(&mut administrator).await;
        Self {
            casts: None,
            almighty: away.somebody_who_may(&live).await,
            blind: home.somebody_who_may(&unwidened).await,
            home,
            away,
            word_home: String::new(),
            word_away: String::new(),
            day: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            tally: Tally::default(),
            positions: positions(&app.document()),
            operations,
            sighted,
            only,
            client: awc::Client::builder().timeout(std::time::Duration::from_secs(30)).finish(),
            administrator,
            chance,
            digest,
            canaries: Canaries::default(),
            is_over: Rc::default(),
        }
    }

    /// Begins another round: new words, another day.
    pub fn begin_round(&mut self, always: &[String]) {
        self.word_home = format!("h{}", self.word());
        self.word_away = format!("w{}", self.word());
        self.day = self.day.checked_sub_days(Days::new(1)).unwrap();
        self.canaries.words = always.to_vec();
        self.canaries.words.extend([self.word_home.clone(), self.word_home.to_uppercase()]);
    }

    /// Everybody anew.
    pub async fn signs_in(&mut self) {
        self.casts = Some(Rc::new((Cast::of(self.home).await, Cast::of(self.away).await)));
        self.almighty = self.away.signed_in(self.almighty.id).await;
        self.blind = self.home.signed_in(self.blind.id).await;
    }

    /// Ends it: none of the ids seen may be one of home's.
    pub async fn end_round(&mut self) {
        let theirs = digest::ids(&mut self.administrator, self.home.org_id.into()).await;
        let is_whole = self.tally.leaks.is_empty();
        assert!(theirs.len() > 100 || !is_whole, "the first organisation has only {} ids", theirs.len());
        self.tally.leaks.extend(self.canaries.ids_of(&theirs));
        self.canaries.seen.clear();
    }

    fn word(&self) -> String {
        self.chance.bytes::<8>().iter().map(|byte| char::from(b'a' + byte % 26)).collect()
    }

    /// Tries the step, carries it out at home, which proves what was tried, and then in the other organisation.
    pub async fn step(&mut self, person: &Person<'_>, telling: &Telling, own: &Own<'_>) -> (Answer, Answer) {
        let operation = self.operations[&own.operation].clone();
        let home = Telling { key: Some(Uuid::from_bytes(self.chance.bytes()).to_string()), ..telling.clone() };
        let kind = CATALOGUE.iter().find(|entry| Some(entry.code) == operation.permission.as_deref());
        let scene = Scene {
            home: &home,
            own: &own.telling,
            is_sighted: self.sighted.contains(&collection(&operation.path)),
            discloses: kind.is_some_and(|entry| entry.kind == Kind::Discloses),
        };
        let places = self.positions[&own.operation].clone();
        let is_tried = operation.name.starts_with(self.only);
        let tried = if is_tried { self.tries(&operation, &scene, &places, (person, own)).await } else { Vec::new() };

        let request = operation.told(&home);
        let answer = self.does(person, &request).await;
        if !is_done(&answer) {
            self.gives_up(&format!("{} at home: {answer:?}", operation.name)).await;
        }
        self.tally.controls += 1;
        for (position, stranger) in &tried {
            self.tally.counts(&operation.id, position, 1);
            self.tally.without_sight += usize::from(*stranger == Stranger::Blind);
        }
        if is_tried && places.contains(&Position::Key) {
            let again = send(&self.client, person, &request).await;
            let ends_its_token = ENDS_ITS_TOKEN.iter().any(|(id, _)| *id == operation.id);
            let replayed = (!ends_its_token).then_some("true");
            assert_eq!(again.header("idempotency-replayed"), replayed, "{} twice at home", operation.name);
            self.tries_the_key(&operation, &scene, &places, own).await;
        }
        let theirs = self.does_its_own(&operation, &home, own, is_tried && places.contains(&Position::Key)).await;
        self.tally.told.insert(operation.id);
        if self.only != EVERYTHING && !self.tally.leaks.is_empty() {
            // Who looks for one hole has found it.
            self.gives_up(&operation.name).await;
        }
        (answer, theirs)
    }

    // Everything but the key, which has to be used first.
    async fn tries<'p>(
        &mut self,
        operation: &Operation,
        scene: &Scene<'_>,
        places: &'p [Position],
        (person, own): (&Person<'_>, &Own<'_>),
    ) -> Vec<(&'p Position, Stranger)> {
        let mut attempts = Vec::new();
        for position in places.iter().filter(|position| **position != Position::Key) {
            if let Some(value) = self.value_at_home(operation, scene.home, (position, places), person).await {
                if scene.discloses {
                    self.canaries.told_to_trail.insert(value.clone());
                }
                attempts.extend(self.attempts(operation, scene, (position, places), &value));
            }
        }
        self.carries_out(operation, attempts, own).await
    }

    async fn tries_the_key(&mut self, operation: &Operation, scene: &Scene<'_>, places: &[Position], own: &Own<'_>) {
        let key = scene.home.key.clone().unwrap_or_default();
        let attempts = self.attempts(operation, scene, (&Position::Key, places), &key);
        let tried = self.carries_out(operation, attempts, own).await;
        self.tally.counts(&operation.id, &Position::Key, tried.len());
    }

    // What home would say there, if home finds something by it.
    async fn value_at_home(
        &mut self,
        operation: &Operation,
        home: &Telling,
        (position, places): (&Position, &[Position]),
        person: &Person<'_>,
    ) -> Option<String> {
        let Position::Query(_, asked) = position else { return position.value(home) };
        let value = if *asked == Asked::Cursor {
            let limit = Position::Query("limit".into(), Asked::Id);
            let first = asking_alone(home, &limit, "1", places);
            next_cursor(&send(&self.client, person, &operation.told(&first)).await.body)?
        } else {
            position.value(home)?
        };
        let alone = asking_alone(home, position, &value, places);
        let answer = send(&self.client, person, &operation.told(&alone)).await;
        self.tally.controls += 1;
        (is_done(&answer) && finds_something(&answer)).then_some(value)
    }

    fn attempts<'p>(
        &self,
        operation: &Operation,
        scene: &Scene<'_>,
        (position, places): (&'p Position, &[Position]),
        value: &str,
    ) -> Vec<Attempt<'p>> {
        let attempt = |(stranger, form)| {
            let telling = if form == Form::Planted { scene.own } else { scene.home };
            let telling = Telling { key: None, ..telling.clone() };
            let says = |value: &str| match position {
                Position::Query(..) => operation.told(&asking_alone(&telling, position, value, places)),
                _ => operation.told(&position.with(&telling, value)),
            };
            let said_absent = unknown_like(position, value, &self.chance);
            let (foreign, absent) = (says(value), says(&said_absent));
            Attempt { position, stranger, form, foreign, said: value.to_owned(), absent, said_absent }
        };
        scene.ways(position).into_iter().map(attempt).collect()
    }

    // In an order of chance, several at once; the first organisation's rows are compared before and after.
    async fn carries_out<'p>(
        &mut self,
        operation: &Operation,
        mut attempts: Vec<Attempt<'p>>,
        own: &Own<'_>,
    ) -> Vec<(&'p Position, Stranger)> {
        let kind = CATALOGUE.iter().find(|entry| Some(entry.code) == operation.permission.as_deref());
        let discloses = kind.is_some_and(|entry| entry.kind == Kind::Discloses);
        if attempts.is_empty() {
            return Vec::new();
        }
        attempts.sort_by_cached_key(|_| u64::from_be_bytes(self.chance.bytes()));
        let before = self.rows_at_home().await;
        let (client, almighty, blind) = (&self.client, &self.almighty, &self.blind);
        let sent = attempts.into_iter().map(|attempt| async move {
            let person = match attempt.stranger {
                Stranger::Peer => &own.person,
                Stranger::Almighty => almighty,
                Stranger::Blind => blind,
            };
            let foreign = send(client, person, &attempt.foreign).await;
            let absent = send(client, person, &attempt.absent).await;
            (attempt, foreign, absent)
        });
        let sent: Vec<_> = stream::iter(sent).buffer_unordered(AT_ONCE).collect().await;
        let mut after = self.rows_at_home().await;
        if discloses {
            let own = sent.iter().filter(|(attempt, ..)| attempt.stranger == Stranger::Blind);
            let told = own.flat_map(|(_, foreign, absent)| [foreign, absent]).filter(|answer| is_done(answer)).count();
            digest::forget_events(&before, &mut after, told);
        }
        if before != after {
            let changed: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
            self.tally.leaks.push(format!("{}: the first organisation changed: {changed:?}", operation.name));
        }
        sent.into_iter().map(|sent| self.judges(operation, sent)).collect()
    }

    fn judges<'p>(
        &mut self,
        operation: &Operation,
        (attempt, foreign, absent): (Attempt<'p>, Answer, Answer),
    ) -> (&'p Position, Stranger) {
        let Attempt { position, stranger, form, .. } = attempt;
        let story = format!("{}, {position} by {stranger:?} ({form:?})", operation.name);
        self.tally.requests += 2;
        let (seen, seen_absent) = (Seen::of(&foreign, &attempt.said), Seen::of(&absent, &attempt.said_absent));
        if seen != seen_absent {
            self.tally.leaks.push(format!("{story}: answered {seen:?}, an unknown one {seen_absent:?}"));
        }
        if foreign.status >= 500 {
            self.tally.leaks.push(format!("{story}: failed with {foreign:?}"));
        }
        if stranger != Stranger::Blind {
            self.tally.leaks.extend(self.canaries.look(&attempt.foreign, &foreign, &story));
        }
        (position, stranger)
    }

    // The second organisation's own step, under the first one's key: it is done, and nothing is replayed.
    async fn does_its_own(
        &mut self,
        operation: &Operation,
        home: &Telling,
        own: &Own<'_>,
        is_key_tried: bool,
    ) -> Answer {
        let mut telling = own.telling.clone();
        telling.key = home.key.clone().filter(|_| is_key_tried);
        let request = operation.told(&telling);
        let answer = self.does(&own.person, &request).await;
        let story = format!("{} by its own organisation", operation.name);
        if is_key_tried {
            self.tally.counts(&operation.id, &Position::Key, 1);
            if answer.header("idempotency-replayed").is_some() || !is_done(&answer) {
                self.tally.leaks.push(format!("{story}, under a key of the first: {answer:?}"));
            }
        }
        self.tally.leaks.extend(self.canaries.look(&request, &answer, &story));
        if !is_done(&answer) {
            self.gives_up(&format!("{story}: {answer:?}")).await;
        }
        answer
    }

    // As somebody who confirms what is to be confirmed.
    async fn does(&self, person: &Person<'_>, request: &Request) -> Answer {
        let answer = send(&self.client, person, request).await;
        if !answer.is_to_confirm() {
            return answer;
        }
        send(&self.client, person, &request.confirmed(&person.learns_code(&answer).await)).await
    }

    // The tale ends here: what must succeed fails, and a leak may be why; without one the tale is wrong.
    async fn gives_up(&self, story: &str) {
        assert!(!self.tally.leaks.is_empty(), "{story}");
        self.is_over.notify_one();
        std::future::pending::<()>().await;
    }

    async fn rows_at_home(&mut self) -> Rows {
        self.digest.take(&mut self.administrator, self.home.org_id.into()).await
    }
}

fn is_done(answer: &Answer) -> bool {
    (200..300).contains(&answer.status)
}

fn collection(path: &str) -> String {
    path.split('/').take(3).collect::<Vec<_>>().join("/")
}
