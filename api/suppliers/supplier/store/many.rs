//! Statements on many suppliers at once.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Email, Error, Name, Note, Reference, Revision, Text};
use uuid::Uuid;

use super::{Status, Supplier, SupplierId, name_key, refused, searched};
use crate::{
    TaxNumber,
    many::{FoundSupplier, Proposal, Sought},
};

macro_rules! proposals {
    ($tx:expr, $ids:expr, $locking:tt) => {
        sqlx::query_as!(
            Proposal,
            r#"
            select id as "id: SupplierId", name as "name: Name", status as "status: Status", revision as "revision: Revision"
            from tenant.supplier
            where id = any ($1)
            order by id
            "# + $locking,
            $ids
        )
        .fetch_all($tx.connection()?)
    };
}

/// Suppliers by name key, tax number, number or id; a key that differs by spaces alone counts too.
pub async fn sought(tx: &mut Tx, sought: &Sought) -> Result<Vec<FoundSupplier>, Error> {
    let together: Vec<String> = sought.name_keys.iter().map(|key| key.replace(' ', "")).collect();
    Ok(sqlx::query_as!(
        FoundSupplier,
        r#"
        select id as "id: SupplierId", name as "name: Name", name_key, tax_number as "tax_number: TaxNumber",
            number as "number: Reference", external_number as "external_number: Reference", status as "status: Status"
        from tenant.supplier
        where status <> 'withdrawn'
            -- Of a planned-once statement only what is selected is looked up in a hash; an array is gone through for each supplier.
            and (name_key in (select unnest($1::text[])) or tax_number in (select unnest($2::text[]))
                or number in (select unnest($3::text[])) or external_number in (select unnest($3::text[]))
                or id in (select unnest($4::uuid[])) or replace(name_key, ' ', '') in (select unnest($5::text[])))
        order by name_key, id
        "#,
        &sought.name_keys,
        &sought.tax_numbers,
        &sought.numbers,
        &sought.ids,
        &together
    )
    .fetch_all(tx.connection()?)
    .await?)
}

/// Suppliers that were proposed, as they stand; nobody changes or names them until the end of a writing transaction.
pub async fn proposals(tx: &mut Tx, ids: &[Uuid], is_locking: bool) -> Result<Vec<Proposal>, Error> {
    let found = if is_locking { proposals!(tx, ids, "for update").await? } else { proposals!(tx, ids, "").await? };
    Ok(found)
}

/// Takes back proposals that were locked.
pub async fn withdraw_all(tx: &mut Tx, ids: &[Uuid]) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!(
        "
        update tenant.supplier
        set status = 'withdrawn', withdrawn_by = (select door.person_id()), withdrawn_at = $2, revision = revision + 1
        where id = any ($1)
        ",
        ids,
        at
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Enters new suppliers in one statement.
pub async fn insert_all(tx: &mut Tx, suppliers: &[Supplier]) -> Result<(), Error> {
    fn texts<'a>(suppliers: &'a [Supplier], of: impl Fn(&'a Supplier) -> Option<&'a str>) -> Vec<Option<String>> {
        suppliers.iter().map(|supplier| of(supplier).map(str::to_owned)).collect()
    }
    let Some(first) = suppliers.first() else { return Ok(()) };
    let ids: Vec<Uuid> = suppliers.iter().map(|supplier| supplier.id.0).collect();
    let names: Vec<String> = suppliers.iter().map(|supplier| supplier.details.name.as_str().to_owned()).collect();
    let keys: Vec<String> = suppliers.iter().map(|supplier| name_key(supplier.details.name.as_str())).collect();
    let searches: Vec<String> = suppliers.iter().map(|supplier| searched(&supplier.details)).collect();
    let countries: Vec<String> = suppliers.iter().map(|one| one.details.country.as_str().to_owned()).collect();
    let currencies: Vec<String> = suppliers.iter().map(|one| one.details.currency.code().to_owned()).collect();
    // No line of an address holds a line break, so they travel as one text.
    let addresses: Vec<Option<String>> = suppliers
        .iter()
        .map(|one| one.details.address_lines.iter().map(Name::as_str).collect::<Vec<_>>().join("\n"))
        .map(|lines| (!lines.is_empty()).then_some(lines))
        .collect();
    let legal_names = texts(suppliers, |one| one.details.legal_name.as_ref().map(Name::as_str));
    let numbers = texts(suppliers, |one| one.details.number.as_ref().map(Reference::as_str));
    let external_numbers = texts(suppliers, |one| one.details.external_number.as_ref().map(Reference::as_str));
    let tax_numbers = texts(suppliers, |one| one.details.tax_number.as_ref().map(TaxNumber::as_str));
    let registrations = texts(suppliers, |one| one.details.registration_number.as_ref().map(Reference::as_str));
    let emails = texts(suppliers, |one| one.details.email.as_ref().map(Email::as_str));
    let phones = texts(suppliers, |one| one.details.phone.as_ref().map(Reference::as_str));
    let contacts = texts(suppliers, |one| one.details.contact_name.as_ref().map(Name::as_str));
    let terms = texts(suppliers, |one| one.details.payment_terms.as_ref().map(Text::as_str));
    let notes = texts(suppliers, |one| one.details.notes.as_ref().map(Note::as_str));
    sqlx::query!(
        "
        insert into tenant.supplier (
            org_id, id, name, name_key, search_text, country, currency, address_lines, legal_name, number, external_number,
            tax_number, registration_number, email, phone, contact_name, payment_terms, notes, status, created_by, created_at,
            changed_by, revision)
        select (select door.org_id()), n.id, n.name, n.name_key, n.search_text, n.country, n.currency,
            coalesce(string_to_array(n.address, E'\n'), '{}'), n.legal_name, n.number, n.external_number, n.tax_number,
            n.registration_number, n.email, n.phone, n.contact_name, n.payment_terms, n.notes, 'proposed', $18::uuid, $19,
            array[$18::uuid], 1
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
            n (id, name, name_key, search_text, country, currency, address, legal_name, number, external_number, tax_number,
                registration_number, email, phone, contact_name, payment_terms, notes)
        ",
        &ids,
        &names,
        &keys,
        &searches,
        &countries,
        &currencies,
        &addresses as &[Option<String>],
        &legal_names as &[Option<String>],
        &numbers as &[Option<String>],
        &external_numbers as &[Option<String>],
        &tax_numbers as &[Option<String>],
        &registrations as &[Option<String>],
        &emails as &[Option<String>],
        &phones as &[Option<String>],
        &contacts as &[Option<String>],
        &terms as &[Option<String>],
        &notes as &[Option<String>],
        first.created_by.0,
        first.created_at
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}
