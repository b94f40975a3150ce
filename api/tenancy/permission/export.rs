//! Export the permissions of the catalogue.
use access::{Permit, Role, Work, catalogue::ExportPermissions};
use exports::{Everything, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::{Error, Page};

use super::{PermissionView, list::list};

const SHEET: &Sheet<PermissionView> = &Sheet {
    list: "permissions",
    columns: &[
        ("Permission", |permission| permission.code.into()),
        ("Meaning", |permission| permission.meaning.into()),
        ("Kind", |permission| permission.kind.code().into()),
        ("Can be held", |permission| permission.is_live.into()),
        ("Sign-in within (s)", |permission| permission.sign_in_within_s.map(i64::from).into()),
        ("Guarded", |permission| permission.is_guarded.into()),
        ("Confirmed by mail", |permission| permission.is_confirmed.into()),
        ("Roles", |permission| roles(permission.roles).into()),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export permissions
///
/// The catalogue, live and planned, one row each, as CSV or XLSX. Formula-safe. It leaves one event.
#[utoipa::path(
    get,
    path = "/permissions/export",
    tag = "people",
    params(Exporting<Everything>),
    responses(ExportAnswer)
)]
pub async fn export_permissions(
    permit: Permit<ExportPermissions>,
    request: Exporting<Everything>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, whole).await
}

async fn whole<P>(_: &mut Work<'_, P>, _: Everything) -> Result<Page<PermissionView>, Error> {
    Ok(list())
}

fn roles(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ")
}
