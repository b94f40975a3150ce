//! Many suppliers at once: one statement for all, for a file has thousands of names.
use access::{Tx, Work};
use kernel::{Error, Name, Reference, Revision};
use uuid::Uuid;

use crate::{
    SupplierDetails, TaxNumber,
    supplier::{Status, Supplier, SupplierId, store},
};

// A statement has ten seconds, and each supplier leaves several rows in the trail.
const WRITTEN_AT_ONCE: usize = 1000;

/// What suppliers are looked for by; any one is enough.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// As [`name_key`](crate::name_key) makes them.
    pub name_keys: Vec<String>,
    pub tax_numbers: Vec<String>,
    /// Their number with us or in the system they were imported from.
    pub numbers: Vec<String>,
    pub ids: Vec<Uuid>,
}

/// A supplier that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSupplier {
    pub id: SupplierId,
    pub name: Name,
    pub name_key: String,
    pub tax_number: Option<TaxNumber>,
    pub number: Option<Reference>,
    pub external_number: Option<Reference>,
    pub status: Status,
}

/// A supplier that somebody proposed, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub id: SupplierId,
    pub name: Name,
    pub status: Status,
    pub revision: Revision,
}

/// Every supplier that is sought, and those whose name differs from a sought one by spaces alone.
pub async fn sought(tx: &mut Tx, sought: &Sought) -> Result<Vec<FoundSupplier>, Error> {
    store::sought(tx, sought).await
}

/// Enters the caller's proposals under whichever permission the work has, in their order; the caller tells of each.
pub async fn propose_all<P>(work: &mut Work<'_, P>, details: Vec<SupplierDetails>) -> Result<Vec<Supplier>, Error> {
    let (by, at) = (work.caller().person_id, work.now());
    let proposed = details.into_iter().map(|details| Supplier::proposed(SupplierId(work.new_id()), details, by, at));
    let suppliers: Vec<Supplier> = proposed.collect();
    for some in suppliers.chunks(WRITTEN_AT_ONCE) {
        store::insert_all(work, some).await?;
    }
    Ok(suppliers)
}

/// Those of these suppliers that are there, as they stand.
pub async fn proposals(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Proposal>, Error> {
    store::proposals(tx, ids, false).await
}

/// The same, which nobody changes or names until the end of the transaction.
pub async fn lock_proposals(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Proposal>, Error> {
    store::proposals(tx, ids, true).await
}

/// Takes back the caller's own proposals that were locked and that nobody has touched; the caller tells of each.
pub async fn withdraw_all(tx: &mut Tx, ids: &[Uuid]) -> Result<(), Error> {
    for some in ids.chunks(WRITTEN_AT_ONCE) {
        store::withdraw_all(tx, some).await?;
    }
    Ok(())
}
