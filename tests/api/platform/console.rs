//! An operator's browser: it keeps the operators' cookies and says where its pages come from.
use access::{
    Chance,
    platform::{NewOperator, OperatorRole, invite_operator},
};
use kernel::{Email, Name};
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection};
use uuid::Uuid;

use crate::{
    identity::{authenticator::Authenticator, browser::PASSWORD},
    support::{Answer, App, Device, ORIGIN, passwords},
};

/// One's own passkeys.
pub const PASSKEYS: &str = "/v1/operator/passkeys";
/// Who runs the installation.
pub const OPERATORS: &str = "/v1/operator/operators";
/// Where a passkey alone signs in.
pub const WITH_PASSKEY: &str = "/v1/operator/session/with-passkey";
const DIGITS: &str = "31415926";

/// A browser in which an operator may be signed in.
pub struct Console<'a> {
    pub app: &'a App,
    pub email: String,
    pub phone: Option<Authenticator<'a>>,
    pub secret: String,
    pub csrf: String,
}

/// Invites an operator as the installation's command does; the link that they come in by.
pub async fn invites(app: &App, email: &str, role: OperatorRole) -> Option<String> {
    let new = NewOperator {
        email: Email::parse(email).unwrap(),
        name: Name::parse("Oda Finch").unwrap(),
        role,
        link_life_hours: 24,
    };
    invite_operator(&app.directory(), &passwords(), &Chance::of_system(), &new).await.unwrap()
}

impl<'a> Console<'a> {
    /// Of nobody.
    pub fn new(app: &'a App, email: &str) -> Self {
        Self { app, email: email.to_owned(), phone: None, secret: String::new(), csrf: String::new() }
    }

    /// An operator of this role who has come in and signed in.
    pub async fn of(app: &'a App, role: OperatorRole, email: &str) -> Self {
        let mut console = Self::new(app, email);
        let link = invites(app, email, role).await.unwrap();
        console.enters(&link).await.is(200);
        console.signs_in().await.is(200);
        console
    }

    /// Comes in by a link from beginning to end.
    pub async fn enters(&mut self, link: &str) -> Answer {
        let begun = self.begins(link).await.is(200);
        let phone = Authenticator::of(self.app, &begun.body["totp"]["secret"]);
        let answer = self.uses(link, PASSWORD, &phone.shows().await).await;
        self.phone = Some(phone);
        answer
    }

    pub async fn begins(&self, link: &str) -> Answer {
        self.posts("/v1/operator/links/begin", json!({ "link": link })).await
    }

    pub async fn uses(&self, link: &str, password: &str, code: &str) -> Answer {
        self.posts("/v1/operator/links/use", json!({ "link": link, "password": password, "code": code })).await
    }

    /// With the next code of the app.
    pub async fn signs_in(&mut self) -> Answer {
        let code = self.phone.as_ref().unwrap().shows_next().await;
        let answer = self.tries(PASSWORD, &code).await;
        self.keeps(&answer);
        answer
    }

    /// Keeping nothing.
    pub async fn tries(&self, password: &str, code: &str) -> Answer {
        let body = json!({ "email": self.email, "password": password, "code": code });
        self.posts("/v1/operator/session", body).await
    }

    /// Asks for a passkey, makes it and adds it.
    pub async fn adds_a_passkey(&self, device: &mut Device) -> Answer {
        let begun = self.posts_nothing(&format!("{PASSKEYS}/begin")).await.is(200);
        let made = device.makes(&begun.body["options"]);
        self.posts(PASSKEYS, json!({ "name": "The laptop", "credential": made })).await
    }

    /// What a sign-in by a passkey is asked, and what the device shows for it.
    pub async fn shows(&self, device: &mut Device) -> Value {
        let begun = self.posts_nothing("/v1/operator/passkey-sign-ins/begin").await.is(200);
        json!({ "challenge": begun.body["challenge"], "credential": device.shows(&begun.body["options"]) })
    }

    /// With the passkey alone.
    pub async fn signs_in_with(&mut self, device: &mut Device) -> Answer {
        let shown = self.shows(device).await;
        let answer = self.posts(WITH_PASSKEY, shown).await;
        self.keeps(&answer);
        answer
    }

    /// Gives one up.
    pub async fn removes_passkey(&self, id: &str) -> Answer {
        let headers = [("origin", ORIGIN), ("x-csrf-token", self.csrf.as_str())];
        self.sends("DELETE", &format!("{PASSKEYS}/{id}"), None, &headers).await
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.sends("GET", path, None, &[("origin", ORIGIN)]).await
    }

    /// As our own page would.
    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        self.sends("POST", path, Some(body), &[("origin", ORIGIN), ("x-csrf-token", &self.csrf)]).await
    }

    /// The same where there is nothing to say.
    pub async fn posts_nothing(&self, path: &str) -> Answer {
        self.sends("POST", path, None, &[("origin", ORIGIN), ("x-csrf-token", &self.csrf)]).await
    }

    /// Exactly with these headers.
    pub async fn sends(&self, method: &str, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let cookies = format!("__Host-operator={}", self.secret);
        let cookie = (!self.secret.is_empty()).then_some(("cookie", &*cookies));
        let headers: Vec<_> = headers.iter().copied().chain(cookie).collect();
        self.app.with_token("").sends_once(method, path, body, &headers).await
    }

    pub fn keeps(&mut self, answer: &Answer) {
        for (name, kept) in [("__Host-operator", &mut self.secret), ("__Host-operator-csrf", &mut self.csrf)] {
            if let Some(cookie) = answer.cookie(name) {
                cookie.split(';').next().unwrap().clone_into(kept);
            }
        }
    }

    /// Asks for it, and says why.
    pub async fn asks(&self, noun: &str, organisation: &str) -> Answer {
        let body = json!({ "reason": "Unpaid since March; agreed on the phone." });
        self.posts(&format!("/v1/operator/organisations/{organisation}/{noun}"), body).await
    }

    /// Confirming what is shown, as far as it comes to that.
    pub async fn carries_out(&self, noun: &str, organisation: &str) -> Answer {
        self.carries_out_at(&format!("/v1/operator/organisations/{organisation}/{noun}/carry-out")).await
    }

    async fn carries_out_at(&self, path: &str) -> Answer {
        let asked = self.posts_nothing(path).await;
        if !asked.is_to_confirm() {
            return asked;
        }
        let code = self.learns_code(&asked).await;
        self.confirms(path, &code).await
    }

    /// The same request with what confirms it.
    pub async fn confirms(&self, path: &str, proof: &str) -> Answer {
        let headers = [("origin", ORIGIN), ("x-csrf-token", self.csrf.as_str()), ("confirmation", proof)];
        self.sends("POST", path, None, &headers).await
    }

    /// What to send as `Confirmation` after such an answer. The operator's earlier ones are forgotten, for a test asks more often than anybody may.
    pub async fn learns_code(&self, asked: &Answer) -> String {
        let id: Uuid =
            asked.body["confirmation"]["id"].as_str().unwrap_or_else(|| panic!("{asked:?}")).parse().unwrap();
        let place = ["platform.intent", "code_mark", &id.to_string()];
        let mark = self.app.state.platform.seals.marks(&place, DIGITS).remove(0);
        let mut administrator = self.app.directory().connect().await.unwrap();
        let set = "update platform.intent set code_mark = $2 where id = $1";
        sqlx::query(set).bind(id).bind(mark).execute(&mut administrator).await.unwrap();
        let forget = "delete from platform.intent i using platform.intent o where o.id = $1 and i.operator_id = o.operator_id and i.id <> o.id";
        sqlx::query(forget).bind(id).execute(&mut administrator).await.unwrap();
        administrator.close().await.unwrap();
        format!("{id}:{DIGITS}")
    }

    /// Asks that somebody be let in.
    pub async fn asks_to_invite(&self, email: &str, role: OperatorRole) -> Answer {
        let body = json!({ "email": email, "name": "Kofi Mensah", "role": role, "reason": "Takes over in March." });
        self.posts(OPERATORS, body).await
    }

    /// Asks for it about an operator: `closing` or `link`.
    pub async fn asks_of(&self, noun: &str, operator: &str) -> Answer {
        self.posts(&format!("{OPERATORS}/{operator}/{noun}"), json!({ "reason": "Left on Friday." })).await
    }

    /// Carries out what waits about an operator, confirming what is shown, as far as it comes to that.
    pub async fn decides(&self, operator: &str) -> Answer {
        self.carries_out_at(&format!("{OPERATORS}/{operator}/change/carry-out")).await
    }

    /// Which operator it is.
    pub async fn own_id(&self) -> String {
        let own = self.gets("/v1/operator/session").await.is(200);
        own.body["id"].as_str().unwrap().to_owned()
    }

    /// Types its name again.
    pub async fn asks_to_delete(&self, organisation: &str) -> Answer {
        let body = json!({ "organisation": organisation, "reason": "The contract has ended." });
        self.posts(&format!("/v1/operator/organisations/{organisation}/deletion"), body).await
    }

    pub async fn restores(&self, organisation: &str) -> Answer {
        let body = json!({ "reason": "It was the wrong one." });
        self.posts(&format!("/v1/operator/organisations/{organisation}/deletion/restore"), body).await
    }

    pub async fn withdraws(&self, noun: &str, organisation: &str) -> Answer {
        self.posts_nothing(&format!("/v1/operator/organisations/{organisation}/{noun}/withdraw")).await
    }
}

/// Two operators who may suspend an organisation.
pub async fn two(app: &App) -> [Console<'_>; 2] {
    two_of(app, OperatorRole::Ops).await
}

/// Two operators of a role.
pub async fn two_of(app: &App, role: OperatorRole) -> [Console<'_>; 2] {
    [Console::of(app, role, "ops@operators.example").await, Console::of(app, role, "second@operators.example").await]
}

/// Both of them suspend an organisation, or let it in again.
pub async fn both([one, other]: &[Console<'_>; 2], noun: &str, organisation: &str) {
    one.asks(noun, organisation).await.is(201);
    other.carries_out(noun, organisation).await.is(200);
}

/// Both of them delete an organisation; what the second is answered.
pub async fn delete([one, other]: &[Console<'_>; 2], organisation: &str) -> Answer {
    one.asks_to_delete(organisation).await.is(201);
    other.carries_out("deletion", organisation).await.is(200)
}

/// Both of them once more, after time has passed.
pub async fn sign_in_again(consoles: &mut [Console<'_>; 2]) {
    for console in consoles {
        console.signs_in().await.is(200);
    }
}
