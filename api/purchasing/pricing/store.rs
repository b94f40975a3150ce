//! What lines, discounts and charges name: tax codes and categories in use.
use access::Tx;
use kernel::Error;

use crate::{
    line::{CategoryId, LineCategory, TaxCodeId},
    totals::Tax,
};

pub(super) async fn tax_codes(tx: &mut Tx, ids: &[TaxCodeId]) -> Result<Vec<Tax>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    Ok(sqlx::query_as!(
        Tax,
        r#"
        select id as "id: TaxCodeId", code, name, treatment, trim_scale(rate_percent) as "rate_percent!"
        from tenant.tax_code
        where id = any ($1) and is_active
        "#,
        &ids
    )
    .fetch_all(tx.connection()?)
    .await?)
}

pub(super) async fn categories(tx: &mut Tx, ids: &[CategoryId]) -> Result<Vec<LineCategory>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    Ok(sqlx::query_as!(
        LineCategory,
        r#"
        select id as "id: CategoryId", code, name
        from tenant.category
        where id = any ($1) and is_active
        "#,
        &ids
    )
    .fetch_all(tx.connection()?)
    .await?)
}
