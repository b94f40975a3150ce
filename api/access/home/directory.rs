//! Writing the directory: the installation's own commands do, and a sign-up that was confirmed; nobody changes what stands there.
use kernel::{Error, OrgId};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, Postgres, Transaction, postgres::PgConnectOptions};

use super::HomeCode;
use crate::outage::unavailable;

/// An organisation about to be entered: its name is taken as long as this lives, and for good once it is kept.
pub struct Entering {
    connection: PgConnection,
}

impl Entering {
    /// Takes the name, over all homes; none when it is taken already.
    pub async fn begin(
        directory: &PgConnectOptions,
        slug: &str,
        org_id: OrgId,
        home: &HomeCode,
    ) -> Result<Option<Self>, Error> {
        let mut connection = directory.connect().await?;
        sqlx::raw_sql("begin").execute(&mut connection).await?;
        let is_entered = enter(&mut connection, slug, org_id, home).await?;
        Ok(is_entered.then_some(Self { connection }))
    }

    /// Keeps it; called once the organisation itself is kept in its home.
    pub async fn keep(mut self) -> Result<(), Error> {
        sqlx::raw_sql("commit").execute(&mut self.connection).await?;
        self.connection.close().await?;
        Ok(())
    }
}

/// The same for an organisation that was signed up for: with the rights of whoever serves, who may enter a name and no more.
pub(crate) struct TakenName(Transaction<'static, Postgres>);

impl TakenName {
    /// Takes the name, over all homes; none when it is taken already.
    pub(super) async fn begin(
        directory: &PgPool,
        slug: &str,
        org_id: OrgId,
        home: &HomeCode,
    ) -> Result<Option<Self>, Error> {
        let mut tx = directory.begin().await.map_err(unavailable)?;
        let is_entered = enter(&mut tx, slug, org_id, home).await.map_err(unavailable)?;
        Ok(is_entered.then_some(Self(tx)))
    }

    /// Keeps it; called once the organisation itself is kept in its home.
    pub(crate) async fn keep(self) -> Result<(), Error> {
        self.0.commit().await.map_err(unavailable)
    }
}

async fn enter(connection: &mut PgConnection, slug: &str, org_id: OrgId, home: &HomeCode) -> Result<bool, sqlx::Error> {
    let entered = sqlx::query(
        "insert into directory.organisation (slug, org_id, home) values ($1, $2, $3) on conflict (slug) do nothing",
    )
    .bind(slug)
    .bind(org_id)
    .bind(home.as_str())
    .execute(connection)
    .await?;
    Ok(entered.rows_affected() == 1)
}
