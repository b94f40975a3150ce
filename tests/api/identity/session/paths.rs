//! Every path through signing in and choosing a new password, to a depth: none leads to a session without the factors that its person has.
use std::env;

use access::{DueMail, Posted};
use futures_util::future::LocalBoxFuture;
use kernel::PersonId;
use serde_json::{Value, json};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::{Answer, App, Device, Organisation},
};

const OWNER: &str = "owner@harbour-house.example";
const CLEAN: &str = "delete from door.attempt; delete from door.sign_in; delete from door.reset_request; delete from door.one_time_link; delete from door.email_change";
const STEPS: [Step; 15] = [
    Step::RightPassword,
    Step::WrongPassword,
    Step::RightCode,
    Step::RightCodeForTheSignInBefore,
    Step::UsedCode,
    Step::WrongCode,
    Step::RecoveryCode,
    Step::FiveMinutes,
    Step::AskReset,
    Step::UseLink,
    Step::Reset,
    Step::UseEmailLink,
    Step::Passkey,
    Step::PasskeyAfterPassword,
    Step::UsedPasskey,
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
    AskReset,
    UseLink,
    /// Two others remove the second factor.
    Reset,
    UseEmailLink,
    /// A passkey alone, to a new question.
    Passkey,
    PasskeyAfterPassword,
    /// The answer that opened the last session by a passkey, once more.
    UsedPasskey,
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
    /// Whether a link that was mailed is not used yet.
    has_link: bool,
    /// Whether the second factor was removed by two others: only then the password alone is enough.
    is_reset: bool,
}

impl Model {
    fn takes(&mut self, step: Step) -> Outcome {
        match step {
            Step::RightPassword if self.is_reset => Outcome::Session,
            Step::RightPassword => {
                self.waiting.push(true);
                Outcome::SecondFactorWanted
            }
            Step::FiveMinutes => {
                self.waiting.fill(false);
                Outcome::Nothing
            }
            Step::AskReset => {
                self.has_link = true;
                Outcome::Nothing
            }
            Step::UseLink => {
                // What was begun with the old password comes to nothing; the new one is no session, nor is it the second factor.
                if std::mem::take(&mut self.has_link) {
                    self.waiting.fill(false);
                }
                Outcome::Nothing
            }
            Step::Reset => {
                // What was begun while there was a factor comes to nothing.
                self.is_reset = true;
                self.waiting.fill(false);
                Outcome::Nothing
            }
            // It needs no password, and leaves what a password began as it was.
            Step::Passkey if self.is_reset => Outcome::Nothing,
            Step::Passkey => Outcome::Session,
            Step::RightCode | Step::RecoveryCode | Step::PasskeyAfterPassword => self.completes(0),
            Step::RightCodeForTheSignInBefore => self.completes(1),
            // A link to another address is answered, and opens nothing.
            Step::WrongPassword | Step::WrongCode | Step::UsedCode | Step::UseEmailLink | Step::UsedPasskey => {
                Outcome::Nothing
            }
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
    hotel: &'a Organisation<'a>,
    /// Who agrees to a reset.
    approver: PersonId,
    desk: Browser<'a>,
    phone: &'a Authenticator<'a>,
    device: &'a mut Device,
    recovery: &'a mut Vec<String>,
    sign_ins: Vec<String>,
    used: String,
    used_passkey: Value,
    link: String,
}

impl Caller<'_> {
    async fn takes(&mut self, step: Step) -> Outcome {
        let last = |from_last: usize| self.sign_ins.iter().rev().nth(from_last).cloned().unwrap_or("eu1_none".into());
        let answer = match step {
            Step::FiveMinutes => {
                self.desk.app.moves_clock("5 minutes 1 second").await;
                return Outcome::Nothing;
            }
            Step::RightPassword => {
                let answer = self.desk.tries("harbour-house", OWNER, PASSWORD).await;
                self.sign_ins.extend(answer.body["sign_in"].as_str().map(str::to_owned));
                answer
            }
            Step::AskReset => {
                let body = json!({ "organisation": "harbour-house", "email": OWNER });
                let answer = self.desk.posts("/v1/password/ask-reset", body).await.is(202);
                self.link = mailed(self.desk.app).await;
                return outcome(&answer, Outcome::Nothing);
            }
            Step::UseLink => {
                let body = json!({ "link": self.link, "password": PASSWORD });
                return outcome(&self.desk.posts("/v1/link/use", body).await, Outcome::Nothing);
            }
            Step::Reset => {
                self.is_reset_by_two().await;
                return Outcome::Nothing;
            }
            Step::UseEmailLink => {
                let body = json!({ "link": email_link(self.desk.app).await });
                let answer = self.desk.posts("/v1/email-link/confirm", body).await.is(200);
                return outcome(&answer, Outcome::Nothing);
            }
            Step::Passkey => self.shows_passkey().await,
            Step::PasskeyAfterPassword => {
                let body = json!({ "sign_in": last(0), "passkey": self.desk.is_shown(self.device).await });
                self.desk.posts("/v1/session/complete", body).await
            }
            Step::UsedPasskey => self.desk.tries_with(&self.used_passkey).await,
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
        };
        let said = match answer.status {
            200 => Outcome::Session,
            202 => Outcome::SecondFactorWanted,
            _ => Outcome::Nothing,
        };
        outcome(&answer, said)
    }

    async fn shows_passkey(&mut self) -> Answer {
        let shown = self.desk.is_shown(self.device).await;
        let answer = self.desk.tries_with(&shown).await;
        if answer.status == 200 {
            self.used_passkey = shown;
        }
        answer
    }

    // The second time there is nothing to reset.
    async fn is_reset_by_two(&self) {
        let ask = format!("/v1/people/{}/factor-resets", self.hotel.people.owner);
        let asked = self.hotel.admin().await.posts(&ask, json!({ "reason": "Lost her phone" })).await;
        if asked.status == 409 {
            asked.is_refused(409, "no_factor_to_reset");
            return;
        }
        let agree = format!("/v1/factor-resets/{}/approve", asked.is(201).id());
        let key = Uuid::new_v4().to_string();
        let headers = [("if-match", "\"1\""), ("idempotency-key", &*key)];
        self.hotel.signed_in(self.approver).await.sends("POST", &agree, None, &headers).await.is(200);
    }
}

fn outcome(answer: &Answer, said: Outcome) -> Outcome {
    said.checked(answer.cookie("__Host-refresh").is_some() || answer.body["access_token"].is_string())
}

/// The secret of the link that was mailed last.
async fn mailed(app: &App) -> String {
    let home = app.home(app.first());
    server::worker::deliver(home, None).await.unwrap();
    let mut link = None;
    let mut take = async |mail: &DueMail| {
        link = mail.secret.clone().or_else(|| link.take());
        Posted::Sent
    };
    while home.post_next_mail(&mut take).await.unwrap() {}
    link.unwrap()
}

/// The link of one mailbox of a wish for another address, made round the door: asking for one takes a session.
async fn email_link(app: &App) -> String {
    let link = app.first().mint(&uuid::Uuid::new_v4().simple().to_string());
    let mut administrator = app.administrator().await;
    sqlx::raw_sql("delete from door.email_change").execute(&mut administrator).await.unwrap();
    let wish = "
        with wish as (
            insert into door.email_change (org_id, person_id, session_id, email, asked_at, expires_at)
            select p.org_id, p.id, p.id, 'olga@inns.example', door.now(), door.now() + interval '1 hour'
            from tenant.person p
            where p.email = $2
            returning id
        )
        insert into door.email_link (hash, change_id, side)
        select l.hash, wish.id, l.side
        from wish, (values ($1::bytea, 'old'), (sha256($1::bytea), 'new')) l (hash, side)";
    let hash = identity::secret_hash(&link).to_vec();
    sqlx::query(wish).bind(hash).bind(OWNER).execute(&mut administrator).await.unwrap();
    link
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

/// What the person signs in with beside the password, to be put back.
#[derive(FromRow)]
struct KeptFactors {
    totp: Value,
    codes: Value,
    passkeys: Value,
}

impl KeptFactors {
    async fn of(administrator: &mut PgConnection) -> Self {
        let kept = "select (select jsonb_agg(to_jsonb(t)) from door.totp t) as totp,
                    (select jsonb_agg(to_jsonb(c)) from door.recovery_code c) as codes,
                    (select jsonb_agg(to_jsonb(k)) from door.passkey k) as passkeys";
        sqlx::query_as(kept).fetch_one(administrator).await.unwrap()
    }

    async fn are_put_back(self, administrator: &mut PgConnection) {
        let totp = "insert into door.totp select * from jsonb_populate_recordset(null::door.totp, $1)";
        let codes =
            "insert into door.recovery_code select * from jsonb_populate_recordset(null::door.recovery_code, $1)";
        let passkeys = "insert into door.passkey select * from jsonb_populate_recordset(null::door.passkey, $1)";
        sqlx::query(passkeys).bind(self.passkeys).execute(&mut *administrator).await.unwrap();
        sqlx::query(totp).bind(self.totp).execute(&mut *administrator).await.unwrap();
        sqlx::query(codes).bind(self.codes).execute(administrator).await.unwrap();
    }
}

fn walks<'a>(
    hotel: &'a Organisation<'a>,
    approver: PersonId,
    phone: &'a Authenticator<'a>,
    (recovery, device): (&'a mut Vec<String>, &'a mut Device),
    path: &'a [Step],
) -> LocalBoxFuture<'a, usize> {
    Box::pin(async move {
        let mut administrator = hotel.administrator().await;
        // Each path begins unhindered by the failures of the one before.
        sqlx::raw_sql(CLEAN).execute(&mut administrator).await.unwrap();
        if recovery.len() < path.len() {
            let mut desk = Browser::new(hotel.app);
            desk.completes(&desk.begins_sign_in(OWNER).await, &phone.shows_next().await).await.is(200);
            let renewed = desk.renews_recovery_codes(PASSWORD, &phone.shows_next().await).await.is(200);
            *recovery = crate::identity::authenticator::recovery_codes(&renewed);
        }
        let used = phone.shows().await;
        let used_passkey = Browser::new(hotel.app).is_shown(device).await;
        let mut caller = Caller {
            hotel,
            approver,
            desk: Browser::new(hotel.app),
            phone,
            device,
            recovery,
            sign_ins: Vec::new(),
            used,
            used_passkey,
            link: "eu1_none".into(),
        };
        // What the path before used is used; where it used none, this uses it up.
        let first = caller.desk.begins_sign_in(OWNER).await;
        caller.desk.tries_to_complete(&first, &caller.used).await;
        caller.desk.tries_with(&caller.used_passkey).await.is(200);
        sqlx::raw_sql(CLEAN).execute(&mut administrator).await.unwrap();
        let kept = KeptFactors::of(&mut administrator).await;
        let mut model = Model::default();
        let mut sessions = 0;
        for (place, step) in path.iter().enumerate() {
            let expected = model.takes(*step);
            assert_eq!(caller.takes(*step).await, expected, "step {place} of {path:?}");
            sessions += usize::from(expected == Outcome::Session);
        }
        if model.is_reset {
            kept.are_put_back(&mut administrator).await;
        }
        sessions
    })
}

#[actix_web::test]
async fn no_path_leads_to_a_session_without_the_factors() {
    let depth = if env::var_os("COUNTERSIGN_LONG").is_some() { 3 } else { 2 };
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    let (phone, mut recovery) = desk.sets_up_an_app().await;
    let proof = json!({ "password": PASSWORD, "code": phone.shows_next().await });
    desk.adds_a_passkey_by(&mut device, proof).await.is(200);
    // Without them the owner would be the last, whose factor nobody resets.
    let approver = hotel.somebody_who_may(&["grant.approve", "factor_reset.approve"]).await.id;

    // One step further where the password was right: nothing else leads on.
    let further = paths(depth).into_iter().map(|path| [&[Step::RightPassword], path.as_slice()].concat());
    let paths: Vec<_> = paths(depth).into_iter().chain(further).collect();
    let mut sessions = 0;
    for path in &paths {
        sessions += walks(&hotel, approver, &phone, (&mut recovery, &mut device), path).await;
    }

    assert!(sessions > paths.len() / 10, "{sessions}");
    app.stop().await;
}
