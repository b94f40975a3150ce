//! Every statement on suppliers.
mod many;

use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{CountryCode, Currency, Email, Error, Name, Note, PersonId, Reference, Revision, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{
    Reviewer, Status, Supplier, SupplierDetails, SupplierId,
    list::{ListedSupplier, Wanted, Wording},
};
use crate::{
    PossibleDuplicate, Resemblance, TaxNumber,
    name_key::{name_key, search_text},
    refusals,
};

pub use many::{insert_all, proposals, sought, withdraw_all};

struct SupplierRow {
    id: SupplierId,
    name: Name,
    legal_name: Option<Name>,
    number: Option<Reference>,
    external_number: Option<Reference>,
    tax_number: Option<TaxNumber>,
    registration_number: Option<Reference>,
    country: CountryCode,
    address_lines: Vec<Name>,
    email: Option<Email>,
    phone: Option<Reference>,
    contact_name: Option<Name>,
    currency: Currency,
    payment_terms: Option<Text>,
    notes: Option<Note>,
    status: Status,
    created_by: PersonId,
    created_at: DateTime<Utc>,
    changed_by: Vec<PersonId>,
    activated_by: Option<PersonId>,
    activated_at: Option<DateTime<Utc>>,
    blocked_by: Option<PersonId>,
    blocked_reason: Option<Text>,
    withdrawn_by: Option<PersonId>,
    withdrawn_at: Option<DateTime<Utc>>,
    reviewer_id: Option<PersonId>,
    reviewer_name: Option<Name>,
    revision: Revision,
}

macro_rules! select {
    ($tx:expr, $id:expr, $locking:tt) => {
        sqlx::query_as!(
            SupplierRow,
            r#"select id as "id: SupplierId", name as "name: Name", legal_name as "legal_name: Name",
                number as "number: Reference", external_number as "external_number: Reference",
                tax_number as "tax_number: TaxNumber", registration_number as "registration_number: Reference",
                country as "country: CountryCode", address_lines as "address_lines: Vec<Name>", email as "email: Email",
                phone as "phone: Reference", contact_name as "contact_name: Name", currency as "currency: Currency",
                payment_terms as "payment_terms: Text", notes as "notes: Note", status as "status: Status",
                created_by as "created_by: PersonId", created_at, changed_by as "changed_by: Vec<PersonId>",
                activated_by as "activated_by: PersonId", activated_at, blocked_by as "blocked_by: PersonId",
                blocked_reason as "blocked_reason: Text", withdrawn_by as "withdrawn_by: PersonId", withdrawn_at,
                tenant.duty_reviewer('supplier_activation') as "reviewer_id?: PersonId",
                (select p.name from tenant.person p where p.id = tenant.duty_reviewer('supplier_activation')) as "reviewer_name?: Name",
                revision as "revision: Revision"
            from tenant.supplier
            where id = $1
            "# + $locking,
            $id.0
        )
        .fetch_optional($tx.connection()?)
        .await?
        .map(Supplier::from)
    };
}

/// A supplier, if the caller's organisation has it.
pub async fn find(tx: &mut Tx, id: SupplierId) -> Result<Option<Supplier>, Error> {
    Ok(select!(tx, id, ""))
}

/// The same, which nobody changes until the end of the transaction.
pub async fn share(tx: &mut Tx, id: SupplierId) -> Result<Option<Supplier>, Error> {
    Ok(select!(tx, id, "for share"))
}

/// A supplier, to change it.
pub async fn lock(tx: &mut Tx, id: SupplierId) -> Result<Supplier, Error> {
    select!(tx, id, "for update").ok_or_else(Error::not_found)
}

/// Who looks afterwards where the caller activates what they entered or changed; none where somebody else must activate it.
pub async fn reviewer(tx: &mut Tx) -> Result<Option<Reviewer>, Error> {
    let named = sqlx::query_as!(
        Reviewer,
        r#"
        select p.id as "id: PersonId", p.name as "name: Name"
        from tenant.person p
        where p.id = tenant.duty_reviewer('supplier_activation')
        "#
    );
    Ok(named.fetch_optional(tx.connection()?).await?)
}

/// Enters a new supplier.
pub async fn insert(tx: &mut Tx, supplier: &Supplier) -> Result<(), Error> {
    let details = &supplier.details;
    sqlx::query!(
        "insert into tenant.supplier (
            org_id, id, name, legal_name, number, external_number, tax_number, registration_number, country, address_lines,
            email, phone, contact_name, currency, payment_terms, notes, name_key, search_text,
            status, created_by, created_at, changed_by, revision
        ) values (
            (select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8, $9,
            $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, $21, $22
        )",
        supplier.id.0,
        details.name.as_str(),
        details.legal_name.as_ref().map(Name::as_str),
        details.number.as_ref().map(Reference::as_str),
        details.external_number.as_ref().map(Reference::as_str),
        details.tax_number.as_ref().map(TaxNumber::as_str),
        details.registration_number.as_ref().map(Reference::as_str),
        details.country.as_str(),
        &details.address_lines as _,
        details.email.as_ref().map(Email::as_str),
        details.phone.as_ref().map(Reference::as_str),
        details.contact_name.as_ref().map(Name::as_str),
        details.currency.code(),
        details.payment_terms.as_ref().map(Text::as_str),
        details.notes.as_ref().map(Note::as_str),
        name_key(details.name.as_str()),
        searched(details),
        supplier.status.code(),
        supplier.created_by.0,
        supplier.created_at,
        &supplier.changed_by as _,
        supplier.revision.0,
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Saves a supplier that was locked.
pub async fn save(tx: &mut Tx, supplier: &Supplier) -> Result<(), Error> {
    let details = &supplier.details;
    sqlx::query!(
        "update tenant.supplier
        set name = $2, legal_name = $3, number = $4, tax_number = $5, registration_number = $6, country = $7, address_lines = $8,
            email = $9, phone = $10, contact_name = $11, currency = $12, payment_terms = $13, notes = $14,
            name_key = $15, search_text = $16, status = $17, changed_by = $18, activated_by = $19, activated_at = $20,
            blocked_by = $21, blocked_reason = $22, revision = $23
        where id = $1",
        supplier.id.0,
        details.name.as_str(),
        details.legal_name.as_ref().map(Name::as_str),
        details.number.as_ref().map(Reference::as_str),
        details.tax_number.as_ref().map(TaxNumber::as_str),
        details.registration_number.as_ref().map(Reference::as_str),
        details.country.as_str(),
        &details.address_lines as _,
        details.email.as_ref().map(Email::as_str),
        details.phone.as_ref().map(Reference::as_str),
        details.contact_name.as_ref().map(Name::as_str),
        details.currency.code(),
        details.payment_terms.as_ref().map(Text::as_str),
        details.notes.as_ref().map(Note::as_str),
        name_key(details.name.as_str()),
        searched(details),
        supplier.status.code(),
        &supplier.changed_by as _,
        supplier.activated_by.map(|person| person.0),
        supplier.activated_at,
        supplier.blocked_by.map(|person| person.0),
        supplier.blocked_reason.as_ref().map(Text::as_str),
        supplier.revision.0,
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Suppliers that share the key or the tax number, at most ten.
pub async fn alike(
    tx: &mut Tx,
    but: Option<SupplierId>,
    key: &str,
    tax_number: Option<&TaxNumber>,
) -> Result<Vec<PossibleDuplicate>, Error> {
    let rows = sqlx::query!(
        r#"select id as "id: SupplierId", name, status as "status: Status", coalesce(tax_number = $3, false) as "has_tax_number!"
        from tenant.supplier
        where (name_key = $2 or tax_number = $3) and id is distinct from $1 and status <> 'withdrawn'
        order by 4 desc, name_key, id
        limit 10"#,
        but.map(|id| id.0),
        key,
        tax_number.map(TaxNumber::as_str),
    )
    .fetch_all(tx.connection()?)
    .await?;
    let shown = rows.into_iter().map(|row| PossibleDuplicate {
        id: row.id,
        name: row.name,
        status: row.status,
        because: if row.has_tax_number { Resemblance::SameTaxNumber } else { Resemblance::SameName },
    });
    Ok(shown.collect())
}

/// A page by name.
///
/// Order, place and the beginning of a name are comparisons of `name_key`, which are leakproof and so reach the index
/// under row security. Words inside a name cannot: `strpos` is not leakproof, and no index would be asked before the
/// policy. They filter the organisation's own rows as that index gives them, and stop at a full page: of 20,000
/// suppliers, 0.2 ms when many match and 20 ms when none does.
pub async fn page(tx: &mut Tx, wanted: Wanted) -> Result<Vec<ListedSupplier>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(
        "select id, name, number, external_number, tax_number, country, currency, status, blocked_reason, created_by, created_at, revision, name_key
        from tenant.supplier
        where true",
    );
    if let Some(status) = wanted.status {
        query.push(" and status = ").push_bind(status.code());
    } else {
        query.push(" and status <> 'withdrawn'");
    }
    if let Some(country) = wanted.country {
        query.push(" and country = ").push_bind(country);
    }
    match wanted.text {
        Some(Wording::Beginning(beginning)) => {
            query.push(" and name_key >= ").push_bind(beginning.clone());
            query.push(" and name_key < ").push_bind(format!("{beginning}\u{10FFFF}"));
        }
        Some(Wording::Words(words)) => {
            for word in words {
                query.push(" and strpos(search_text, ").push_bind(word).push(") > 0");
            }
        }
        None => {}
    }
    if let Some((key, id)) = wanted.after {
        query.push(" and (name_key, id) > (").push_bind(key).push(", ").push_bind(id).push(")");
    }
    query.push(" order by name_key, id limit ").push_bind(wanted.rows);
    Ok(query.build_query_as().fetch_all(tx.connection()?).await?)
}

fn searched(details: &SupplierDetails) -> String {
    search_text([
        Some(details.name.as_str()),
        details.legal_name.as_ref().map(Name::as_str),
        details.tax_number.as_ref().map(TaxNumber::as_str),
        details.number.as_ref().map(Reference::as_str),
        details.external_number.as_ref().map(Reference::as_str),
    ])
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("supplier_number_unique") => Error::invalid("number", "taken", "Another supplier has this number."),
        Some("supplier_external_number_unique") => {
            Error::invalid("external_number", "taken", "Another supplier has this number.")
        }
        Some(
            "supplier_activated_by_creator_check" | "supplier_activated_by_changer_check" | "supplier_second_person",
        ) => refusals::OWN_SUPPLIER.into(),
        Some(_) | None => error.into(),
    }
}

impl From<SupplierRow> for Supplier {
    fn from(row: SupplierRow) -> Self {
        let details = SupplierDetails {
            name: row.name,
            legal_name: row.legal_name,
            number: row.number,
            external_number: row.external_number,
            tax_number: row.tax_number,
            registration_number: row.registration_number,
            country: row.country,
            address_lines: row.address_lines,
            email: row.email,
            phone: row.phone,
            contact_name: row.contact_name,
            currency: row.currency,
            payment_terms: row.payment_terms,
            notes: row.notes,
        };
        Self {
            id: row.id,
            details,
            status: row.status,
            created_by: row.created_by,
            created_at: row.created_at,
            changed_by: row.changed_by,
            activated_by: row.activated_by,
            activated_at: row.activated_at,
            blocked_by: row.blocked_by,
            blocked_reason: row.blocked_reason,
            withdrawn_by: row.withdrawn_by,
            withdrawn_at: row.withdrawn_at,
            reviewer: row.reviewer_id.zip(row.reviewer_name).map(|(id, name)| Reviewer { id, name }),
            revision: row.revision,
        }
    }
}
