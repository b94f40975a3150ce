//! Every statement on the organisation and its logo; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{CountryCode, Currency, Error, Locale, Name, Note, OrgId, Reference, Revision, Text, TimeZone};
use sha2::{Digest, Sha256};

use super::{LogoFacts, Organisation};
use crate::{
    logo::{Logo, MediaType},
    number_format::NumberFormat,
    refusals::BASE_CURRENCY_FIXED,
};

macro_rules! select_organisation {
    ($conditions:literal) => {
        sqlx::query_as!(
            Organisation,
            r#"
            select org_id as "id: OrgId", name as "name: Name", legal_name as "legal_name: Name", address_lines as "address_lines: Vec<Name>",
                   country as "country: CountryCode", tax_number as "tax_number: Reference", base_currency as "base_currency: Currency",
                   base_currency_fixed_at is not null as "base_currency_is_fixed!", time_zone as "time_zone: TimeZone", locale as "locale: Locale",
                   fiscal_year_start_month, requisition_number_format as "requisition_number_format: NumberFormat",
                   order_number_format as "order_number_format: NumberFormat", payment_terms as "payment_terms: Text",
                   order_terms as "order_terms: Note", revision as "revision: Revision"
            from tenant.organisation
            "# + $conditions
        )
    };
}

pub(super) async fn find(tx: &mut Tx) -> Result<Organisation, Error> {
    Ok(select_organisation!("where org_id = (select door.org_id())").fetch_one(tx.connection()?).await?)
}

pub(super) async fn lock(tx: &mut Tx) -> Result<Organisation, Error> {
    Ok(select_organisation!("where org_id = (select door.org_id()) for update").fetch_one(tx.connection()?).await?)
}

pub(super) async fn save(tx: &mut Tx, organisation: &Organisation) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.organisation
        set name = $2, legal_name = $3, address_lines = $4, country = $5, tax_number = $6, base_currency = $7, time_zone = $8,
            locale = $9, fiscal_year_start_month = $10, requisition_number_format = $11, order_number_format = $12,
            payment_terms = $13, order_terms = $14, revision = $15
        where org_id = $1",
        organisation.id as OrgId,
        &organisation.name as &Name,
        &organisation.legal_name as &Option<Name>,
        &organisation.address_lines as &[Name],
        &organisation.country as &Option<CountryCode>,
        &organisation.tax_number as &Option<Reference>,
        organisation.base_currency as Currency,
        organisation.time_zone as TimeZone,
        &organisation.locale as &Locale,
        organisation.fiscal_year_start_month,
        &organisation.requisition_number_format as &NumberFormat,
        &organisation.order_number_format as &NumberFormat,
        &organisation.payment_terms as &Option<Text>,
        &organisation.order_terms as &Option<Note>,
        organisation.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map_err(fixed)?;
    Ok(())
}

fn fixed(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("organisation_base_currency_fixed") => BASE_CURRENCY_FIXED.into(),
        _ => error.into(),
    }
}

pub(super) async fn base_currency(tx: &mut Tx) -> Result<(Currency, bool), Error> {
    let found = sqlx::query!(
        r#"
        select base_currency as "base_currency: Currency", base_currency_fixed_at is not null as "is_fixed!"
        from tenant.organisation
        where org_id = (select door.org_id())
        "#
    )
    .fetch_one(tx.connection()?)
    .await?;
    Ok((found.base_currency, found.is_fixed))
}

// Waits for whoever is changing the settings, and answers with what they changed it to.
pub(super) async fn fix_base_currency(tx: &mut Tx) -> Result<Currency, Error> {
    let now = tx.now();
    let fixed = sqlx::query_scalar!(
        r#"
        update tenant.organisation
        set base_currency_fixed_at = coalesce(base_currency_fixed_at, $1), revision = revision + 1
        where org_id = (select door.org_id())
        returning base_currency as "base_currency: Currency"
        "#,
        now
    );
    Ok(fixed.fetch_one(tx.connection()?).await?)
}

pub(super) async fn find_logo_facts(tx: &mut Tx) -> Result<Option<LogoFacts>, Error> {
    let found = sqlx::query_as!(
        LogoFacts,
        r#"
        select media_type as "media_type: MediaType", width_px, height_px, encode(sha256, 'hex') as "sha256!", uploaded_at
        from tenant.organisation_logo
        where org_id = (select door.org_id())
        "#
    );
    Ok(found.fetch_optional(tx.connection()?).await?)
}

pub(super) async fn find_logo(tx: &mut Tx) -> Result<Option<Logo>, Error> {
    let found = sqlx::query!(
        r#"
        select media_type as "media_type: MediaType", width_px, height_px, image
        from tenant.organisation_logo
        where org_id = (select door.org_id())
        "#
    )
    .fetch_optional(tx.connection()?)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let (width_px, height_px) = (u32::try_from(row.width_px)?, u32::try_from(row.height_px)?);
    Ok(Some(Logo { media_type: row.media_type, width_px, height_px, bytes: row.image }))
}

pub(super) async fn put_logo(tx: &mut Tx, logo: &Logo) -> Result<(), Error> {
    let (width_px, height_px) = (i32::try_from(logo.width_px)?, i32::try_from(logo.height_px)?);
    let sha256 = Sha256::digest(&logo.bytes).to_vec();
    let now = tx.now();
    sqlx::query!(
        "insert into tenant.organisation_logo (org_id, media_type, sha256, image, width_px, height_px, uploaded_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6)
        on conflict (org_id) do update
        set media_type = excluded.media_type, sha256 = excluded.sha256, image = excluded.image, width_px = excluded.width_px,
            height_px = excluded.height_px, uploaded_at = excluded.uploaded_at",
        logo.media_type as MediaType,
        sha256,
        &logo.bytes,
        width_px,
        height_px,
        now,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn touch(tx: &mut Tx, organisation: &Organisation) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.organisation set revision = $2 where org_id = $1",
        organisation.id as OrgId,
        organisation.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
