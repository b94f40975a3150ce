//! Suppliers from rows: each name once, whatever number of rows bears it.
mod fields;
mod seen;

use std::collections::{HashMap, HashSet};

use access::{Event, Work, catalogue::CreateSuppliers};
use imports::{Created, Lens, RowFound, RowReading, Tally};
use kernel::{CountryCode, Email, Error, Name, Note, Reference, Text};
use serde_json::json;
use suppliers::{FoundSupplier, Sought, SupplierDetails, TaxNumber, name_key};

use fields::ADDRESS_LINES;
pub(super) use fields::TARGET;

use self::seen::Seen;
use super::attempt::{Round, currency};

struct Candidate<'a> {
    reading: RowReading<'a>,
    details: Option<SupplierDetails>,
    key: String,
    /// Which supplier of the file it speaks of, when it is good.
    place: Option<usize>,
}

/// Reads each row, compares it with what the organisation has and with what came before it, and makes what is new.
pub(super) async fn attempt<P>(work: &mut Work<'_, P>, round: Round<'_>) -> Result<Tally, Error> {
    let import = round.import;
    let lens = Lens::of(TARGET, round.mapping, import.header.len());
    let (mut tally, mut seen) = (Tally::default(), Seen::default());
    for part in import.parts() {
        let rows = imports::rows_of_part(work, import.id, part).await?;
        let mut candidates: Vec<Candidate<'_>> = rows.iter().map(|row| candidate(lens.read(row))).collect();
        let mut found = suppliers::sought(work, &sought_by(&candidates)).await?;
        // What this very import has made a moment ago is no supplier that was there already.
        found.retain(|one| !seen.has_made(one.id));
        let known = Known::of(&found);
        for candidate in &mut candidates {
            known.judge(candidate);
        }
        let new = seen.group(&mut candidates);
        tally.add_documents(new.len());
        if round.is_making {
            make(work, new, &mut seen).await?;
        }
        let found = candidates.into_iter().map(|Candidate { reading, place, .. }| {
            tally.add(&reading.trial, reading.unknown);
            let made = place.and_then(|place| seen.made_at(place));
            let created = made.map(|id| Created { kind: "supplier".to_owned(), id: id.0 });
            RowFound { trial: reading.trial, created }
        });
        let found = found.collect();
        imports::keep_found(work, import.id, part, found).await?;
        work.report(usize::try_from(tally.counts().rows)?, import.rows()).await?;
    }
    Ok(tally)
}

/// Proposes them all, and tells of each.
async fn make<P>(work: &mut Work<'_, P>, new: Vec<SupplierDetails>, seen: &mut Seen) -> Result<(), Error> {
    let mut events = Vec::new();
    for supplier in suppliers::propose_all(work, new).await? {
        let detail = json!({ "name": supplier.details.name, "is_imported": true });
        events.push(Event::of::<CreateSuppliers>(supplier.id, detail));
        seen.make_next(supplier.id);
    }
    work.tell(&events).await
}

fn candidate(mut reading: RowReading<'_>) -> Candidate<'_> {
    let details = details(&mut reading);
    reading.trial.document = reading.text("name").map(str::to_owned);
    let key = reading.text("name").map(name_key).unwrap_or_default();
    let details = details.filter(|_| reading.is_good());
    Candidate { reading, details, key, place: None }
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
        let Candidate { reading, details, key, .. } = candidate;
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
