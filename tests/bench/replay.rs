//! "Bare": the messages of one recorded request again, over the same driver and pool, without HTTP.
use access::Pool;
use kernel::Error;
use sqlx::{
    AssertSqlSafe, Encode, PgConnection, Postgres, Row, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, types::Oid},
    query::Query,
};

use crate::message::Message;

/// A value exactly as it was bound.
struct Raw<'a> {
    kind: u32,
    bytes: Option<&'a [u8]>,
}

impl Type<Postgres> for Raw<'_> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Raw<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let Some(bytes) = self.bytes else { return Ok(IsNull::Yes) };
        buffer.extend_from_slice(bytes);
        Ok(IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        Some(PgTypeInfo::with_oid(Oid(self.kind)))
    }
}

/// A statement with recorded values bound to it.
pub(crate) fn bound<'q>(
    sql: AssertSqlSafe<std::sync::Arc<str>>,
    types: &[u32],
    values: &[Option<Vec<u8>>],
) -> Query<'q, Postgres, PgArguments> {
    let values = types.iter().zip(values);
    values.fold(sqlx::query(sql), |query, (kind, bytes)| query.bind(Raw { kind: *kind, bytes: bytes.as_deref() }))
}

/// Sends one message and waits for its answer.
pub(crate) async fn send(connection: &mut PgConnection, message: &Message) -> Result<Vec<PgRow>, sqlx::Error> {
    let sql = AssertSqlSafe(message.sql().clone());
    match message {
        Message::Simple(_) => sqlx::raw_sql(sql).fetch_all(connection).await,
        Message::Prepared(_) => Ok(Vec::new()),
        Message::Bound { types, values, .. } => bound(sql, types, values).fetch_all(connection).await,
    }
}

/// Sends all of them; says how many values came back. Like the service, it does not wait for a read's rollback.
pub async fn replay(pool: &Pool, recording: &[Message]) -> Result<usize, Error> {
    let mut connection = pool.acquire().await?;
    let mut answered = 0_usize;
    for message in recording {
        if message.ends() && message.sql().as_ref() == "rollback" {
            let message = message.clone();
            tokio::spawn(async move {
                if send(&mut connection, &message).await.is_err() {
                    connection.discard();
                }
            });
            return Ok(answered);
        }
        let rows = send(&mut connection, message).await?;
        answered = answered.saturating_add(rows.iter().map(Row::len).sum());
    }
    Ok(answered)
}
