//! What is in a deleted organisation goes when it is due: each home decides by its own rows, and the directory is told once it is done.
use chrono::{DateTime, Utc};
use kernel::Error;
use sqlx::{Row, postgres::PgRow};
use uuid::Uuid;

use super::Platform;
use crate::Home;

/// Rows of a step: each is a transaction of its own, well within what a worker's statement may take.
const ROWS_OF_STEP: i32 = 500;
/// Steps of a round: the rest waits for the next.
const STEPS_MAX: usize = 2000;

impl Home {
    /// One step of deleting what is due, at most so many rows; says how many went, none when nothing is to be done now.
    pub async fn purge_step(&self, rows_max: i32) -> Result<Option<i32>, Error> {
        let step = sqlx::query_scalar("select door.purge_step($1)").bind(rows_max);
        Ok(step.fetch_one(&self.database.worker).await?)
    }

    /// Deletes what is due, step by step. It may end anywhere, and goes on; of what cannot be deleted the log says why, and it waits.
    pub async fn purge(&self) -> Result<(), Error> {
        for _ in 0..STEPS_MAX {
            if self.purge_step(ROWS_OF_STEP).await?.is_none() {
                break;
            }
        }
        self.log_waiting().await
    }

    async fn log_waiting(&self) -> Result<(), Error> {
        let statement = "select org_id, failures, failed_because, not_before from door.purges_that_wait()";
        for row in sqlx::query(statement).fetch_all(&self.database.worker).await? {
            let (org_id, failures): (Uuid, i32) = (row.try_get("org_id")?, row.try_get("failures")?);
            let (because, next): (String, DateTime<Utc>) = (row.try_get("failed_because")?, row.try_get("not_before")?);
            tracing::error!(%org_id, failures, because, %next, home = %self.code, "an organisation cannot be deleted");
        }
        Ok(())
    }

    /// Tells the directory which organisations are gone from here; what it was not told of, or did not take, is told the next time.
    pub async fn report_purges(&self, platform: &Platform) -> Result<(), Error> {
        let statement = "select org_id, change_id, purged_at, rows, seal from door.purges_to_report()";
        for row in sqlx::query(statement).fetch_all(&self.database.worker).await? {
            if let Err(error) = self.report_purge(platform, &row).await {
                tracing::warn!(%error, home = %self.code, "the directory does not take that an organisation is gone");
            }
        }
        Ok(())
    }

    async fn report_purge(&self, platform: &Platform, row: &PgRow) -> Result<(), Error> {
        let org_id: Uuid = row.try_get("org_id")?;
        sqlx::query("select platform.note_purge($1, $2, $3, $4, $5)")
            .bind(org_id)
            .bind(row.try_get::<Uuid, _>("change_id")?)
            .bind(row.try_get::<DateTime<Utc>, _>("purged_at")?)
            .bind(row.try_get::<String, _>("rows")?)
            .bind(row.try_get::<Vec<u8>, _>("seal")?)
            .execute(&platform.operator)
            .await?;
        sqlx::query("select door.purge_reported($1)").bind(org_id).execute(&self.database.worker).await?;
        Ok(())
    }
}
