//! What was measured, as a table, as JSON and as a page of the documents.
use std::{fmt::Write, fs, path::Path};

use kernel::Error;
use serde::Serialize;

use crate::{message::Message, recorder::Recording, rounds::Measured};

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    /// The bound that it should keep, if any.
    pub target: Option<f64>,
    pub met: Option<bool>,
}

/// The figures of a run and how it was taken.
#[derive(Debug, Default)]
pub struct Report {
    pub figures: Vec<Figure>,
    /// What a reader must know, one sentence a line.
    pub circumstances: Vec<String>,
}

const PAGE: &str = include_str!("report.md");
const FIGURES: &str = "{figures}";
const CIRCUMSTANCES: &str = "{circumstances}";

impl Report {
    /// A figure without a bound.
    pub fn tell(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { name: name.into(), value, unit, target: None, met: None });
    }

    /// A figure that must reach its bound.
    pub fn tell_at_least(&mut self, name: impl Into<String>, value: f64, unit: &'static str, bound: f64) {
        self.figures.push(Figure { name: name.into(), value, unit, target: Some(bound), met: Some(value >= bound) });
    }

    /// A figure that may not pass its bound.
    pub fn tell_at_most(&mut self, name: impl Into<String>, value: f64, unit: &'static str, bound: f64) {
        self.figures.push(Figure { name: name.into(), value, unit, target: Some(bound), met: Some(value <= bound) });
    }

    /// A figure that must be just this.
    pub fn tell_exactly(&mut self, name: impl Into<String>, value: f64, unit: &'static str, bound: f64) {
        let met = Some((value - bound).abs() < f64::EPSILON);
        self.figures.push(Figure { name: name.into(), value, unit, target: Some(bound), met });
    }

    /// What was measured of two ways, such as HTTP and bare, with the bound of their ratio.
    pub fn tell_measured(&mut self, name: &str, ways: (&str, &str), measured: &Measured, bound: f64) {
        let (first, second) = ways;
        self.tell_at_least(format!("{name}, {first} over {second}"), measured.ratio(), "ratio", bound);
        self.tell(format!("{name}, {first}"), measured.median(|round| round.first_per_second), "per second");
        self.tell(format!("{name}, {second}"), measured.median(|round| round.second_per_second), "per second");
        if let Some(cores) = measured.foreign_cores_max() {
            self.tell(format!("{name}, other programs in the worst round"), cores, "cores");
        }
        let counts = [
            ("rounds that stayed noisy", measured.noisy().try_into().ok()),
            ("rounds taken again", Some(measured.repeated)),
        ];
        for (what, count) in counts {
            self.tell(format!("{name}, {what}"), count.map_or(f64::NAN, f64::from), "rounds");
        }
    }

    /// How many messages an operation sends and waits for.
    pub fn tell_messages(&mut self, name: &str, recording: &Recording) {
        let awaited = awaited(recording);
        self.tell(
            format!("{name}, messages waited for"),
            u32::try_from(awaited).map_or(f64::NAN, f64::from),
            "messages",
        );
    }

    /// As a table for a terminal or a page.
    pub fn table(&self) -> String {
        let mut table = String::from("| figure | value | unit | target | met |\n|---|---:|---|---:|---|\n");
        for Figure { name, value, unit, target, met } in &self.figures {
            let value = match *unit {
                "ratio" | "cores" | "ms" => format!("{value:.2}"),
                _ => format!("{value:.0}"),
            };
            let target = target.map_or(String::new(), |target| format!("{target:.2}"));
            let met = met.map_or("", |met| if met { "yes" } else { "no" });
            let row = writeln!(table, "| {name} | {value} | {unit} | {target} | {met} |");
            debug_assert!(row.is_ok(), "text takes what is written");
        }
        table
    }

    /// Writes the figures as JSON, and the page.
    pub fn write(&self, json: &Path, page: &Path) -> Result<(), Error> {
        for path in [json, page] {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
        }
        fs::write(json, serde_json::to_string_pretty(&self.figures)?)?;
        let circumstances: String = self.circumstances.iter().map(|line| format!("- {line}\n")).collect();
        let text = PAGE.replace(FIGURES, self.table().trim_end()).replace(CIRCUMSTANCES, circumstances.trim_end());
        Ok(fs::write(page, text)?)
    }
}

/// How many messages of a warm request are waited for: all but a read's rollback.
pub fn awaited(recording: &Recording) -> usize {
    recording.iter().filter(|message| message.sql().as_ref() != "rollback" && !is_preparing(message)).count()
}

fn is_preparing(message: &Message) -> bool {
    matches!(message, Message::Prepared(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_below_its_bound_is_told_as_not_met() {
        let mut report = Report::default();
        let round = crate::rounds::Round { first_per_second: 50.0, second_per_second: 100.0, foreign_cores: Some(0.0) };

        report.tell_measured("page", ("HTTP", "bare"), &Measured { rounds: vec![round], repeated: 1 }, 0.75);

        assert!(report.table().contains("| page, HTTP over bare | 0.50 | ratio | 0.75 | no |"), "{}", report.table());
        assert!(report.table().contains("| page, rounds taken again | 1 | rounds |  |  |"), "{}", report.table());
    }

    #[test]
    fn the_page_has_room_for_the_figures() {
        assert!(PAGE.contains(FIGURES) && PAGE.contains(CIRCUMSTANCES));
    }
}
