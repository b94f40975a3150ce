//! Every statement on categories; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Code, Error, Name, Revision};

use super::{Category, CategoryId};
use crate::store::{Unique, taken};

const UNIQUE: &[Unique] = &[
    ("category_code_unique", "code", "Another category has this code."),
    ("category_name_unique", "name", "Another category has this name."),
];

macro_rules! select_categories {
    ($conditions:tt $(, $arguments:expr)*) => {
        sqlx::query_as!(
            Category,
            r#"
            select id as "id: CategoryId", name as "name: Name", code as "code: Code", is_active, revision as "revision: Revision"
            from tenant.category
            "# + $conditions
            $(, $arguments)*
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: CategoryId) -> Result<Category, Error> {
    let found = select_categories!("where id = $1", id as CategoryId).fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)
}

pub(super) async fn lock(tx: &mut Tx, id: CategoryId) -> Result<Category, Error> {
    let found = select_categories!("where id = $1 for update", id as CategoryId);
    found.fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

pub(super) async fn page(
    tx: &mut Tx,
    is_active: Option<bool>,
    after_name: Option<Name>,
    rows: i64,
) -> Result<Vec<Category>, Error> {
    let page = select_categories!(
        "where is_active = coalesce($1, is_active) and name > coalesce($2, '') order by name limit $3",
        is_active,
        after_name as Option<Name>,
        rows
    );
    Ok(page.fetch_all(tx.connection()?).await?)
}

pub(super) async fn insert(tx: &mut Tx, category: &Category) -> Result<(), Error> {
    let created_at = tx.now();
    sqlx::query!(
        "insert into tenant.category (org_id, id, name, code, is_active, revision, created_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6)",
        category.id as CategoryId,
        &category.name as &Name,
        &category.code as &Code,
        category.is_active,
        category.revision as Revision,
        created_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, category: &Category) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.category
        set name = $2, code = $3, is_active = $4, revision = $5
        where id = $1",
        category.id as CategoryId,
        &category.name as &Name,
        &category.code as &Code,
        category.is_active,
        category.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}
