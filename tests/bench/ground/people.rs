//! The organisations: people, what they keep about themselves, suppliers, and a few orders really made.
use access::{
    Role,
    founding::{self, Founder, Founding, Joining},
};
use kernel::{Currency, DepartmentId, Error, OrgId, PersonId, SessionId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

use super::{Ground, SESSION_LIFE, chance};
use crate::{
    app::{App, HOME, keys},
    client::{Client, Request},
    failure,
    operation::{Chain, ORDERS, Seen, Step},
};

/// An organisation of the run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Organisation {
    pub org_id: OrgId,
    pub tokens: Tokens,
    pub department: DepartmentId,
    pub suppliers: Vec<Uuid>,
    pub tax_code: Uuid,
    pub category: Uuid,
    pub delivery_address: Uuid,
    /// Orders really made: a draft, one that waits, one approved, one issued.
    pub made: Vec<Seen>,
    /// How many clones of them it holds.
    pub clones: u32,
}

/// The access tokens of its people.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tokens {
    pub requester: String,
    pub head: String,
    pub accounts: String,
    pub second_accounts: String,
    pub general_manager: String,
    /// Of the large organisation: as many of Accounts as decide on one step at once.
    pub crowd: Vec<String>,
}

const ORGANISATIONS_MIN: u32 = 10;
const ORGANISATIONS_MAX: u32 = 200;
const ORDERS_PER_ORGANISATION: u32 = 5_000;
/// The large organisation holds one of so many parts.
const LARGE_PART: u32 = 5;
/// How many of the large organisation's Accounts decide on one step at once.
pub const CROWD: u32 = 32;
const LAYOUT: &str = include_str!("layout.sql");

/// Founds all of them, the large one first.
pub async fn found_all(ground: &Ground, app: &App, key: &[u8], orders: u32) -> Result<Vec<Organisation>, Error> {
    let count = (orders / ORDERS_PER_ORGANISATION).clamp(ORGANISATIONS_MIN, ORGANISATIONS_MAX);
    let large = orders / LARGE_PART;
    let client = Client::of(&app.address);
    let mut organisations = Vec::new();
    for place in 0..count {
        let clones = if place == 0 { large } else { orders.saturating_sub(large) / count.saturating_sub(1).max(1) };
        let mut organisation = found(ground, key, place, clones).await?;
        organisation.suppliers.push(supplier(&client, &organisation.tokens, place).await?);
        organisation.made = make(&client, &organisation).await?;
        organisations.push(organisation);
    }
    Ok(organisations)
}

async fn found(ground: &Ground, key: &[u8], place: u32, clones: u32) -> Result<Organisation, Error> {
    let (slug, name) = (format!("house-{place}"), format!("House {place}"));
    let chance = chance();
    let mut connection = founding::connect(&ground.administrator, &ground.passwords).await?;
    let founding =
        Founding { slug: &slug, name: &name, base_currency: "EUR", time_zone: "Europe/Dublin", locale: "en-IE" };
    let mut founder = Founder::begin(&mut connection, &chance, &founding).await?;
    let kitchen = founder.add_department("Kitchen", "KIT").await?;
    let mut people = Vec::new();
    for (name, mailbox, role, department) in [
        ("Rosa Requester", "requester", Role::Requester, Some(kitchen)),
        ("Hugo Head", "hod", Role::HeadOfDepartment, Some(kitchen)),
        ("Ada Accounts", "accounts", Role::Accounts, None),
        ("Abel Accounts", "accounts2", Role::Accounts, None),
        ("Gita Manager", "gm", Role::GeneralManager, None),
    ] {
        let email = format!("{mailbox}@{slug}.example");
        people.push(founder.add_person(&Joining { name, email: &email, roles: &[role], department }).await?);
    }
    let [requester, head, accounts, second_accounts, general_manager] = people.as_slice() else {
        return Err(failure("not everybody joined"));
    };
    let mut crowd = Vec::new();
    for number in 0..if place == 0 { CROWD } else { 0 } {
        let (name, email) = (format!("Accounts {number}"), format!("crowd-{number}@{slug}.example"));
        let joining = Joining { name: &name, email: &email, roles: &[Role::Accounts], department: None };
        crowd.push(founder.add_person(&joining).await?);
    }
    founder.make_head(kitchen, *head).await?;
    let currency = Currency::parse(founding.base_currency).map_err(failure)?;
    approval::found(&mut founder, currency).await?;
    founder.lay_out(LAYOUT).await?;
    let org_id = founder.org_id();
    founder.commit().await?;
    connection.close().await?;
    let mut connection = ground.administers().await?;
    let mut tokens = Tokens {
        requester: sign_in(ground, &mut connection, key, (org_id, *requester)).await?,
        head: sign_in(ground, &mut connection, key, (org_id, *head)).await?,
        accounts: sign_in(ground, &mut connection, key, (org_id, *accounts)).await?,
        second_accounts: sign_in(ground, &mut connection, key, (org_id, *second_accounts)).await?,
        general_manager: sign_in(ground, &mut connection, key, (org_id, *general_manager)).await?,
        crowd: Vec::new(),
    };
    for person in crowd {
        tokens.crowd.push(sign_in(ground, &mut connection, key, (org_id, person)).await?);
    }
    let laid_out = "
        select (select id from tenant.tax_code where org_id = $1 and code = 'VAT23'),
            (select id from tenant.category where org_id = $1 and code = 'FNB'),
            (select id from tenant.delivery_address where org_id = $1)";
    let (tax_code, category, delivery_address) =
        sqlx::query_as(laid_out).bind(org_id).fetch_one(&mut connection).await?;
    connection.close().await?;
    let (suppliers, made) = (Vec::new(), Vec::new());
    Ok(Organisation {
        org_id,
        tokens,
        department: kitchen,
        suppliers,
        tax_code,
        category,
        delivery_address,
        made,
        clones,
    })
}

// A session opened by the door's own function, round the password.
async fn sign_in(
    ground: &Ground,
    administrator: &mut PgConnection,
    key: &[u8],
    owner: (OrgId, PersonId),
) -> Result<String, Error> {
    const ROLE: &str = "countersign_sign_in";
    let chance = chance();
    let random = || uuid::Builder::from_random_bytes(chance.bytes()).into_uuid();
    let (session, jti) = (SessionId(random()), format!("{HOME}_{}", random().simple()));
    let credential = "
        insert into door.credential (org_id, person_id, password_hash, changed_at) values ($1, $2, '$argon2id$none', now())
        returning changed_at";
    let changed_at: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar(credential).bind(owner.0).bind(owner.1).fetch_one(administrator).await?;
    let as_role = ground.administrator.clone().username(ROLE).password(&ground.passwords.of_role(ROLE));
    let mut connection = as_role.connect().await?;
    let open = "
        select door.open_session(null, $1, $2, $3, $4, $5, make_interval(secs => $6), $7, make_interval(secs => $6),
            make_interval(secs => $6), null, null, $8)";
    let at: chrono::DateTime<chrono::Utc> = sqlx::query_scalar(open)
        .bind(owner.0)
        .bind(owner.1)
        .bind(changed_at)
        .bind(session)
        .bind(Sha256::digest(&jti).to_vec())
        .bind(SESSION_LIFE.as_secs_f64())
        .bind(Sha256::digest(random()).to_vec())
        .bind(random())
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    keys(key)?.sign(session, owner, at, jti)
}

// Proposed by Accounts, activated by the general manager.
async fn supplier(client: &Client, tokens: &Tokens, place: u32) -> Result<Uuid, Error> {
    let body = json!({ "name": format!("Linen of House {place}"), "country": "IE", "currency": "EUR" });
    let propose = Request::post(&tokens.accounts, "/v1/suppliers", format!("supplier-{place}"));
    let proposed = client.asks(&Request { body: Some(body), ..propose }, 201).await?;
    let id: Uuid = serde_json::from_value(proposed.get("id").cloned().unwrap_or(Value::Null))?;
    let path = format!("/v1/suppliers/{id}/activate");
    let activate = Request::post(&tokens.general_manager, path, format!("activate-{place}"));
    client.asks(&Request { revision: Some(1), ..activate }, 200).await?;
    Ok(id)
}

// One of each kind, of different lengths.
async fn make(client: &Client, organisation: &Organisation) -> Result<Vec<Seen>, Error> {
    let mut made = Vec::new();
    for (number, lines, steps) in [(0, 3, 0), (1, 5, 1), (2, 8, 3), (3, 5, 3)] {
        let chain = Chain { organisation, number, lines };
        let mut seen = chain.take(client, Step::Create, None).await?;
        for step in Step::AFTER_CREATE.into_iter().take(steps) {
            seen = chain.take(client, step, Some(seen)).await?;
        }
        if number == 3 {
            let path = format!("{ORDERS}/{}/issue", seen.id);
            let issue = Request::post(&organisation.tokens.second_accounts, path, "issue-of-the-clones".into());
            let issued = client.asks(&Request { revision: Some(seen.revision), ..issue }, 200).await?;
            seen = serde_json::from_value(issued)?;
        }
        made.push(seen);
    }
    Ok(made)
}
