//! Take the lines of an access review away as a file.
use access::{Permit, Work, catalogue::ExportAccessReviews};
use actix_web::web::Path;
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    AccessReviewId,
    line::AccessReviewLine,
    list_lines::{ListAccessReviewLinesRequest, page},
    store,
};

// Those of which the digest is made stand as they are signed; docs/grants.md says which.
const SHEET: &Sheet<AccessReviewLine> = &Sheet {
    list: "access-review",
    columns: &[
        ("Line", |line| line.number.0.into()),
        ("Person", |line| (&line.person_name).into()),
        ("Person id", |line| Cell::text(&line.person_id)),
        ("Account is active", |line| line.is_active.into()),
        ("Source", |line| line.source().into()),
        ("Permissions", |line| line.permissions.join(", ").into()),
        ("Guarded", |line| line.guarded.join(", ").into()),
        ("Never together", |line| line.toxic.join(", ").into()),
        ("Held since", |line| line.granted_at.into()),
        ("Given by", |line| line.granted_by_name.as_ref().into()),
        ("Because", |line| line.granted_because.as_ref().into()),
        ("Agreed by", |line| line.approved_by_name.as_ref().into()),
        ("Until", |line| line.expires_at.into()),
        ("Last sign-in", |line| line.last_sign_in_at.into()),
        ("State", |line| line.state.code().into()),
        ("Decided by", |line| line.decided_by_name.as_ref().into()),
        ("Decided by id", |line| line.decided_by.map(|by| by.to_string()).into()),
        ("Decided at", |line| line.decided_at.into()),
        ("Reason", |line| line.reason.as_ref().into()),
        ("Role of the organisation's own", |line| line.custom_role.as_ref().map(|role| &role.name).into()),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export an access review
///
/// Its lines with what was decided, one row each, as CSV or XLSX. Formula-safe. It leaves one event.
#[utoipa::path(
    get,
    path = "/access-reviews/{id}/lines/export",
    tag = "people",
    params(("id" = AccessReviewId, Path, description = "The access review."), Exporting<ListAccessReviewLinesRequest>),
    responses(ExportAnswer)
)]
pub async fn export_access_review_lines(
    permit: Permit<ExportAccessReviews>,
    id: Path<AccessReviewId>,
    request: Exporting<ListAccessReviewLinesRequest>,
) -> Result<ExportAnswer, Error> {
    let id = *id;
    let asked = request.of("review_id", &id);
    SHEET
        .export(permit, asked, async |work: &mut Work<'_, ExportAccessReviews>, asked: ListAccessReviewLinesRequest| {
            store::find(work, id).await?;
            page(work, id, asked).await
        })
        .await
}
