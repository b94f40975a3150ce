//! A list as a sheet: its columns, and how its rows come into a file.
use std::time::Duration;

use access::{Permit, Work, permission::Discloses};
use kernel::{Cursor, Error, Name, Page, PageSize, Turns};
use serde_json::json;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization;

use crate::{Cell, EXPORT_TOO_LARGE, EXPORT_TOO_SLOW, ExportAnswer, Exporting, file::File, store};

/// The most rows of one file.
pub const ROWS_MAX: u64 = 100_000;
/// How long the rows of one file may take; a transaction ends after thirty seconds.
const GATHERING: Duration = Duration::from_secs(25);
const NAME_CHARS_MAX: usize = 40;

/// A heading, and what of a row stands below it.
pub type Column<Row> = (&'static str, fn(&Row) -> Cell);

/// Every row, in a file that is not finished yet.
struct Gathered {
    file: File,
    file_name: String,
    rows: u64,
}

/// A list as a sheet.
pub struct Sheet<Row: 'static> {
    /// As the file, the sheet and the trail call it.
    pub list: &'static str,
    pub columns: &'static [Column<Row>],
    /// How many rows, or documents with their rows, are read at a time.
    pub page: PageSize,
}

/// Rows are read so many at a time, where each is one row of the list.
pub const ROWS_AT_A_TIME: PageSize = PageSize::of(1000);

impl<Row: Send + 'static> Sheet<Row> {
    /// Everything that `read` finds under the filters, in one file, with one event that says so.
    pub async fn export<P: Discloses, R: Turns>(
        &'static self,
        permit: Permit<P>,
        asked: Exporting<R>,
        read: impl AsyncFn(&mut Work<'_, P>, R) -> Result<Page<Row>, Error>,
    ) -> Result<ExportAnswer, Error> {
        let (format, filters) = (asked.format, asked.filters.clone());
        permit
            .disclose_file(
                async |work| {
                    let gathered = tokio::time::timeout(GATHERING, self.gather(work, &asked, read)).await;
                    gathered.map_err(|_| Error::from(EXPORT_TOO_SLOW))?
                },
                async |Gathered { file, file_name, rows }| {
                    let finished = spawn_blocking(move || file.finish()).await??;
                    let told = json!({ "list": self.list, "format": format, "rows": rows, "filters": filters });
                    Ok((ExportAnswer { format, file_name, rows, finished }, told))
                },
            )
            .await
    }

    async fn gather<P, R: Turns>(
        &'static self,
        work: &mut Work<'_, P>,
        asked: &Exporting<R>,
        read: impl AsyncFn(&mut Work<'_, P>, R) -> Result<Page<Row>, Error>,
    ) -> Result<Gathered, Error> {
        let (organisation, day) = store::place(work).await?;
        let headings: Vec<_> = self.columns.iter().map(|(heading, _)| *heading).collect();
        let mut file = File::begin(asked.format, self.list, &headings, work.now())?;
        let (mut rows, mut next): (u64, Option<Cursor>) = (0, None);
        loop {
            let page = read(work, asked.request.turned(next, self.page)).await?;
            rows = rows.saturating_add(u64::try_from(page.items.len())?);
            if rows > ROWS_MAX {
                return Err(Error::refused(EXPORT_TOO_LARGE, format!("A file takes {ROWS_MAX} rows.")));
            }
            next = page.next_cursor;
            file = self.write(file, page.items).await?;
            if next.is_none() {
                break;
            }
        }
        let file_name = format!("{}_{}_{day}.{}", self.list, plain(&organisation), asked.format.extension());
        Ok(Gathered { file, file_name, rows })
    }

    // Off the thread that answers others: a page is thousands of cells.
    async fn write(&'static self, mut file: File, rows: Vec<Row>) -> Result<File, Error> {
        let written = spawn_blocking(move || {
            for row in &rows {
                let cells: Vec<Cell> = self.columns.iter().map(|(_, cell)| cell(row)).collect();
                file.row(&cells)?;
            }
            Ok(file)
        });
        written.await?
    }
}

// A name as a part of a file's name on any system: letters without accents, digits, one dash for all between.
fn plain(name: &Name) -> String {
    let letters = name.as_str().nfkd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase);
    let spaced: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join("-");
    let short: String = words.chars().take(NAME_CHARS_MAX).collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() { "organisation".to_owned() } else { short.to_owned() }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_plain_letters() {
        let plain = |name: &str| plain(&Name::parse(name).expect("a name"));

        assert_eq!(plain("Harbour House"), "harbour-house");
        assert_eq!(plain("Hôtel \"L'Été\" /../ GmbH & Co."), "hotel-l-ete-gmbh-co");
        assert_eq!(plain("港の家"), "organisation");
        assert_eq!(plain(&"a b ".repeat(30)).len(), 39);
    }
}
