//! An organisation with people in every role, founded as the installation founds one.
use access::{
    Chance, Entering, HomeCode, Role,
    founding::{Founder, Founding, Joining},
};
use kernel::{Currency, DepartmentId, OrgId, PersonId};
use sqlx::Row;

use super::{App, Person, app::seed, person};

/// An organisation of a test.
pub struct Organisation<'a> {
    pub app: &'a App,
    pub slug: &'static str,
    /// Where it lives.
    pub home: &'a HomeCode,
    pub org_id: OrgId,
    /// Kitchen, headed by the head of department.
    pub kitchen: DepartmentId,
    /// Housekeeping, headed by nobody of the usual people.
    pub housekeeping: DepartmentId,
    pub people: People,
}

/// Who belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct People {
    pub requester: PersonId,
    pub head: PersonId,
    pub accounts: PersonId,
    pub second_accounts: PersonId,
    pub general_manager: PersonId,
    pub admin: PersonId,
    pub owner: PersonId,
    pub auditor: PersonId,
    pub housekeeper: PersonId,
    pub housekeeping_head: PersonId,
}

pub(super) async fn found<'a>(app: &'a App, home: &'a HomeCode, slug: &'static str, name: &str) -> Organisation<'a> {
    let chance = Chance::of_seed(seed() ^ slug.len() as u64);
    let mut connection = app.founder(home).await;
    let founding = Founding { slug, name, base_currency: "EUR", time_zone: "Europe/Dublin", locale: "en-IE" };
    let mut founder = Founder::begin(&mut connection, &chance, &founding).await.unwrap();
    let kitchen = founder.add_department("Kitchen", "KIT").await.unwrap();
    let housekeeping = founder.add_department("Housekeeping", "HSK").await.unwrap();
    let joins =
        async |founder: &mut Founder<'_>, name: &str, who: &str, role: Role, department: Option<DepartmentId>| {
            let email = format!("{who}@{slug}.example");
            let joining = Joining { name, email: &email, roles: &[role], department };
            founder.add_person(&joining).await.unwrap()
        };
    let people = People {
        requester: joins(&mut founder, "Rosa Requester", "requester", Role::Requester, Some(kitchen)).await,
        head: joins(&mut founder, "Hugo Head", "hod", Role::HeadOfDepartment, Some(kitchen)).await,
        accounts: joins(&mut founder, "Ada Accounts", "accounts", Role::Accounts, None).await,
        second_accounts: joins(&mut founder, "Abel Accounts", "accounts2", Role::Accounts, None).await,
        general_manager: joins(&mut founder, "Gita Manager", "gm", Role::GeneralManager, None).await,
        admin: joins(&mut founder, "Alan Admin", "admin", Role::Admin, None).await,
        owner: joins(&mut founder, "Olga Owner", "owner", Role::Owner, None).await,
        auditor: joins(&mut founder, "Una Auditor", "auditor", Role::Auditor, None).await,
        housekeeper: joins(&mut founder, "Henk Housekeeper", "housekeeper", Role::Requester, Some(housekeeping)).await,
        housekeeping_head: joins(&mut founder, "Hilde Head", "hod2", Role::HeadOfDepartment, Some(housekeeping)).await,
    };
    founder.make_head(kitchen, people.head).await.unwrap();
    founder.make_head(housekeeping, people.housekeeping_head).await.unwrap();
    approval::found(&mut founder, Currency::parse(founding.base_currency).unwrap()).await.unwrap();
    let org_id = founder.org_id();
    founder.commit().await.unwrap();
    let entering = Entering::begin(&app.directory(), slug, org_id, home).await.unwrap();
    entering.expect("a name of its own").keep().await.unwrap();
    Organisation { app, slug, home, org_id, kitchen, housekeeping, people }
}

macro_rules! signed_in {
    ($($who:ident),*) => {$(
        /// Signed in.
        pub async fn $who(&self) -> Person<'a> {
            self.signed_in(self.people.$who).await
        }
    )*};
}

impl<'a> Organisation<'a> {
    signed_in!(
        requester,
        head,
        accounts,
        second_accounts,
        general_manager,
        admin,
        owner,
        auditor,
        housekeeper,
        housekeeping_head
    );

    /// A person with a live session.
    pub async fn signed_in(&self, person: PersonId) -> Person<'a> {
        person::sign_in(self.app, self.home, self.org_id, person).await
    }

    /// The name that it signs in with.
    pub async fn slug(&self) -> String {
        let slug = sqlx::query_scalar("select slug from door.organisation where org_id = $1").bind(self.org_id);
        slug.fetch_one(&mut self.administrator().await).await.unwrap()
    }

    /// A connection to its home, round the door.
    pub async fn administrator(&self) -> sqlx::PgConnection {
        self.app.administrator_of(self.home).await
    }

    /// Somebody new who holds exactly these permissions.
    pub async fn somebody_who_may(&self, permissions: &[&str]) -> Person<'a> {
        let person = self.nobody().await;
        let mut connection = self.administrator().await;
        let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(self.org_id).execute(&mut *tx).await.unwrap();
        sqlx::query(
            "insert into tenant.permission_grant (org_id, person_id, permission, granted_at)
             select $1, $2, permission, now() from unnest($3::text[]) permission",
        )
        .bind(self.org_id)
        .bind(person)
        .bind(permissions)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.signed_in(person).await
    }

    /// A link with which a person chooses a password, as `organisation create` prints one.
    pub async fn makes_link(&self, person: PersonId) -> String {
        let link = self.home.mint(&uuid::Uuid::new_v4().simple().to_string());
        let mut connection = self.administrator().await;
        sqlx::query("select door.make_link($1, $2, $3, interval '72 hours')")
            .bind(self.org_id)
            .bind(person)
            .bind(identity::secret_hash(&link).to_vec())
            .execute(&mut connection)
            .await
            .unwrap();
        link
    }

    /// An authenticator app for somebody. Round the door, for setting one up takes a browser: its secret is nobody's, and no code of it is good.
    pub async fn has_an_app(&self, person: PersonId) {
        let insert =
            "insert into door.totp (id, org_id, person_id, key_name, sealed_secret, begun_at, confirmed_at, last_step)
                      values (gen_random_uuid(), $1, $2, 'k1', sha256('nobody'), door.now(), door.now(), 1)";
        let mut connection = self.administrator().await;
        sqlx::query(insert).bind(self.org_id).bind(person).execute(&mut connection).await.unwrap();
    }

    /// One role more for somebody, without its permissions.
    pub async fn has_role(&self, person: PersonId, role: &str) {
        let insert = "insert into tenant.person_role (org_id, person_id, role, given_at) values ($1, $2, $3, now())";
        let mut connection = self.administrator().await;
        let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(self.org_id).execute(&mut *tx).await.unwrap();
        sqlx::query(insert).bind(self.org_id).bind(person).bind(role).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A further version of the approval policy, which asks the head of department alone, from so long from now; its id.
    pub async fn publishes(&self, number: i32, name: &str, from_now: &str) -> String {
        let definition = serde_json::json!({
            "currency": "EUR",
            "steps": [{ "name": "Head of department", "order": 1, "who": "department_head" }],
        });
        let id = uuid::Uuid::new_v4();
        let mut connection = self.administrator().await;
        let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(self.org_id).execute(&mut *tx).await.unwrap();
        sqlx::query(
            "insert into tenant.approval_policy_version (org_id, id, number, name, effective_from, definition, published_at)
             values ($1, $2, $3, $4, door.now() + $5::text::interval, $6, door.now())",
        )
        .bind(self.org_id)
        .bind(id)
        .bind(number)
        .bind(name)
        .bind(from_now)
        .bind(definition)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id.to_string()
    }

    /// A category of goods; its id.
    pub async fn category(&self, name: &str, code: &str) -> String {
        let id = uuid::Uuid::new_v4();
        let mut connection = self.administrator().await;
        let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(self.org_id).execute(&mut *tx).await.unwrap();
        sqlx::query("insert into tenant.category (org_id, id, name, code, created_at) values ($1, $2, $3, $4, now())")
            .bind(self.org_id)
            .bind(id)
            .bind(name)
            .bind(code)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id.to_string()
    }

    async fn nobody(&self) -> PersonId {
        let id = uuid::Uuid::new_v4();
        let mut connection = self.administrator().await;
        let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(self.org_id).execute(&mut *tx).await.unwrap();
        sqlx::query(
            "insert into tenant.person (org_id, id, name, email, created_at) values ($1, $2, 'Somebody', $3, now())",
        )
        .bind(self.org_id)
        .bind(id)
        .bind(format!("{id}@{}.example", self.slug))
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        PersonId(id)
    }

    /// What happened, oldest first: the actions of the trail.
    pub async fn actions(&self) -> Vec<String> {
        let mut connection = self.administrator().await;
        let rows = sqlx::query("select action from tenant.audit_event where org_id = $1 order by id").bind(self.org_id);
        rows.fetch_all(&mut connection).await.unwrap().iter().map(|row| row.get(0)).collect()
    }

    /// The actions about one entity, oldest first.
    pub async fn actions_on(&self, entity: &str) -> Vec<String> {
        let mut connection = self.administrator().await;
        let id = uuid::Uuid::parse_str(entity).unwrap();
        let rows =
            sqlx::query("select action from tenant.audit_event where org_id = $1 and entity_id = $2 order by id");
        let rows = rows.bind(self.org_id).bind(id).fetch_all(&mut connection).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}
