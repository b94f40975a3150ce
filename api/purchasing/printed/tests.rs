//! What a printed order must hold, seen on the laid-out pages and in the file.

use std::collections::HashSet;

use super::export::Streams;
use super::font::{Faces, Figures, Weight};
use super::layout::{LaidOut, lay_out};
use super::sheet::{Belongs, Ink, MARGIN_SIDE, Mark, Sheet};
use super::text::{Line, Pen};
use super::*;

/// A grey point.
const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 200, 0, 0, 0, 106, 0, 105, 57, 70, 74, 138, 0, 0, 0, 0, 73, 69, 78,
    68, 174, 66, 96, 130,
];

/// A grey square of eight points.
const JPEG: &[u8] = &[
    255, 216, 255, 219, 0, 67, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 255,
    192, 0, 11, 8, 0, 8, 0, 8, 1, 1, 17, 0, 255, 196, 0, 20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255,
    196, 0, 20, 16, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 218, 0, 8, 1, 1, 0, 0, 63, 0, 63, 255, 217,
];

fn pages(order: &PrintedOrder) -> Vec<Sheet> {
    let faces = Faces::vendored().unwrap();
    let LaidOut { sheets, .. } = lay_out(order, &faces, None).unwrap();
    sheets
}

/// The file with its page contents unpacked, byte for byte as Latin-1.
fn plain_file(order: &PrintedOrder) -> String {
    let faces = Faces::vendored().unwrap();
    let laid_out = lay_out(order, &faces, None).unwrap();
    let rendered = export::write(order, &faces, laid_out, None, Streams::Plain).unwrap();
    rendered.bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn texts(sheet: &Sheet) -> Vec<(f32, f32, &Line, Belongs)> {
    sheet
        .placed
        .iter()
        .filter_map(|placed| match &placed.mark {
            Mark::Text { x, y, line } => Some((*x, *y, line, placed.belongs)),
            Mark::Rule { .. } | Mark::Logo { .. } | Mark::Diagonal { .. } => None,
        })
        .collect()
}

fn words(sheet: &Sheet) -> Vec<String> {
    texts(sheet).into_iter().map(|(_, _, line, _)| line.shaped.text.trim().to_owned()).collect()
}

fn has(sheet: &Sheet, text: &str) -> bool {
    words(sheet).iter().any(|word| word == text)
}

/// Where a text stands.
fn baseline(sheet: &Sheet, text: &str) -> f32 {
    texts(sheet).iter().find(|(_, _, line, _)| line.shaped.text.trim() == text).map(|(_, y, ..)| *y).unwrap()
}

#[test]
fn every_alphabet_is_drawn_with_its_own_glyphs() {
    let order = sample::of_many_alphabets();

    let rendered = render(&order).unwrap();

    assert_eq!(rendered.missing_glyphs, 0);
    let faces = Faces::vendored().unwrap();
    for text in sample::ALPHABETS {
        for weight in [Weight::Regular, Weight::Medium, Weight::SemiBold] {
            let shaped = faces.of(weight).shape(text, Figures::Tabular);
            assert!(shaped.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{text}");
        }
    }
}

#[test]
fn the_letters_of_the_languages_of_europe_and_their_neighbours_have_glyphs() {
    let faces = Faces::vendored().unwrap();
    let blocks = [
        '\u{C0}'..='\u{17F}',
        '\u{1EA0}'..='\u{1EF9}',
        '\u{3AC}'..='\u{3CE}',
        '\u{400}'..='\u{45F}',
        '\u{490}'..='\u{49D}',
        '\u{4A0}'..='\u{4E9}',
    ];

    for character in blocks.into_iter().flatten() {
        let line = Pen::new(Weight::Regular, 9.0, Ink::Text).line(&faces, &character.to_string());
        assert_eq!(line.shaped.missing, 0, "{character} {:x}", u32::from(character));
    }
}

#[test]
fn a_character_outside_the_fonts_is_a_box_that_is_counted_and_can_still_be_copied() {
    let mut order = sample::order(1);
    order.lines[0].description = "Tea 茶 and 🍵".into();

    let rendered = render(&order).unwrap();

    assert_eq!(rendered.missing_glyphs, 2);
    let file = plain_file(&order);
    assert!(file.contains("<8336>"), "the text behind the first box is kept");
}

#[test]
fn private_and_invisible_characters_do_not_stop_the_printing() {
    let mut order = sample::order(1);
    order.lines[0].description = "a\u{E001}b\u{0}c\u{202E}d\u{FFFF}\u{FEFF} שלום".into();

    let rendered = render(&order).unwrap();

    assert_eq!(rendered.missing_glyphs, 6);
}

#[test]
fn a_long_description_wraps_inside_its_column() {
    let mut order = sample::order(1);
    order.lines[0].description = "stainless steel shelf bracket ".repeat(20);

    let sheets = pages(&order);

    let shelf: Vec<_> =
        texts(&sheets[0]).into_iter().filter(|(_, _, line, _)| line.shaped.text.contains("shelf")).collect();
    let quantity = texts(&sheets[0]).into_iter().find(|(_, _, line, _)| line.shaped.text == "8").unwrap().0;
    assert!(shelf.len() >= 5);
    assert!(shelf.iter().all(|(x, _, line, _)| x + line.width() < quantity));
}

#[test]
fn an_overlong_word_breaks() {
    let mut order = sample::order(1);
    order.lines[0].description = "Donaudampfschifffahrtsgesellschaft".repeat(8);

    let sheets = pages(&order);

    let pieces: Vec<String> =
        words(&sheets[0]).into_iter().filter(|word| word.len() > 30 && !word.contains(' ')).collect();
    assert!(pieces.len() >= 3);
    assert_eq!(words(&sheets[0]).concat().matches("dampf").count() + split_across(&pieces, "dampf"), 8);
    assert!(texts(&sheets[0]).iter().all(|(x, _, line, _)| x + line.width() <= order.paper.right() + 0.5));
}

/// How often a word is cut in two by the end of a piece.
fn split_across(pieces: &[String], word: &str) -> usize {
    pieces.concat().matches(word).count() - pieces.iter().map(|piece| piece.matches(word).count()).sum::<usize>()
}

#[test]
fn a_long_order_repeats_the_table_head_and_numbers_its_pages() {
    let sheets = pages(&sample::order(200));

    assert!(sheets.len() > 5);
    for (index, sheet) in sheets.iter().enumerate() {
        assert!(has(sheet, "Description") && has(sheet, "Net amount"), "page {index}");
        assert!(has(sheet, &format!("Page {} of {}", index + 1, sheets.len())));
    }
    let positions: Vec<String> =
        sheets.iter().flat_map(words).filter(|word| word.starts_with("Your reference")).collect();
    let all: HashSet<&String> = positions.iter().collect();
    assert_eq!((positions.len(), all.len()), (100, 100), "each line once");
}

#[test]
fn nothing_runs_into_the_foot_or_over_the_edge() {
    for paper in [Paper::A4, Paper::Letter] {
        for sheet in pages(&PrintedOrder { paper, ..sample::order(120) }) {
            let foot = baseline(&sheet, "harbour-house.example");
            for (x, y, line, belongs) in texts(&sheet) {
                assert!(belongs == Belongs::PageFoot || y < foot - 10.0);
                assert!(x >= MARGIN_SIDE - 0.5 && x + line.width() <= paper.right() + 0.5, "{}", line.shaped.text);
            }
        }
    }
}

#[test]
fn totals_are_never_alone_on_a_page() {
    for count in 6..34 {
        let sheets = pages(&sample::order(count));
        let total_page = sheets.iter().find(|sheet| has(sheet, "56,070.98")).unwrap();
        let last_net = format!("1,{:03}.{:02}", count * 131 % 1000, count * 17 % 100);

        assert!(has(total_page, &last_net), "{count} lines");
        assert!(has(total_page, "Net total") && has(total_page, "10,484.82"), "{count} lines");
    }
}

#[test]
fn a_line_taller_than_a_page_goes_on_over_pages() {
    let mut order = sample::order(2);
    order.lines[0].description = "word ".repeat(9000);

    let sheets = pages(&order);

    let printed: usize = sheets.iter().flat_map(words).map(|text| text.matches("word").count()).sum();
    assert_eq!(printed, 9000);
    assert!(sheets.len() >= 8);
}

#[test]
fn an_endless_order_is_refused() {
    let mut order = sample::order(1);
    order.lines[0].description = "\nx".repeat(40_000);

    assert_eq!(render(&order), Err(RenderError::TooLong));
}

#[test]
fn absent_and_blank_parts_leave_no_gap() {
    let full = sample::order(1);
    let mut absent = full.clone();
    (absent.requested_by, absent.department, absent.payment_terms, absent.delivery_terms) = (None, None, None, None);
    (absent.notes, absent.deliver_to) = (None, Vec::new());
    let mut blank = absent.clone();
    (blank.requested_by, blank.notes, blank.deliver_to) = (Some(" ".into()), Some("\n".into()), vec![String::new()]);
    blank.supplier.address_lines.insert(1, "  ".into());

    let (full, absent, blank) = (pages(&full), pages(&absent), pages(&blank));

    assert_eq!(words(&absent[0]), words(&blank[0]));
    assert!((baseline(&absent[0], "Description") - baseline(&blank[0], "Description")).abs() < 0.01);
    assert!(baseline(&absent[0], "Description") < baseline(&full[0], "Description") - 20.0);
    assert!(baseline(&absent[0], "Terms") < baseline(&full[0], "Terms") - 50.0);
    assert!(!has(&absent[0], "Notes") && !has(&absent[0], "Deliver to") && !has(&absent[0], "Department"));
}

#[test]
fn an_order_without_lines_says_so() {
    let sheets = pages(&sample::order(0));

    assert!(has(&sheets[0], "This order has no lines yet."));
}

#[test]
fn an_empty_order_is_a_page_and_not_a_fault() {
    let blank = || " ".to_owned();
    let mut order = PrintedOrder {
        kind_title: blank(),
        notes: Some("n".into()),
        lines: vec![PrintedLine::default()],
        ..PrintedOrder::default()
    };
    (order.metadata.language, order.labels.notes, order.labels.tax, order.labels.position) =
        (blank(), blank(), blank(), blank());
    order.logo = Some(Logo::Png(PNG.into()));

    assert_eq!(render(&order).unwrap().pages, 1);
    assert_eq!(render(&PrintedOrder::default()).unwrap().pages, 1);
}

#[test]
fn the_watermark_stands_on_every_page_until_approval() {
    let marks =
        |sheet: &Sheet| sheet.placed.iter().filter(|placed| matches!(placed.mark, Mark::Diagonal { .. })).count();
    let draft = PrintedOrder { watermark: Some("Draft - not approved".into()), ..sample::order(60) };

    let (draft, approved) = (pages(&draft), pages(&sample::order(60)));

    assert!(draft.len() > 2 && draft.iter().all(|sheet| marks(sheet) == 1));
    assert!(draft.iter().all(|sheet| matches!(sheet.placed[0].mark, Mark::Diagonal { .. })), "under the words");
    assert!(approved.iter().all(|sheet| marks(sheet) == 0));
    assert!(has(&draft[0], "Draft - not approved"), "also in words that are read aloud");
}

#[test]
fn amounts_end_at_one_edge_in_figures_of_one_width() {
    let order = sample::order(12);
    let sheets = pages(&order);

    let nets: Vec<f32> = texts(&sheets[0])
        .into_iter()
        .filter(|(_, _, line, _)| line.shaped.text.starts_with("1,"))
        .map(|(x, _, line, _)| x + line.width())
        .collect();
    assert!(nets.len() >= 8);
    assert!(nets.iter().all(|edge| (edge - order.paper.right()).abs() < 0.01));
    let face = Faces::vendored().unwrap();
    let width = |text: &str| face.of(Weight::Regular).shape(text, Figures::Tabular).width;
    assert!((width("111") - width("888")).abs() < f32::EPSILON);
}

#[test]
fn a_code_is_printed_as_it_is_keyed() {
    let faces = Faces::vendored().unwrap();

    let arrow = faces.of(Weight::Regular).shape("2x4->", Figures::Proportional);

    let alone = |text: &str| faces.of(Weight::Regular).shape(text, Figures::Proportional).glyphs[0].glyph_id;
    let glyphs: Vec<_> = arrow.glyphs.iter().map(|glyph| glyph.glyph_id).collect();
    assert_eq!(glyphs, ["2", "x", "4", "-", ">"].map(alone));
}

#[test]
fn two_renderings_are_equal() {
    let order = PrintedOrder { logo: Some(Logo::Png(PNG.into())), ..sample::order(40) };

    assert_eq!(render(&order), render(&order.clone()));
}

#[test]
fn text_can_be_copied_out_of_the_file() {
    let file = plain_file(&sample::of_many_alphabets());

    // The maps from glyph to text hold the letters as UTF-16 in hexadecimal.
    assert!(file.contains("/ToUnicode"));
    for character in ['ż', 'ů', 'Đ', 'ΐ', 'щ', 'Ґ', 'ş'] {
        let code = format!("<{:04X}>", u32::from(character));
        assert!(file.contains(&code), "{character} {code}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let mut order = sample::order(1);
    order.metadata.language = "en-IE".into();

    let file = plain_file(&order);

    for part in [
        "/Lang",
        "en-IE",
        "Purchase order PO-2026-00042</rdf:li>",
        "2026-11-20T09:30:00",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/StructTreeRoot",
        "/THead",
        "/DisplayDocTitle true",
    ] {
        assert!(file.contains(part), "{part}");
    }
}

#[test]
fn a_logo_is_printed_with_the_buyer_as_its_words() {
    for logo in [Logo::Png(PNG.into()), Logo::Jpeg(JPEG.into())] {
        let rendered = render(&PrintedOrder { logo: Some(logo), ..sample::order(1) }).unwrap();

        let file: String = rendered.bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(file.contains("/Subtype /Image") || file.contains("/Subtype/Image"));
        assert!(file.contains("/Alt (Harbour House Hotel Ltd)") || file.contains("/Alt(Harbour House Hotel Ltd)"));
    }
}

#[test]
fn the_widest_numbers_are_written_smaller_and_never_cut() {
    let mut order = sample::order(2);
    let wide = &mut order.lines[0];
    (wide.quantity, wide.unit) = ("1,234,567,890.123456".into(), "cubic metre (normal)".into());
    (wide.unit_price, wide.net) = ("999,999,999,999.999999".into(), "999,999,999,999,999.999".into());
    wide.tax = Some("reverse charge".into());
    let numbers = [wide.quantity.clone(), wide.unit_price.clone(), wide.net.clone()];
    order.totals[2].amount = "999,999,999,999,999.999".into();

    let sheets = pages(&order);

    for number in numbers {
        assert!(has(&sheets[0], &number), "{number}");
    }
    let edges =
        texts(&sheets[0]).into_iter().filter(|(_, _, line, _)| line.shaped.text.starts_with("999,999,999,999,9"));
    let edges: Vec<f32> = edges.map(|(x, _, line, _)| x + line.width()).collect();
    assert_eq!(edges.len(), 2);
    assert!(edges.iter().all(|edge| (edge - order.paper.right()).abs() < 0.1));
}

#[test]
fn a_logo_that_cannot_be_printed_is_named_as_the_reason() {
    let broken = |logo: Logo| render(&PrintedOrder { logo: Some(logo), ..sample::order(1) });
    let mut huge = PNG.to_vec();
    huge[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);

    for logo in [
        Logo::Png(b"<svg/>".to_vec()),
        Logo::Jpeg(PNG.to_vec()),
        Logo::Png(PNG[..48].to_vec()),
        Logo::Png(huge),
        Logo::Png(vec![0; LOGO_BYTES_MAX + 1]),
    ] {
        assert!(matches!(broken(logo), Err(RenderError::Logo(_))));
    }
}
