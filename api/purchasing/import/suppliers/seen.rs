//! What the rows before said: of each supplier of the file only what a later row is compared with.
use std::collections::{HashMap, HashSet};

use kernel::{Name, SupplierId};
use sha2::{Digest, Sha256};
use suppliers::SupplierDetails;

use super::{Candidate, together};

/// Half of a hash: what is compared is never shown.
type Mark = [u8; 16];

/// All suppliers of the file so far.
#[derive(Default)]
pub(super) struct Seen {
    suppliers: Vec<First>,
    made: HashSet<SupplierId>,
    by_key: HashMap<Mark, usize>,
    by_spelling: HashMap<Mark, usize>,
    by_tax_number: HashMap<Mark, usize>,
    numbers: HashSet<(&'static str, Mark)>,
    /// In the place of every name where the rest of two rows is compared.
    any_name: Option<Name>,
    made_count: usize,
}

struct First {
    name: Box<str>,
    beside_name: Mark,
    id: Option<SupplierId>,
}

impl Seen {
    /// The first good row of a name speaks for it; the later ones say it again. The new ones, in their order.
    pub fn group(&mut self, candidates: &mut [Candidate<'_>]) -> Vec<SupplierDetails> {
        let mut new = Vec::new();
        for Candidate { reading, details, key, place } in candidates {
            let Some(details) = details.take() else { continue };
            let beside_name = self.beside_name(&details);
            if let Some(at) = self.by_key.get(&mark(key)) {
                reading.trial.is_repeated = true;
                *place = Some(*at);
                if self.suppliers.get(*at).is_some_and(|first| first.beside_name != beside_name) {
                    let text = "Another row of this supplier came first and says otherwise; it stands.";
                    reading.warning("name", "differs_from_first", text);
                }
                continue;
            }
            for (field, number) in [("number", &details.number), ("external_number", &details.external_number)] {
                let Some(number) = number else { continue };
                if !self.numbers.insert((field, mark(number.as_str()))) {
                    reading.problem(field, "taken", "Another supplier of the file has this number.");
                }
            }
            if !reading.is_good() {
                continue;
            }
            let at = self.suppliers.len();
            if let Some(other) = self.by_spelling.insert(mark(&together(key)), at).and_then(|at| self.name(at)) {
                let text = format!("The file has {other}, whose name is nearly the same.");
                reading.warning("name", "resembles", text);
            }
            if let Some(number) = &details.tax_number
                && let Some(other) = self.by_tax_number.insert(mark(number.as_str()), at).and_then(|at| self.name(at))
            {
                reading.warning("tax_number", "resembles", format!("The file has {other} with this tax number."));
            }
            self.by_key.insert(mark(key), at);
            self.suppliers.push(First { name: details.name.as_str().into(), beside_name, id: None });
            *place = Some(at);
            new.push(details);
        }
        new
    }

    /// Notes what the next of them became.
    pub fn make_next(&mut self, id: SupplierId) {
        if let Some(first) = self.suppliers.get_mut(self.made_count) {
            first.id = Some(id);
        }
        self.made_count = self.made_count.saturating_add(1);
        self.made.insert(id);
    }

    /// Whether it was made of a row before.
    pub fn has_made(&self, id: SupplierId) -> bool {
        self.made.contains(&id)
    }

    /// What a supplier of the file became.
    pub fn made_at(&self, place: usize) -> Option<SupplierId> {
        self.suppliers.get(place)?.id
    }

    fn name(&self, at: usize) -> Option<&str> {
        Some(&*self.suppliers.get(at)?.name)
    }

    fn beside_name(&mut self, details: &SupplierDetails) -> Mark {
        let name = self.any_name.get_or_insert_with(|| details.name.clone()).clone();
        mark(&format!("{:?}", SupplierDetails { name, ..details.clone() }))
    }
}

fn mark(text: &str) -> Mark {
    let hash: [u8; 32] = Sha256::digest(text).into();
    let mut mark = Mark::default();
    mark.copy_from_slice(hash.split_at(16).0);
    mark
}
