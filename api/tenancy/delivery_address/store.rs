//! Every statement on delivery addresses; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{CountryCode, Error, Name, Revision};

use super::{DeliveryAddress, DeliveryAddressId};
use crate::store::{Unique, taken};

const UNIQUE: &[Unique] = &[("delivery_address_name_unique", "name", "Another delivery address has this name.")];

macro_rules! select_delivery_addresses {
    ($conditions:tt $(, $arguments:expr)*) => {
        sqlx::query_as!(
            DeliveryAddress,
            r#"
            select id as "id: DeliveryAddressId", name as "name: Name", lines as "lines: Vec<Name>",
                   country as "country: CountryCode", is_active, revision as "revision: Revision"
            from tenant.delivery_address
            "# + $conditions
            $(, $arguments)*
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: DeliveryAddressId) -> Result<DeliveryAddress, Error> {
    let found =
        select_delivery_addresses!("where id = $1", id as DeliveryAddressId).fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)
}

pub(super) async fn lock(tx: &mut Tx, id: DeliveryAddressId) -> Result<DeliveryAddress, Error> {
    let found = select_delivery_addresses!("where id = $1 for update", id as DeliveryAddressId);
    found.fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

pub(super) async fn page(
    tx: &mut Tx,
    is_active: Option<bool>,
    after_name: Option<Name>,
    rows: i64,
) -> Result<Vec<DeliveryAddress>, Error> {
    let page = select_delivery_addresses!(
        "where is_active = coalesce($1, is_active) and name > coalesce($2, '') order by name limit $3",
        is_active,
        after_name as Option<Name>,
        rows
    );
    Ok(page.fetch_all(tx.connection()?).await?)
}

pub(super) async fn insert(tx: &mut Tx, address: &DeliveryAddress) -> Result<(), Error> {
    let created_at = tx.now();
    sqlx::query!(
        "insert into tenant.delivery_address (org_id, id, name, lines, country, is_active, revision, created_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7)",
        address.id as DeliveryAddressId,
        &address.name as &Name,
        &address.lines as &[Name],
        &address.country as &CountryCode,
        address.is_active,
        address.revision as Revision,
        created_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, address: &DeliveryAddress) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.delivery_address
        set name = $2, lines = $3, country = $4, is_active = $5, revision = $6
        where id = $1",
        address.id as DeliveryAddressId,
        &address.name as &Name,
        &address.lines as &[Name],
        &address.country as &CountryCode,
        address.is_active,
        address.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}
