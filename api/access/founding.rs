//! How an organisation begins, before anybody in it can sign in: by the installation itself, as the migrator.
//!
//! Only the commands of the binary and the tests call this; what serves holds no connection that could. A sign-up founds by a function of the door, which
//! writes the same rows.
use chrono::{DateTime, Utc};
use kernel::{DepartmentId, Error, OrgId, PersonId};
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

use crate::{Chance, PlanePasswords, Role, migrations::as_migrator};

/// An organisation to be.
#[derive(Debug, Clone)]
pub struct Founding<'a> {
    pub slug: &'a str,
    pub name: &'a str,
    pub base_currency: &'a str,
    pub time_zone: &'a str,
    pub locale: &'a str,
}

/// The approval policy that an organisation begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstPolicy {
    pub name: &'static str,
    pub definition: serde_json::Value,
}

/// What the first owner of an organisation is: who founds it sets everything up, and is no buyer yet.
pub const FIRST_ROLES: [Role; 2] = [Role::Owner, Role::Admin];

/// Somebody to join it.
#[derive(Debug, Clone)]
pub struct Joining<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub roles: &'a [Role],
    pub department: Option<DepartmentId>,
}

/// The open transaction of a founding: all of it or nothing.
pub struct Founder<'c> {
    tx: sqlx::Transaction<'c, sqlx::Postgres>,
    chance: &'c Chance,
    org_id: OrgId,
    at: DateTime<Utc>,
    /// How many ids it has made beside its own.
    ids: u16,
}

/// A connection that may found, on the database at `address`.
pub async fn connect(address: &PgConnectOptions, passwords: &PlanePasswords) -> Result<PgConnection, Error> {
    Ok(as_migrator(address, passwords, "countersign_owner").connect().await?)
}

/// The organisation of this name, if it lives in this home.
pub async fn find(connection: &mut PgConnection, slug: &str) -> Result<Option<OrgId>, Error> {
    let found = sqlx::query_scalar("select door.find_organisation($1)").bind(slug);
    Ok(found.fetch_one(connection).await?)
}

impl<'c> Founder<'c> {
    /// Begins an organisation.
    pub async fn begin(
        connection: &'c mut PgConnection,
        chance: &'c Chance,
        founding: &Founding<'_>,
    ) -> Result<Self, Error> {
        let mut tx = connection.begin().await?;
        let at: DateTime<Utc> = sqlx::query_scalar("select door.now()").fetch_one(&mut *tx).await?;
        let org_id = OrgId(chance.id(at, 0));
        sqlx::query("select door.begin_system($1, 'founding')").bind(org_id).execute(&mut *tx).await?;
        sqlx::query("select door.register_organisation($1, $2)")
            .bind(org_id)
            .bind(founding.slug)
            .execute(&mut *tx)
            .await?;
        let insert = "
            insert into tenant.organisation (org_id, name, base_currency, time_zone, locale, created_at)
            values ($1, $2, $3, $4, $5, $6)";
        sqlx::query(insert)
            .bind(org_id)
            .bind(founding.name)
            .bind(founding.base_currency)
            .bind(founding.time_zone)
            .bind(founding.locale)
            .bind(at)
            .execute(&mut *tx)
            .await?;
        let mut founder = Self { tx, chance, org_id, at, ids: 0 };
        founder.tell("organisation.founded", "organisation", Uuid::from(org_id)).await?;
        Ok(founder)
    }

    /// The organisation's id.
    pub fn org_id(&self) -> OrgId {
        self.org_id
    }

    fn new_id(&mut self) -> Uuid {
        self.ids = self.ids.wrapping_add(1);
        self.chance.id(self.at, self.ids)
    }

    /// A department; its head is set by [`Founder::make_head`].
    pub async fn add_department(&mut self, name: &str, code: &str) -> Result<DepartmentId, Error> {
        let id = DepartmentId(self.new_id());
        sqlx::query("insert into tenant.department (org_id, id, name, code, created_at) values ($1, $2, $3, $4, $5)")
            .bind(self.org_id)
            .bind(id)
            .bind(name)
            .bind(code)
            .bind(self.at)
            .execute(&mut *self.tx)
            .await?;
        Ok(id)
    }

    /// Says who answers for a department.
    pub async fn make_head(&mut self, department: DepartmentId, person: PersonId) -> Result<(), Error> {
        sqlx::query("update tenant.department set head_id = $2 where id = $1")
            .bind(department)
            .bind(person)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// A person, with the permissions of their roles copied into their own allow-list.
    pub async fn add_person(&mut self, joining: &Joining<'_>) -> Result<PersonId, Error> {
        let id = PersonId(self.new_id());
        let insert = "
            insert into tenant.person (org_id, id, name, email, department_id, created_at)
            values ($1, $2, $3, $4, $5, $6)";
        sqlx::query(insert)
            .bind(self.org_id)
            .bind(id)
            .bind(joining.name)
            .bind(joining.email)
            .bind(joining.department)
            .bind(self.at)
            .execute(&mut *self.tx)
            .await?;
        let roles: Vec<_> = joining.roles.iter().map(|role| role.code()).collect();
        sqlx::query("insert into tenant.person_role (org_id, person_id, role, given_at) select $1, $2, role, $4 from unnest($3::text[]) role")
            .bind(self.org_id)
            .bind(id)
            .bind(roles)
            .bind(self.at)
            .execute(&mut *self.tx)
            .await?;
        for role in joining.roles {
            self.grant(id, &role.permissions(), role.code()).await?;
        }
        self.tell("person.joined", "person", Uuid::from(id)).await?;
        Ok(id)
    }

    /// The approval policy that it begins with: version 1, which nobody in particular published.
    pub async fn publish_policy(&mut self, policy: &FirstPolicy) -> Result<(), Error> {
        let id = self.new_id();
        let insert = "
            insert into tenant.approval_policy_version (org_id, id, number, name, effective_from, definition, published_at)
            values ($1, $2, 1, $3, $4, $5, $4)";
        sqlx::query(insert)
            .bind(self.org_id)
            .bind(id)
            .bind(policy.name)
            .bind(self.at)
            .bind(&policy.definition)
            .execute(&mut *self.tx)
            .await?;
        self.tell("approval_policy.published", "approval_policy", id).await
    }

    // Adds permissions to a person's allow-list.
    async fn grant(&mut self, person: PersonId, permissions: &[&str], source: &str) -> Result<(), Error> {
        let insert = "
            insert into tenant.permission_grant (org_id, person_id, permission, source, granted_at)
            select $1, $2, permission, $5, $4 from unnest($3::text[]) permission
            on conflict do nothing";
        sqlx::query(insert)
            .bind(self.org_id)
            .bind(person)
            .bind(permissions)
            .bind(self.at)
            .bind(source)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Sets a password, by its hash.
    pub async fn set_password(&mut self, person: PersonId, password_hash: &str) -> Result<(), Error> {
        let set =
            sqlx::query("select door.set_password($1, $2, $3)").bind(self.org_id).bind(person).bind(password_hash);
        set.execute(&mut *self.tx).await?;
        Ok(())
    }

    /// A link for a first sign-in, by its hash.
    pub async fn make_link(&mut self, person: PersonId, link_hash: &[u8; 32], life_hours: i32) -> Result<(), Error> {
        sqlx::query("select door.make_link($1, $2, $3, make_interval(hours => $4))")
            .bind(self.org_id)
            .bind(person)
            .bind(link_hash.as_slice())
            .bind(life_hours)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// What else an organisation begins with: statements of ours that ask `door.org_id()`, never anybody's input.
    pub async fn lay_out(&mut self, statements: &'static str) -> Result<(), Error> {
        sqlx::raw_sql(statements).execute(&mut *self.tx).await?;
        Ok(())
    }

    /// Keeps all of it.
    pub async fn commit(self) -> Result<(), Error> {
        self.tx.commit().await?;
        Ok(())
    }

    async fn tell(&mut self, action: &str, entity: &str, id: Uuid) -> Result<(), Error> {
        let events = serde_json::json!([{ "action": action, "entity": entity, "entity_id": id }]);
        sqlx::query("select door.record_events($1)").bind(events).execute(&mut *self.tx).await?;
        Ok(())
    }
}
