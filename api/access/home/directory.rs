//! Writing the directory: the installation's own commands do, nobody who serves.
use kernel::{Error, OrgId};
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use super::HomeCode;

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
        let entered = sqlx::query(
            "insert into directory.organisation (slug, org_id, home) values ($1, $2, $3) on conflict (slug) do nothing",
        )
        .bind(slug)
        .bind(org_id)
        .bind(home.as_str())
        .execute(&mut connection)
        .await?;
        Ok((entered.rows_affected() == 1).then_some(Self { connection }))
    }

    /// Keeps it; called once the organisation itself is kept in its home.
    pub async fn keep(mut self) -> Result<(), Error> {
        sqlx::raw_sql("commit").execute(&mut self.connection).await?;
        self.connection.close().await?;
        Ok(())
    }
}
