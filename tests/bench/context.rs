//! What the session's look-up and the sealed context cost, beside a transaction that sets a bare setting.
use std::time::{Duration, Instant};

use kernel::Error;
use sqlx::{ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

use crate::{
    app::keys,
    failure,
    ground::{Filling, Ground, Organisation},
};

/// Transactions of each kind, in turns.
const TIMES: usize = 4_000;
/// The first ones prepare and warm up.
const UNCOUNTED: usize = 400;

/// The medians of both, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    pub sealed: f64,
    pub bare: f64,
}

/// Opens transactions in both ways on one connection.
pub async fn cost(ground: &Ground, filling: &Filling) -> Result<Cost, Error> {
    let Organisation { org_id, tokens, .. } = filling.large()?;
    let secret = keys(&filling.signing_key)?.secret(&tokens.accounts).map_err(|refusal| failure(refusal.code))?;
    let mut connection = ground.tenant().connect().await?;
    let (mut sealed, mut bare) = (Vec::new(), Vec::new());
    for time in 0..TIMES.saturating_add(UNCOUNTED) {
        let took = (by_session(&mut connection, &secret).await?, by_setting(&mut connection, org_id.0).await?);
        if time >= UNCOUNTED {
            sealed.push(took.0);
            bare.push(took.1);
        }
    }
    connection.close().await?;
    Ok(Cost { sealed: median(sealed), bare: median(bare) })
}

async fn by_session(connection: &mut PgConnection, secret: &str) -> Result<Duration, Error> {
    let begun = Instant::now();
    sqlx::raw_sql("begin read only").execute(&mut *connection).await?;
    sqlx::query("select * from door.begin_request($1, 'purchase_order.view', $2, '127.0.0.1', null, null, null)")
        .bind(secret)
        .bind(Uuid::nil())
        .fetch_one(&mut *connection)
        .await?;
    sqlx::raw_sql("rollback").execute(connection).await?;
    Ok(begun.elapsed())
}

async fn by_setting(connection: &mut PgConnection, org_id: Uuid) -> Result<Duration, Error> {
    let begun = Instant::now();
    sqlx::raw_sql("begin read only").execute(&mut *connection).await?;
    sqlx::query("select set_config('bench.org_id', $1, true)")
        .bind(org_id.to_string())
        .fetch_one(&mut *connection)
        .await?;
    sqlx::raw_sql("rollback").execute(connection).await?;
    Ok(begun.elapsed())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}
