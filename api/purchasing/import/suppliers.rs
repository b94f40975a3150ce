//! Suppliers from rows: each name once, whatever number of rows bears it.
mod fields;

use std::collections::{HashMap, HashSet};

use access::{Event, Work, catalogue::CreateSuppliers};
use imports::{Lens, Made, Mapping, RowReading, Sheet, Trial};
use kernel::{CountryCode, Email, Error, Name, Note, Reference, Text};
use serde_json::json;
use suppliers::{FoundSupplier, Sought, SupplierDetails, TaxNumber, name_key};

use fields::ADDRESS_LINES;
pub(super) use fields::TARGET;

use super::attempt::{AllMade, Attempt, Documents, currency, must_be_few};

/// The most suppliers that one confirmation makes: each leaves several rows in the trail, all within one transaction.
const SUPPLIERS_MAX: usize = 5000;

/// A supplier to be proposed, and the rows that bear its name.
pub(super) struct NewSupplier {
    rows: Vec<i32>,
    details: SupplierDetails,
}

struct Candidate<'a> {
    reading: RowReading<'a>,
    details: Option<SupplierDetails>,
    key: String,
}

/// Reads each row, compares it with what the organisation has, and groups the rows by name.
pub(super) async fn attempt<P>(work: &mut Work<'_, P>, sheet: &Sheet, mapping: &Mapping) -> Result<Attempt, Error> {
    let lens = Lens::of(TARGET, mapping, sheet);
    let mut candidates: Vec<Candidate<'_>> = sheet.rows.iter().map(|row| candidate(lens.read(row))).collect();
    let known = suppliers::sought(work, &sought_by(&candidates)).await?;
    let known = Known::of(&known);
    for candidate in &mut candidates {
        known.judge(candidate);
    }
    let new = grouped(&mut candidates);
    let unknown: Vec<_> = candidates.iter_mut().flat_map(|one| std::mem::take(&mut one.reading.unknown)).collect();
    let rows = candidates.into_iter().map(|candidate| candidate.reading.trial).collect();
    Ok(Attempt { trial: Trial::of(rows, &unknown, new.len()), documents: Documents::Suppliers(new) })
}

fn candidate(mut reading: RowReading<'_>) -> Candidate<'_> {
    let details = details(&mut reading);
    reading.trial.document = reading.text("name").map(str::to_owned);
    let key = reading.text("name").map(name_key).unwrap_or_default();
    let details = details.filter(|_| reading.is_good());
    Candidate { reading, details, key }
}

fn details(row: &mut RowReading<'_>) -> Option<SupplierDetails> {
    let name = row.required_parsed("name", Name::parse);
    let legal_name = row.parsed("legal_name", Name::parse);
    let number = row.parsed("number", Reference::parse);
    let external_number = row.parsed("external_number", Reference::parse);
    let tax_number = row.parsed("tax_number", TaxNumber::parse);
    let registration_number = row.parsed("registration_number", Reference::parse);
    let country = row.required_choice("country", "country of ISO 3166-1 such as GB", |text| {
        CountryCode::parse(&text.to_uppercase()).ok()
    });
    let address_lines = ADDRESS_LINES.iter().filter_map(|field| row.parsed(field, Name::parse)).collect();
    let email = row.parsed("email", Email::parse);
    let phone = row.parsed("phone", Reference::parse);
    let contact_name = row.parsed("contact_name", Name::parse);
    let currency = currency(row);
    let payment_terms = row.parsed("payment_terms", Text::parse);
    let notes = row.parsed("notes", Note::parse);
    Some(SupplierDetails {
        name: name?,
        legal_name,
        number,
        external_number,
        tax_number,
        registration_number,
        country: country?,
        address_lines,
        email,
        phone,
        contact_name,
        currency: currency?,
        payment_terms,
        notes,
    })
}

fn sought_by(candidates: &[Candidate<'_>]) -> Sought {
    let mut sought = Sought::default();
    let (mut keys, mut numbers) = (HashSet::new(), HashSet::new());
    for Candidate { details, key, .. } in candidates {
        let Some(details) = details else { continue };
        if keys.insert(key.clone()) {
            sought.name_keys.push(key.clone());
        }
        for number in [&details.number, &details.external_number].into_iter().flatten() {
            if numbers.insert(number.as_str().to_owned()) {
                sought.numbers.push(number.as_str().to_owned());
            }
        }
        if let Some(tax_number) = &details.tax_number
            && numbers.insert(tax_number.as_str().to_owned())
        {
            sought.tax_numbers.push(tax_number.as_str().to_owned());
        }
    }
    sought
}

fn together(key: &str) -> String {
    key.replace(' ', "")
}

/// The suppliers that the organisation has, by what a row may share with one.
struct Known<'a> {
    keys: HashMap<&'a str, &'a FoundSupplier>,
    tax_numbers: HashMap<&'a str, &'a FoundSupplier>,
    numbers: HashMap<&'a str, &'a FoundSupplier>,
    external_numbers: HashMap<&'a str, &'a FoundSupplier>,
    spellings: HashMap<String, &'a FoundSupplier>,
}

impl<'a> Known<'a> {
    fn of(found: &'a [FoundSupplier]) -> Self {
        let numbered = |of: fn(&FoundSupplier) -> Option<&Reference>| {
            found.iter().filter_map(move |one| Some((of(one)?.as_str(), one))).collect()
        };
        Self {
            keys: found.iter().map(|one| (one.name_key.as_str(), one)).collect(),
            tax_numbers: found.iter().filter_map(|one| Some((one.tax_number.as_ref()?.as_str(), one))).collect(),
            numbers: numbered(|one| one.number.as_ref()),
            external_numbers: numbered(|one| one.external_number.as_ref()),
            spellings: found.iter().map(|one| (together(&one.name_key), one)).collect(),
        }
    }

    // The same name or tax number is the same supplier; a name that differs by spaces alone may be.
    fn judge(&self, candidate: &mut Candidate<'_>) {
        let Candidate { reading, details, key } = candidate;
        let Some(of) = details else { return };
        let tax_number = of.tax_number.as_ref().and_then(|number| self.tax_numbers.get(number.as_str()));
        let number = of.number.as_ref().and_then(|number| self.numbers.get(number.as_str()));
        let external = of.external_number.as_ref().and_then(|number| self.external_numbers.get(number.as_str()));
        if let Some(same) = self.keys.get(key.as_str()) {
            reading.problem("name", "exists_already", format!("There is a supplier {} already.", same.name));
        } else if let Some(same) = tax_number {
            let text = format!("{} has this tax number already.", same.name);
            reading.problem("tax_number", "exists_already", text);
        } else if let Some(alike) = self.spellings.get(&together(key)) {
            let text = format!("There is a supplier {}, whose name is nearly the same.", alike.name);
            reading.warning("name", "resembles", text);
        }
        for (field, same) in [("number", number), ("external_number", external)] {
            if let Some(same) = same {
                reading.problem(field, "taken", format!("{} has this number.", same.name));
            }
        }
        if !reading.is_good() {
            *details = None;
        }
    }
}

// The first good row of a name speaks for it; the later ones say it again.
fn grouped(candidates: &mut [Candidate<'_>]) -> Vec<NewSupplier> {
    let mut new: Vec<NewSupplier> = Vec::new();
    let (mut by_key, mut by_spelling) = (HashMap::<String, usize>::new(), HashMap::<String, String>::new());
    let (mut numbers, mut tax_numbers) = (HashSet::new(), HashMap::<String, String>::new());
    for Candidate { reading, details, key } in candidates {
        let Some(details) = details.take() else { continue };
        if let Some(first) = by_key.get(key).and_then(|at| new.get_mut(*at)) {
            reading.trial.is_repeated = true;
            if (SupplierDetails { name: first.details.name.clone(), ..details }) != first.details {
                let text = "Another row of this supplier came first and says otherwise; it stands.";
                reading.warning("name", "differs_from_first", text);
            }
            first.rows.push(reading.trial.row);
            continue;
        }
        for (field, number) in [("number", &details.number), ("external_number", &details.external_number)] {
            let Some(number) = number else { continue };
            if !numbers.insert((field, number.as_str().to_owned())) {
                reading.problem(field, "taken", "Another supplier of the file has this number.");
            }
        }
        if !reading.is_good() {
            continue;
        }
        if let Some(other) = by_spelling.insert(together(key), details.name.to_string()) {
            let text = format!("The file has {other}, whose name is nearly the same.");
            reading.warning("name", "resembles", text);
        }
        if let Some(number) = &details.tax_number
            && let Some(other) = tax_numbers.insert(number.as_str().to_owned(), details.name.to_string())
        {
            reading.warning("tax_number", "resembles", format!("The file has {other} with this tax number."));
        }
        by_key.insert(key.clone(), new.len());
        new.push(NewSupplier { rows: vec![reading.trial.row], details });
    }
    new
}

/// Proposes them all, and tells of each.
pub(super) async fn make<P>(work: &mut Work<'_, P>, new: Vec<NewSupplier>) -> Result<AllMade, Error> {
    must_be_few(new.len(), SUPPLIERS_MAX, "suppliers")?;
    let (rows, details): (Vec<_>, Vec<_>) = new.into_iter().map(|one| (one.rows, one.details)).unzip();
    let mut made = AllMade::default();
    for (supplier, rows) in suppliers::propose_all(work, details).await?.into_iter().zip(rows) {
        let id = supplier.id;
        made.rows.extend(rows.iter().map(|row| Made { row: *row, kind: "supplier", id: id.0 }));
        let detail = json!({ "name": supplier.details.name, "is_imported": true });
        made.events.push(Event::of::<CreateSuppliers>(id, detail));
    }
    Ok(made)
}
