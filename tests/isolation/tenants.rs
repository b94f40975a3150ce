//! Two organisations with a row in every table, and a session in each.
use access::{
    Chance, Role,
    founding::{self, Founder, Founding, Joining},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    ground::{Ground, passwords},
    rows::Filler,
};

/// An organisation with somebody signed in.
#[derive(Debug)]
pub struct Tenant {
    pub org_id: Uuid,
    pub person_id: Uuid,
    pub session_id: Uuid,
    /// What opens a request; only its hash is in the database.
    pub secret: String,
    pub refresh_hash: Vec<u8>,
    /// Stands in every text of its rows that may be free.
    pub canary: String,
    slug: &'static str,
    email: String,
}

/// A permission that every role holds.
pub const PERMISSION: &str = "session.view";

/// Founds both: the visitor and the visited.
pub async fn two(ground: &Ground, chance: &Chance) -> (Tenant, Tenant) {
    (found(ground, chance, "alder-clinic").await, found(ground, chance, "harbour-house").await)
}

/// Founds one.
pub async fn found(ground: &Ground, chance: &Chance, slug: &'static str) -> Tenant {
    let canary = format!("canary-{:08}", u32::from_be_bytes(chance.bytes()) % 100_000_000);
    let mut owner = founding::connect(&ground.address(), &passwords()).await.unwrap();
    let founding = Founding { slug, name: &canary, base_currency: "EUR", time_zone: "Europe/Dublin", locale: "en-IE" };
    let mut founder = Founder::begin(&mut owner, chance, &founding).await.unwrap();
    let department = founder.add_department(&canary, &canary.to_uppercase()).await.unwrap();
    let mut people = Vec::new();
    for (who, role) in [("owner", Role::Owner), ("hod", Role::HeadOfDepartment)] {
        let email = format!("{who}-{canary}@{slug}.example");
        let joining = Joining { name: &canary, email: &email, roles: &[role], department: Some(department) };
        people.push(founder.add_person(&joining).await.unwrap());
    }
    founder.make_head(department, people[1]).await.unwrap();
    for person in &people {
        founder.set_password(*person, &format!("$argon2id${canary}")).await.unwrap();
    }
    let org_id = Uuid::from(founder.org_id());
    founder.commit().await.unwrap();
    let person = |place: usize, who| Tenant {
        org_id,
        person_id: people[place].into(),
        email: format!("{who}-{canary}@{slug}.example"),
        slug,
        session_id: Uuid::nil(),
        secret: String::new(),
        refresh_hash: Vec::new(),
        canary: canary.clone(),
    };
    let (mut tenant, mut head) = (person(0, "owner"), person(1, "hod"));
    tenant.sign_in(ground, chance).await;
    head.sign_in(ground, chance).await;
    let mut plane = ground.login("countersign_tenant").await;
    Filler { owner: &mut owner, plane: &mut plane, head: &head }.fill().await;
    tenant.is_refused(&mut plane).await;
    tenant
}

impl Tenant {
    /// Opens a new session, as the sign-in plane does.
    pub async fn sign_in(&mut self, ground: &Ground, chance: &Chance) {
        self.session_id = Uuid::from_bytes(chance.bytes());
        self.secret = format!("eu1_{:032x}", u128::from_be_bytes(chance.bytes()));
        self.refresh_hash = chance.bytes::<32>().to_vec();
        let mut sign_in = ground.login("countersign_sign_in").await;
        let opened: Option<chrono::DateTime<chrono::Utc>> = sqlx::query_scalar(
            "select door.open_session(null, c.org_id, c.person_id, c.changed_at, $3, sha256(convert_to($4, 'utf8')), interval '5 minutes',
                $5, interval '1 hour', interval '1 day', '192.0.2.7', 'test', $6)
             from door.find_credential($1, $2) c",
        )
        .bind(self.slug)
        .bind(&self.email)
        .bind(self.session_id)
        .bind(&self.secret)
        .bind(&self.refresh_hash)
        .bind(Uuid::from_bytes(chance.bytes()))
        .fetch_one(&mut sign_in)
        .await
        .unwrap();
        opened.expect("a session");
    }

    /// Leaves a refusal in the trail.
    async fn is_refused(&self, plane: &mut PgConnection) {
        sqlx::query("select door.record_denial($1, 'purchase_order.approve', $2, null, 403::smallint)")
            .bind(&self.secret)
            .bind(self.session_id)
            .execute(plane)
            .await
            .unwrap();
    }

    /// Opens a request in the transaction that `connection` is in.
    pub async fn begins(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        self.begins_with(connection, PERMISSION).await
    }

    /// The same under another permission.
    pub async fn begins_with(&self, connection: &mut PgConnection, permission: &str) -> Result<(), sqlx::Error> {
        sqlx::query("select door.begin_request($1, $2, $3, '192.0.2.7', null, null, null)")
            .bind(&self.secret)
            .bind(permission)
            .bind(self.session_id)
            .execute(connection)
            .await
            .map(|_| ())
    }
}
