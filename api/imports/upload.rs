//! A file on its way into the database: read on a thread of its own, kept part by part, never whole in memory.
use access::Tx;
use kernel::{Error, Spool, Text};
use tokio::{sync::mpsc, task::spawn_blocking};

use crate::{Format, ImportId, SheetRow, SourceFile, store};

/// How many parts the reader may be ahead.
const AHEAD_MAX: usize = 2;

/// Reads a file and keeps its rows; the import itself is still to be entered.
pub async fn take_in(
    tx: &mut Tx,
    id: ImportId,
    spool: Spool,
    format: Format,
    sheet: Option<Text>,
) -> Result<SourceFile, Error> {
    let (give, mut take) = mpsc::channel::<Vec<SheetRow>>(AHEAD_MAX);
    let reading = spawn_blocking(move || {
        let sheet = sheet.as_ref().map(Text::as_str);
        SourceFile::read(&spool, format, sheet, &mut |rows| Ok(give.blocking_send(rows)?))
    });
    let mut parts = 0..;
    while let Some(rows) = take.recv().await {
        let Some(part) = parts.next() else { break };
        store::insert_part(tx, id, part, &rows).await?;
    }
    reading.await?
}
