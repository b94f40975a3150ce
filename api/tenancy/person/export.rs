//! Export the people that the list shows.
use access::{Permit, catalogue::ExportPeople};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    Person,
    list::{ListPeopleRequest, list},
};

const SHEET: &Sheet<Person> = &Sheet {
    list: "people",
    columns: &[
        ("Name", |person| (&person.name).into()),
        ("E-mail", |person| (&person.email).into()),
        ("Department", |person| person.department_name.as_ref().into()),
        ("Roles", |person| roles(person).into()),
        ("Active", |person| person.is_active.into()),
        ("Language", |person| person.locale.as_ref().into()),
        ("Time zone", |person| person.time_zone.into()),
        ("Id", |person| Cell::text(&person.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export people
///
/// Every person that the list shows under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/people/export",
    tag = "people",
    params(Exporting<ListPeopleRequest>),
    responses(ExportAnswer)
)]
pub async fn export_people(
    permit: Permit<ExportPeople>,
    request: Exporting<ListPeopleRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}

// By their codes, and those of the organisation's own by their names.
fn roles(person: &Person) -> String {
    let own = person.custom_roles.iter().map(|role| role.name.as_str());
    person.roles.iter().map(|role| role.code()).chain(own).collect::<Vec<_>>().join(", ")
}
