//! What the rows of a file name, looked up once for all of them.
use std::collections::{HashMap, HashSet};

use access::Tx;
use imports::{Lens, RowReading, SheetRow, shortened};
use kernel::{CategoryId, DepartmentId, Error, SupplierId};
use suppliers::{FoundSupplier, Sought, Status, name_key};
use uuid::Uuid;

use crate::{
    import::store::{self, Named},
    totals::Tax,
};

/// What the organisation has of what the rows name.
pub(super) struct Known {
    suppliers: Vec<FoundSupplier>,
    suppliers_by: HashMap<String, Vec<usize>>,
    departments: HashMap<String, DepartmentId>,
    categories: HashMap<String, CategoryId>,
    tax_codes: HashMap<String, Tax>,
    external_numbers: HashSet<String>,
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>, as_sought: impl Fn(&str) -> String) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.map(as_sought).filter(|text| seen.insert(text.clone())).collect()
}

// Prefixed, so that a number is not taken for a name.
fn numbered(number: &str) -> String {
    format!("#{number}")
}

fn by_text<Id: Copy>(found: &[Named<Id>]) -> HashMap<String, Id> {
    // A code is stronger than a name that reads the same.
    let names = found.iter().map(|one| (one.name.to_lowercase(), one.id));
    let codes = found.iter().map(|one| (one.code.to_lowercase(), one.id));
    names.chain(codes).collect()
}

impl Known {
    /// Looks up everything that these rows name, in five statements.
    pub(super) async fn of(tx: &mut Tx, lens: &Lens<'_>, rows: &[(usize, SheetRow)]) -> Result<Self, Error> {
        let all = |field: &'static str| rows.iter().filter_map(move |(_, row)| lens.text(row, field));
        let lower = |text: &str| text.to_lowercase();
        let sought = Sought {
            name_keys: distinct(all("supplier"), name_key),
            tax_numbers: Vec::new(),
            numbers: distinct(all("supplier"), str::to_owned),
            ids: all("supplier").filter_map(|text| Uuid::parse_str(text).ok()).collect(),
        };
        let suppliers = suppliers::sought(tx, &sought).await?;
        let mut suppliers_by: HashMap<String, Vec<usize>> = HashMap::new();
        for (found, at) in suppliers.iter().zip(0..) {
            let numbers = [&found.number, &found.external_number].into_iter().flatten();
            let names =
                numbers.map(|number| numbered(number.as_str())).chain([found.name_key.clone(), found.id.to_string()]);
            for name in names {
                suppliers_by.entry(name).or_default().push(at);
            }
        }
        let departments = store::departments(tx, &distinct(all("department"), lower)).await?;
        let categories = store::categories(tx, &distinct(all("category"), lower)).await?;
        let tax_codes = store::tax_codes(tx, &distinct(all("tax_code"), lower)).await?;
        let numbers = distinct(all("external_number"), str::to_owned);
        let external_numbers = store::external_numbers_taken(tx, &numbers).await?;
        Ok(Self {
            suppliers,
            suppliers_by,
            departments: by_text(&departments),
            categories: by_text(&categories),
            tax_codes: tax_codes.into_iter().map(|tax| (tax.code.to_lowercase(), tax)).collect(),
            external_numbers: external_numbers.into_iter().collect(),
        })
    }

    /// Whether an order that still counts bears this number.
    pub(super) fn has_order(&self, external_number: &str) -> bool {
        self.external_numbers.contains(external_number)
    }

    /// The supplier that a row names: by id, by number, by name; exactly one of them.
    pub(super) fn supplier(&self, row: &mut RowReading<'_>) -> Option<SupplierId> {
        let text = row.required("supplier")?;
        let names = [text.to_lowercase(), numbered(text), name_key(text)];
        let found = names.iter().find_map(|name| self.suppliers_by.get(name));
        let found: Vec<_> = found.into_iter().flatten().filter_map(|at| self.suppliers.get(*at)).collect();
        match found.as_slice() {
            [] => {
                let said = format!("There is no supplier `{}`: create or import it first.", shortened(text));
                row.is_unknown("supplier", text, &said);
                None
            }
            [one] => {
                if one.status == Status::Blocked {
                    row.warning("supplier", "supplier_blocked", format!("{} is blocked.", one.name));
                }
                Some(one.id)
            }
            [..] => {
                let said = format!("There are {} suppliers named so: give the number instead.", found.len());
                row.is_unknown("supplier", text, &said);
                None
            }
        }
    }

    /// The department that a row names, if it names one.
    pub(super) fn department(&self, row: &mut RowReading<'_>) -> Option<DepartmentId> {
        row.choice("department", "department in use", |text| self.departments.get(&text.to_lowercase()).copied())
    }

    /// The category that a row names, if it names one.
    pub(super) fn category(&self, row: &mut RowReading<'_>) -> Option<CategoryId> {
        row.choice("category", "category in use", |text| self.categories.get(&text.to_lowercase()).copied())
    }

    /// The tax code that a row names, if it names one.
    pub(super) fn tax_code(&self, row: &mut RowReading<'_>) -> Option<Tax> {
        row.choice("tax_code", "tax code in use", |text| self.tax_codes.get(&text.to_lowercase()).cloned())
    }
}
