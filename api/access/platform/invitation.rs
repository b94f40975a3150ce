//! How an operator begins: the installation's own command invites them, on a connection that nothing that serves holds.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Email, Error, Name};
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection, postgres::PgConnectOptions};
use uuid::Uuid;

use super::{OPERATOR_PREFIX, OperatorRole};
use crate::{Chance, PlanePasswords, migrations::as_migrator};

/// Somebody who is to run the installation.
#[derive(Debug)]
pub struct NewOperator {
    pub email: Email,
    pub name: Name,
    pub role: OperatorRole,
    pub link_life_hours: i32,
}

/// Invites an operator, or lets one who lost a factor in anew; answers with the secret of the link, of which only the hash is kept. None where somebody of
/// that address has another role, or is not to come in any more.
pub async fn invite_operator(
    directory: &PgConnectOptions,
    passwords: &PlanePasswords,
    chance: &Chance,
    new: &NewOperator,
) -> Result<Option<String>, Error> {
    let secret = format!("{OPERATOR_PREFIX}_{}", URL_SAFE_NO_PAD.encode(chance.bytes::<32>()));
    let mut connection = as_migrator(directory, passwords, "countersign_door").connect().await?;
    let invited: Option<Uuid> =
        sqlx::query_scalar("select platform.invite_operator($1, $2, $3, $4, $5, make_interval(hours => $6))")
            .bind(uuid::Builder::from_random_bytes(chance.bytes()).into_uuid())
            .bind(new.email.as_str())
            .bind(new.name.as_str())
            .bind(new.role.code())
            .bind(Sha256::digest(&secret).as_slice())
            .bind(new.link_life_hours)
            .fetch_one(&mut connection)
            .await?;
    connection.close().await?;
    Ok(invited.map(|_| secret))
}
