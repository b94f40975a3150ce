//! Whether there are enough different people for every step (SOD-02): a matching of people to steps.
use std::collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry};

use kernel::PersonId;

/// A step that still needs people, and who could be among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demand<S> {
    pub step: S,
    pub needed: usize,
    pub people: BTreeSet<PersonId>,
}

/// What no assignment of people can fill.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shortage<S> {
    /// How many people are missing in all.
    pub missing: usize,
    /// The steps that together ask for more people than there are.
    pub steps: Vec<S>,
    /// Everybody whom those steps could ask.
    pub people: BTreeSet<PersonId>,
}

/// Assigns each person to at most one step; none when every demand can be met.
pub(crate) fn shortage<S: Copy + Ord>(demands: &[Demand<S>]) -> Option<Shortage<S>> {
    let mut held: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut missing: usize = 0;
    let mut starved = BTreeSet::new();
    for (place, demand) in demands.iter().enumerate() {
        for already in 0..demand.needed {
            if let Err(reached) = place_one_more(demands, place, &mut held) {
                missing = missing.saturating_add(demand.needed.saturating_sub(already));
                starved.extend(reached);
                break;
            }
        }
    }
    let short: Vec<_> =
        demands.iter().enumerate().filter(|(place, _)| starved.contains(place)).map(|(_, demand)| demand).collect();
    (missing > 0).then(|| Shortage {
        missing,
        steps: short.iter().map(|demand| demand.step).collect(),
        people: short.iter().flat_map(|demand| demand.people.iter().copied()).collect(),
    })
}

// Breadth first, so that nothing recurses: finds somebody free for `start`, moving others where they can be moved.
fn place_one_more<S>(
    demands: &[Demand<S>],
    start: usize,
    held: &mut BTreeMap<PersonId, usize>,
) -> Result<(), BTreeSet<usize>> {
    let mut asked_by: BTreeMap<PersonId, usize> = BTreeMap::new();
    // By giving up whom each step was reached; the start gives up nobody.
    let mut gives_up: BTreeMap<usize, Option<PersonId>> = BTreeMap::from([(start, None)]);
    let mut queue = VecDeque::from([start]);
    while let Some(place) = queue.pop_front() {
        for person in demands.get(place).iter().flat_map(|demand| &demand.people) {
            let holder = held.get(person).copied();
            if asked_by.contains_key(person) || holder == Some(place) {
                continue;
            }
            asked_by.insert(*person, place);
            let Some(holder) = holder else {
                hand_over(*person, &asked_by, &gives_up, held);
                return Ok(());
            };
            if let Entry::Vacant(entry) = gives_up.entry(holder) {
                entry.insert(Some(*person));
                queue.push_back(holder);
            }
        }
    }
    Err(gives_up.into_keys().collect())
}

// Walks back from the free person: each step on the way takes the next person and gives up the one it held.
fn hand_over(
    free: PersonId,
    asked_by: &BTreeMap<PersonId, usize>,
    gives_up: &BTreeMap<usize, Option<PersonId>>,
    held: &mut BTreeMap<PersonId, usize>,
) {
    let mut moved = Some(free);
    while let Some(person) = moved {
        let place = asked_by.get(&person).copied();
        if let Some(place) = place {
            held.insert(person, place);
        }
        moved = place.and_then(|place| gives_up.get(&place).copied().flatten());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::person;

    fn demand(step: usize, needed: usize, people: &[u128]) -> Demand<usize> {
        Demand { step, needed, people: people.iter().map(|n| person(*n)).collect() }
    }

    // Tries every way to hand out people, one after the other; small cases only.
    fn most_filled(slots: &[BTreeSet<PersonId>], used: &BTreeSet<PersonId>) -> usize {
        let Some((slot, rest)) = slots.split_first() else {
            return 0;
        };
        let with = slot.difference(used).map(|person| {
            let mut used = used.clone();
            used.insert(*person);
            1 + most_filled(rest, &used)
        });
        with.chain([most_filled(rest, used)]).max().unwrap_or(0)
    }

    #[test]
    fn people_move_so_that_every_step_is_filled() {
        assert_eq!(shortage(&[demand(1, 1, &[1, 2]), demand(2, 1, &[1])]), None);
        assert_eq!(shortage(&[demand(1, 2, &[1, 2, 3]), demand(2, 1, &[1, 2]), demand(3, 0, &[])]), None);
    }

    #[test]
    fn a_shortage_names_the_steps_that_share_too_few() {
        let short = shortage(&[demand(1, 1, &[5, 6]), demand(2, 1, &[1]), demand(3, 1, &[1])]).unwrap();

        assert_eq!(short, Shortage { missing: 1, steps: vec![2, 3], people: BTreeSet::from([person(1)]) });
    }

    proptest! {
        #[test]
        fn nobody_is_missing_who_could_be_placed(wanted in prop::collection::vec((0_usize..3, prop::collection::btree_set(1_u128..6, 0..5)), 0..5)) {
            let demands: Vec<_> = wanted.iter().enumerate()
                .map(|(step, (needed, people))| demand(step, *needed, &people.iter().copied().collect::<Vec<_>>())).collect();
            let slots: Vec<_> = demands.iter().flat_map(|d| std::iter::repeat_n(d.people.clone(), d.needed)).collect();

            let missing = shortage(&demands).map_or(0, |short| short.missing);

            prop_assert_eq!(missing, slots.len() - most_filled(&slots, &BTreeSet::new()));
        }

        #[test]
        fn a_shortage_is_proved_by_the_steps_it_names(wanted in prop::collection::vec((0_usize..3, prop::collection::btree_set(1_u128..6, 0..5)), 0..5)) {
            let demands: Vec<_> = wanted.iter().enumerate()
                .map(|(step, (needed, people))| demand(step, *needed, &people.iter().copied().collect::<Vec<_>>())).collect();

            if let Some(short) = shortage(&demands) {
                let asked: usize = demands.iter().filter(|d| short.steps.contains(&d.step)).map(|d| d.needed).sum();
                prop_assert_eq!(asked, short.people.len() + short.missing);
            }
        }
    }
}
