//! How an operator begins: the installation's own command invites them, on a connection that nothing that serves holds; or two others have a link mailed.
use kernel::{Email, Error, MailId, Name};
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection, postgres::PgConnectOptions};
use uuid::Uuid;

use super::{OPERATOR_PREFIX, OperatorRole, PlatformWork, mail};
use crate::{Chance, PlanePasswords, Sealed, migrations::as_migrator};

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
    let secret = mail::new_link(chance, OPERATOR_PREFIX);
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

/// A link that is on its way to whoever it is for: its hash, and its secret as it waits to be mailed.
pub struct NewOperatorLink {
    pub hash: Vec<u8>,
    pub mail: MailId,
    pub sealed: Sealed,
}

impl<P> PlatformWork<'_, P> {
    /// A new link, sealed at once: nobody who is signed in reads it.
    pub fn new_operator_link(&self) -> Result<NewOperatorLink, Error> {
        let secret = mail::new_link(&self.platform.chance, OPERATOR_PREFIX);
        let mail = MailId(self.platform.chance.id(self.now(), 0));
        let sealed = mail::sealed(self.platform, mail, &secret)?;
        Ok(NewOperatorLink { hash: Sha256::digest(&secret).to_vec(), mail, sealed })
    }
}
