//! Every path through signing in, to a depth: none leads to a session without the factors that its person has.
use std::env;

use futures_util::future::LocalBoxFuture;

use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::{Answer, App, Organisation},
};

const OWNER: &str = "owner@harbour-house.example";
const STEPS: [Step; 8] = [
    Step::RightPassword,
    Step::WrongPassword,
    Step::RightCode,
    Step::RightCodeForTheSignInBefore,
    Step::UsedCode,
    Step::WrongCode,
    Step::RecoveryCode,
    Step::FiveMinutes,
];

/// What somebody may do at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    RightPassword,
    WrongPassword,
    RightCode,
    RightCodeForTheSignInBefore,
    UsedCode,
    WrongCode,
    RecoveryCode,
    FiveMinutes,
}

/// What may come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Nothing,
    SecondFactorWanted,
    Session,
}

/// What the rules say: which sign-ins of this path still wait for a code, oldest first.
#[derive(Debug, Default, Clone)]
struct Model {
    waiting: Vec<bool>,
}

impl Model {
    fn takes(&mut self, step: Step) -> Outcome {
        match step {
            Step::RightPassword => {
                self.waiting.push(true);
                Outcome::SecondFactorWanted
            }
            Step::FiveMinutes => {
                self.waiting.fill(false);
                Outcome::Nothing
            }
            Step::RightCode | Step::RecoveryCode => self.completes(0),
            Step::RightCodeForTheSignInBefore => self.completes(1),
            Step::WrongPassword | Step::WrongCode | Step::UsedCode => Outcome::Nothing,
        }
    }

    fn completes(&mut self, from_last: usize) -> Outcome {
        if self.waiting.iter().rev().nth(from_last) != Some(&true) {
            return Outcome::Nothing;
        }
        self.waiting.fill(false);
        Outcome::Session
    }
}

/// Somebody at the door, with all that they could show.
struct Caller<'a> {
    desk: Browser<'a>,
    phone: &'a Authenticator<'a>,
    recovery: &'a mut Vec<String>,
    sign_ins: Vec<String>,
    used: String,
}

impl Caller<'_> {
    async fn takes(&mut self, step: Step) -> Option<Answer> {
        let last = |from_last: usize| self.sign_ins.iter().rev().nth(from_last).cloned().unwrap_or("eu1_none".into());
        Some(match step {
            Step::FiveMinutes => {
                self.desk.app.moves_clock("5 minutes 1 second").await;
                return None;
            }
            Step::RightPassword => {
                let answer = self.desk.tries("harbour-house", OWNER, PASSWORD).await;
                self.sign_ins.extend(answer.body["sign_in"].as_str().map(str::to_owned));
                answer
            }
            Step::WrongPassword => self.desk.tries("harbour-house", OWNER, "wrong").await,
            Step::WrongCode => self.desk.tries_to_complete(&last(0), "00000-00000").await,
            Step::UsedCode => self.desk.tries_to_complete(&last(0), &self.used).await,
            Step::RightCode | Step::RightCodeForTheSignInBefore => {
                let sign_in = last(usize::from(step == Step::RightCodeForTheSignInBefore));
                let code = self.phone.shows_next().await;
                let answer = self.desk.tries_to_complete(&sign_in, &code).await;
                if answer.status == 200 {
                    self.used = code;
                }
                answer
            }
            Step::RecoveryCode => {
                let code = self.recovery.last().cloned().unwrap();
                let answer = self.desk.tries_to_complete(&last(0), &code).await;
                if answer.status == 200 {
                    self.recovery.pop();
                }
                answer
            }
        })
    }
}

fn outcome(answer: &Answer) -> Outcome {
    let is_open = answer.cookie("__Host-refresh").is_some() || answer.body["access_token"].is_string();
    match answer.status {
        200 => Outcome::Session,
        202 => Outcome::SecondFactorWanted,
        _ => Outcome::Nothing,
    }
    .checked(is_open)
}

impl Outcome {
    // Secrets come with a session, and with nothing else.
    fn checked(self, is_open: bool) -> Self {
        assert_eq!(self == Self::Session, is_open);
        self
    }
}

fn paths(depth: usize) -> Vec<Vec<Step>> {
    let longer = |path: Vec<Step>| STEPS.map(|step| [path.as_slice(), &[step]].concat());
    (0..depth).fold(vec![Vec::new()], |paths, _| paths.into_iter().flat_map(longer).collect())
}

fn walks<'a>(
    hotel: &'a Organisation<'a>,
    phone: &'a Authenticator<'a>,
    recovery: &'a mut Vec<String>,
    path: &'a [Step],
) -> LocalBoxFuture<'a, usize> {
    Box::pin(async move {
        let mut administrator = hotel.administrator().await;
        // Each path begins unhindered by the failures of the one before.
        sqlx::raw_sql("delete from door.attempt; delete from door.sign_in").execute(&mut administrator).await.unwrap();
        if recovery.len() < path.len() {
            let mut desk = Browser::new(hotel.app);
            desk.completes(&desk.begins_sign_in(OWNER).await, &phone.shows_next().await).await.is(200);
            let renewed = desk.renews_recovery_codes(PASSWORD, &phone.shows_next().await).await.is(200);
            *recovery = crate::identity::authenticator::recovery_codes(&renewed);
        }
        let used = phone.shows().await;
        let mut caller = Caller { desk: Browser::new(hotel.app), phone, recovery, sign_ins: Vec::new(), used };
        // What the path before used is used; where it used none, this uses it up.
        let first = caller.desk.begins_sign_in(OWNER).await;
        caller.desk.tries_to_complete(&first, &caller.used).await;
        sqlx::raw_sql("delete from door.attempt; delete from door.sign_in").execute(&mut administrator).await.unwrap();
        let mut model = Model::default();
        let mut sessions = 0;
        for (place, step) in path.iter().enumerate() {
            let expected = model.takes(*step);
            let Some(answer) = caller.takes(*step).await else { continue };
            assert_eq!(outcome(&answer), expected, "step {place} of {path:?}: {answer:?}");
            sessions += usize::from(expected == Outcome::Session);
        }
        sessions
    })
}

#[actix_web::test]
async fn no_path_leads_to_a_session_without_the_factors() {
    let depth = if env::var_os("COUNTERSIGN_LONG").is_some() { 3 } else { 2 };
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, mut recovery) = hotel.owner_signs_in().await.sets_up_an_app().await;

    // One step further where the password was right: nothing else leads on.
    let further = paths(depth).into_iter().map(|path| [&[Step::RightPassword], path.as_slice()].concat());
    let paths: Vec<_> = paths(depth).into_iter().chain(further).collect();
    let mut sessions = 0;
    for path in &paths {
        sessions += walks(&hotel, &phone, &mut recovery, path).await;
    }

    assert!(sessions > paths.len() / 10, "{sessions}");
    app.stop().await;
}
