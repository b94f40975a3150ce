//! Show one supplier, whole.
use access::{Answer, Moment, Permit, Shown, Work, catalogue::ViewSuppliers};
use actix_web::web::Path;
use kernel::{Error, Revision};
use serde::Serialize;
use utoipa::ToSchema;

use super::{SupplierId, SupplierView, store};
use crate::{PossibleDuplicate, possible_duplicates};

/// A supplier with its history.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupplierDocument {
    #[serde(flatten)]
    supplier: SupplierView,
    /// At most ten: whoever activates this should look at them first.
    possible_duplicates: Vec<PossibleDuplicate>,
    /// What happened to it, oldest first.
    timeline: Vec<Moment>,
}

impl Shown for SupplierDocument {
    fn revision(&self) -> Option<Revision> {
        self.supplier.revision()
    }
}

/// Show a supplier
///
/// With the actions open to you, its timeline, and suppliers that may be the same one.
#[utoipa::path(
    get,
    path = "/suppliers/{id}",
    tag = "suppliers",
    params(("id" = SupplierId, Path, description = "The supplier.")),
    responses((status = 200, body = SupplierDocument, description = "The supplier."))
)]
pub async fn get_supplier(
    permit: Permit<ViewSuppliers>,
    id: Path<SupplierId>,
) -> Result<Answer<SupplierDocument>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// The supplier, its likes and its timeline.
pub async fn get(work: &mut Work<'_, ViewSuppliers>, id: SupplierId) -> Result<SupplierDocument, Error> {
    let supplier = store::find(work, id).await?.ok_or_else(Error::not_found)?;
    let tax_number = supplier.details.tax_number.as_ref();
    let possible_duplicates = possible_duplicates(work, Some(id), &supplier.details.name, tax_number).await?;
    let timeline = access::timeline(work, id.into()).await?;
    Ok(SupplierDocument { supplier: supplier.seen_by(work.caller()), possible_duplicates, timeline })
}
