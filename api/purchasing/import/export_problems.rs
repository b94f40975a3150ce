//! The rows of an import that have problems, as a file to be corrected.
use access::{FileAnswer, Permit, Work, catalogue::ViewImports};
use actix_web::web::Path;
use imports::{CorrectionFile, NO_PROBLEM_ROWS};
use kernel::{Bytes, Error};

use super::{ImportId, ImportKind};

/// The largest file that is read, each of its cells quoted and guarded, and what may be wrong with each of its fields.
const BYTES_MAX: usize = 268_435_456;
/// The file, for the document.
type ProblemRows = Bytes<BYTES_MAX>;

/// The rows with problems, as a file to be corrected
///
/// CSV in UTF-8 with a byte-order mark, delimited as the uploaded file was. Two columns stand before the file's own: the
/// line on which the row began, and what is wrong with it. Corrected, it can be uploaded as it stands: the two columns are
/// known and left out. A cell that a spreadsheet would run as a formula has an apostrophe in front, which is taken off again.
#[utoipa::path(
    get,
    path = "/imports/{id}/error-file",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    responses((status = 200, description = "The rows with problems.", content((inline(ProblemRows) = "text/csv"))))
)]
pub async fn export_import_problems(permit: Permit<ViewImports>, id: Path<ImportId>) -> Result<FileAnswer, Error> {
    permit.read_file(async |work| export_problems(work, *id).await).await
}

/// Reads them part by part, if the import is the caller's.
pub async fn export_problems(work: &mut Work<'_, ViewImports>, id: ImportId) -> Result<FileAnswer, Error> {
    let import = imports::find(work, id).await?;
    let target = ImportKind::of(&import.kind)?.target();
    let mut file = CorrectionFile::of(target, &import)?;
    for part in import.parts() {
        file.add(&imports::problem_rows(work, id, part).await?)?;
    }
    let bytes = file.bytes()?.ok_or(NO_PROBLEM_ROWS)?;
    Ok(FileAnswer { media_type: "text/csv; charset=utf-8", file_name: format!("import-{id}-problems.csv"), bytes })
}
