//! Every statement on tax codes; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Code, Error, Name, Percent, Revision};

use super::{TaxCode, TaxCodeId, Treatment};
use crate::store::{Unique, taken};

const UNIQUE: &[Unique] = &[
    ("tax_code_code_unique", "code", "Another tax code has this code."),
    ("tax_code_name_unique", "name", "Another tax code has this name."),
];

macro_rules! select_tax_codes {
    ($conditions:tt $(, $arguments:expr)*) => {
        sqlx::query_as!(
            TaxCode,
            r#"
            select id as "id: TaxCodeId", name as "name: Name", code as "code: Code", treatment as "treatment: Treatment",
                   rate_percent as "rate_percent: Percent", is_active, revision as "revision: Revision"
            from tenant.tax_code
            "# + $conditions
            $(, $arguments)*
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: TaxCodeId) -> Result<TaxCode, Error> {
    let found = select_tax_codes!("where id = $1", id as TaxCodeId).fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)
}

pub(super) async fn lock(tx: &mut Tx, id: TaxCodeId) -> Result<TaxCode, Error> {
    let found = select_tax_codes!("where id = $1 for update", id as TaxCodeId);
    found.fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

pub(super) async fn page(
    tx: &mut Tx,
    is_active: Option<bool>,
    after_name: Option<Name>,
    rows: i64,
) -> Result<Vec<TaxCode>, Error> {
    let page = select_tax_codes!(
        "where is_active = coalesce($1, is_active) and name > coalesce($2, '') order by name limit $3",
        is_active,
        after_name as Option<Name>,
        rows
    );
    Ok(page.fetch_all(tx.connection()?).await?)
}

pub(super) async fn insert(tx: &mut Tx, tax_code: &TaxCode) -> Result<(), Error> {
    let created_at = tx.now();
    sqlx::query!(
        "insert into tenant.tax_code (org_id, id, name, code, treatment, rate_percent, is_active, revision, created_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8)",
        tax_code.id as TaxCodeId,
        &tax_code.name as &Name,
        &tax_code.code as &Code,
        tax_code.treatment as Treatment,
        tax_code.rate_percent as Percent,
        tax_code.is_active,
        tax_code.revision as Revision,
        created_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, tax_code: &TaxCode) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.tax_code
        set name = $2, code = $3, is_active = $4, revision = $5
        where id = $1",
        tax_code.id as TaxCodeId,
        &tax_code.name as &Name,
        &tax_code.code as &Code,
        tax_code.is_active,
        tax_code.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}
