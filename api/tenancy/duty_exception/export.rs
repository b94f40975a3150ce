//! Take the list of exceptions away as a file.
use access::{Permit, catalogue::ExportDutyExceptions};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    DutyException,
    list::{ListDutyExceptionsRequest, page},
};

const SHEET: &Sheet<DutyException> = &Sheet {
    list: "duty-exceptions",
    columns: &[
        ("Duties", |exception| exception.pair.code().into()),
        ("What", |exception| (&exception.document_name).into()),
        ("Id", |exception| Cell::text(&exception.document_id)),
        ("Person", |exception| (&exception.person_name).into()),
        ("When", |exception| exception.happened_at.into()),
        ("Named to look", |exception| (&exception.reviewer_name).into()),
        ("Due", |exception| exception.due_at.into()),
        ("State", |exception| exception.state.code().into()),
        ("Reviewed by", |exception| exception.reviewed_by_name.as_ref().into()),
        ("Reviewed at", |exception| exception.reviewed_at.into()),
        ("Note", |exception| exception.note.as_ref().into()),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export the exceptions
///
/// Those that the list shows under the same filters, one row each, as CSV or XLSX. Formula-safe. It leaves one event.
#[utoipa::path(
    get,
    path = "/duty-exceptions/export",
    tag = "organisation",
    params(Exporting<ListDutyExceptionsRequest>),
    responses(ExportAnswer)
)]
pub async fn export_duty_exceptions(
    permit: Permit<ExportDutyExceptions>,
    request: Exporting<ListDutyExceptionsRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, page).await
}
