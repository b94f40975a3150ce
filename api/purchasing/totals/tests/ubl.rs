//! The totals that the OASIS example documents of UBL state, beside ours: equal, but for what is listed with its reason.
//!
//! The documents are read from `COUNTERSIGN_SAMPLE_DATA`, else from `../shared/data` beside the project; where they are
//! not, the test says so. What is compared: each line's net with quantity x price / base, less its discounts and with its
//! charges; then, on the nets that the lines state, every total that the document states.
mod document;
mod known;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use kernel::{Quantity, UnitPrice};

use self::{
    document::{Adjusted, Document, Line},
    known::{KNOWN, Known, RATES},
};
use super::super::*;

const FOLDER: &str = "ubl/oasis-ubl-examples";

/// A figure that a document states, and ours.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Compared {
    fact: String,
    stated: Decimal,
    ours: Decimal,
}

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = root.ancestors().map(|folder| folder.join("shared/data"));
    let found = env::var("COUNTERSIGN_SAMPLE_DATA").ok().map(PathBuf::from).into_iter().chain(folders);
    let folder = found.map(|folder| folder.join(FOLDER)).find(|folder| folder.is_dir());
    if folder.is_none() {
        println!("skipped: {FOLDER} is in no `shared/data` above {}; set COUNTERSIGN_SAMPLE_DATA", root.display());
    }
    folder
}

// Lines of an invoice may be negative, for goods that come back; ours cannot, so such a one is taken with its sign apart.
fn net_of(line: &Line, currency: Currency) -> Option<Money> {
    let (quantity, price) = (line.quantity?, line.price?);
    let sign = if quantity.is_sign_negative() { -1 } else { 1 };
    let quantity = Quantity::of(quantity.abs()).unwrap();
    let base = Quantity::of(line.base.unwrap_or(Decimal::ONE)).unwrap();
    let gross = gross(quantity, UnitPrice::of(price).unwrap(), base, currency).unwrap();
    let gross = Money { minor: gross.minor * sign, currency };
    let changed = line.adjustments.iter().try_fold(gross, |net, one| {
        let amount = Money::exactly(one.amount, currency).unwrap();
        if one.is_charge { net.plus(amount) } else { net.minus(amount) }
    });
    Some(changed.unwrap())
}

fn taxes_of(document: &Document, file: &str) -> Vec<Tax> {
    let rate = |stated: Option<Decimal>| {
        let assumed = RATES.iter().find(|(name, _)| *name == file).map(|(_, rate)| rate.parse().unwrap());
        stated.or(assumed)
    };
    let tax = |(id, percent): &(String, Option<Decimal>)| Tax {
        code: id.clone(),
        ..super::category(id, &rate(*percent).unwrap_or_default().to_string())
    };
    let categories = document.categories();
    if categories.is_empty() && rate(None).is_some() {
        return vec![tax(&("S".into(), None))];
    }
    categories.iter().map(tax).collect()
}

fn totals_of(document: &Document, taxes: &[Tax]) -> Totals {
    let currency = document.currency;
    let money = |decimal| Money::exactly(decimal, currency).unwrap();
    // Where a document has one category, its lines need not name it.
    let only = if taxes.len() == 1 { taxes.first() } else { None };
    let tax = |category: &Option<String>| category.as_ref().map_or(only, |id| taxes.iter().find(|tax| tax.code == *id));
    let lines = document.lines.iter().map(|line| Taxed { amount: money(line.net), tax: tax(&line.category) });
    // A discount or charge bears the tax that it names, and none if it names none.
    let own = |one: &Adjusted| one.category.as_ref().and_then(|id| taxes.iter().find(|tax| tax.code == *id));
    let changes = document.adjustments.iter().map(|one| {
        let taxed = Taxed { amount: money(one.amount), tax: own(one) };
        if one.is_charge { OnDocument::Charge(taxed) } else { OnDocument::Discount(taxed) }
    });
    totals(currency, lines.collect::<Vec<_>>(), changes.collect::<Vec<_>>()).unwrap()
}

fn compared(document: &Document, file: &str) -> Vec<Compared> {
    let mut all = Vec::new();
    let mut compare = |fact: String, stated: Option<Decimal>, ours: Money| {
        all.extend(stated.map(|stated| Compared { fact, stated, ours: ours.decimal() }));
    };
    for line in &document.lines {
        if let Some(net) = net_of(line, document.currency) {
            compare(format!("line {} net", line.id), Some(line.net), net);
        }
    }
    let taxes = taxes_of(document, file);
    let totals = totals_of(document, &taxes);
    let (stated, money) = (&document.stated, |decimal| Money::exactly(decimal, document.currency).unwrap());
    for adjustment in &document.adjustments {
        // The examples of UBL 2.0 write ten per cent as 0.10.
        if let Some(factor) = adjustment.factor {
            let share = percent_of(totals.lines, factor * Decimal::ONE_HUNDRED).unwrap();
            compare(format!("{} by {factor}", adjustment.reason), Some(adjustment.amount), share);
        }
    }
    compare("lines (BR-CO-10)".into(), stated.lines, totals.lines);
    compare("discounts (BR-CO-11)".into(), stated.discounts, totals.discounts);
    compare("charges (BR-CO-12)".into(), stated.charges, totals.charges);
    compare("net (BR-CO-13)".into(), stated.net, totals.net);
    compare("tax (BR-CO-14)".into(), stated.tax, totals.tax);
    compare("gross (BR-CO-15)".into(), stated.gross, totals.gross);
    let payable = payable(totals.gross, money(stated.paid), money(stated.rounding)).unwrap();
    compare("payable (BR-CO-16)".into(), stated.payable, payable);
    for sum in &document.subtotals {
        let ours =
            totals.by_tax_code.iter().find(|ours| ours.tax_code.as_ref().is_some_and(|tax| tax.code == sum.category));
        let ours = ours.unwrap_or_else(|| panic!("{file} states a tax of {} on nothing", sum.category));
        compare(format!("taxable {}", sum.category), sum.taxable, ours.taxable);
        compare(format!("tax {} (BR-CO-17)", sum.category), Some(sum.tax), ours.tax);
    }
    all
}

#[test]
fn the_examples_of_oasis_come_to_what_they_state_but_where_they_err() {
    let Some(folder) = folder() else { return };
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut documents, mut equal, mut unlike) = (0, 0, Vec::new());
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "xml")) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(document) = Document::read(&fs::read_to_string(path).unwrap()) else { continue };
        let all = compared(&document, &file);
        documents += usize::from(!all.is_empty());
        for one in all {
            if one.stated == one.ours {
                equal += 1;
            } else {
                unlike.push(format!("{file}: {} is stated as {}, ours is {}", one.fact, one.stated, one.ours));
            }
        }
    }
    let known: Vec<_> = KNOWN.iter().map(Known::told).collect();

    println!("{documents} documents: {equal} figures equal, {} not:", unlike.len());
    for one in KNOWN {
        println!("  {}. {}", one.told(), one.why);
    }
    assert_eq!(unlike, known);
    assert_eq!((documents, equal), (20, 162));
}
