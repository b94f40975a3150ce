use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{SheetRow, sheet::collected};

fn sheet(bytes: &[u8]) -> Result<(Found, Vec<SheetRow>), Error> {
    collected(bytes, |spool, rows| read(spool, None, rows))
}

const STRINGS: &str =
    r#"<sst count="2"><si><t>Name</t></si><si><r><t xml:space="preserve">Quay </t></r><r><t>Fish</t></r></si></sst>"#;
const STYLES: &str = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
const SHEET: &str = r#"<worksheet><dimension ref="A1:C3"/><cols><col min="1" max="1" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Day</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>46371</v></c></row><row r="3"><c r="A3" t="str"><f>A2</f><v>x</v></c><c r="B3" t="b"><v>1</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets><sheet name="Firms" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

const PACKAGE: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const NAMES: [&str; 6] = [
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
];
const PARTS: [&str; 6] = [STRINGS, STYLES, SHEET, WORKBOOK, RELATIONS, PACKAGE];

fn zipped(parts: [&[u8]; 6]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in NAMES.iter().zip(parts) {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn each_kind_of_cell_is_read() {
    let (read, rows) = sheet(&zipped(PARTS.map(str::as_bytes))).unwrap();

    let names: Vec<_> = read.header.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!((read.name.as_str(), names), ("Firms", vec!["Name", "Day"]));
    let rows: Vec<_> = rows.into_iter().map(|row| (row.row, row.cells)).collect();
    let cells = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    assert_eq!(rows, [(2, cells("Quay Fish", "2026-12-15")), (3, cells("x", "TRUE"))]);
    let notes: Vec<_> = read.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(notes, ["hidden_cells", "merged_cells"]);
}

proptest! {
    // Whatever stands in a part, reading it ends with a sheet or a refusal.
    #[test]
    fn a_damaged_part_is_refused_and_nothing_worse(
        part in 0_usize..6,
        edits in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(any::<u8>())), 1..6),
        digits in prop::option::of("[0-9]{1,20}"),
    ) {
        let mut bytes = PARTS[part].as_bytes().to_vec();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            match byte {
                Some(byte) => bytes[at] = byte,
                None => drop(bytes.remove(at)),
            }
        }
        // And numbers of any size where there was one.
        if let Some(digits) = digits {
            let text = String::from_utf8_lossy(&bytes).replace("46371", &digits).replace("\"2\"", &format!("\"{digits}\""));
            bytes = text.into_bytes();
        }
        let mut parts = PARTS.map(str::as_bytes);
        parts[part] = &bytes;

        if let Err(error) = sheet(&zipped(parts)) {
            prop_assert_eq!(error.refusal().code, "invalid");
        }
    }
}
