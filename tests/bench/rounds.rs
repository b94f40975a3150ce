//! Measures two ways side by side and in turns, so that both see the same weather.
use std::{
    future::Future,
    time::{Duration, Instant},
};

use kernel::Error;

use crate::cpu::{FOREIGN_CORES_MAX, Ours};

/// A round with too much foreign work is taken again so often.
const REPEATS_MAX: u32 = 3;

/// How often something was done in a time.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    pub times: u32,
    pub took: Duration,
}

impl Count {
    fn per_second(self) -> f64 {
        f64::from(self.times) / self.took.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// One round of both ways.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    pub first_per_second: f64,
    pub second_per_second: f64,
    /// Cores that other programs took; not known everywhere.
    pub foreign_cores: Option<f64>,
}

impl Round {
    fn ratio(&self) -> f64 {
        self.first_per_second / self.second_per_second.max(f64::MIN_POSITIVE)
    }

    fn is_noisy(&self) -> bool {
        self.foreign_cores.is_none_or(|cores| cores > FOREIGN_CORES_MAX)
    }
}

/// What was measured of an operation.
#[derive(Debug)]
pub struct Measured {
    pub rounds: Vec<Round>,
    /// Rounds that were taken again.
    pub repeated: u32,
}

impl Measured {
    /// The first over the second, the median of the rounds.
    pub fn ratio(&self) -> f64 {
        self.median(Round::ratio)
    }

    /// A figure's median over the rounds.
    pub fn median(&self, figure: impl Fn(&Round) -> f64) -> f64 {
        let mut figures: Vec<f64> = self.rounds.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// How many rounds stayed noisy.
    pub fn noisy(&self) -> usize {
        self.rounds.iter().filter(|round| round.is_noisy()).count()
    }

    /// The most that other programs took in a round.
    pub fn foreign_cores_max(&self) -> Option<f64> {
        self.rounds.iter().map(|round| round.foreign_cores).try_fold(0.0, |most, cores| Some(f64::max(most, cores?)))
    }
}

/// Takes so many rounds, in every other one the second first.
pub async fn measure<F, S>(
    ours: Ours,
    rounds: u32,
    first: impl Fn() -> F,
    second: impl Fn() -> S,
) -> Result<Measured, Error>
where
    F: Future<Output = Result<Count, Error>>,
    S: Future<Output = Result<Count, Error>>,
{
    let mut measured = Measured { rounds: Vec::new(), repeated: 0 };
    for number in 0..rounds {
        let mut repeats = 0;
        let round = loop {
            let begun = ours.now();
            let (one, other) = if number % 2 == 0 {
                let one = first().await?;
                (one, second().await?)
            } else {
                let other = second().await?;
                (first().await?, other)
            };
            let foreign_cores = begun.zip(ours.now()).map(|(begun, ended)| begun.foreign_cores(&ended));
            let (first_per_second, second_per_second) = (one.per_second(), other.per_second());
            let round = Round { first_per_second, second_per_second, foreign_cores };
            if !round.is_noisy() || repeats == REPEATS_MAX || foreign_cores.is_none() {
                break round;
            }
            repeats += 1;
        };
        measured.rounds.push(round);
        measured.repeated += repeats;
    }
    Ok(measured)
}

/// How often a round may be taken, all in all.
pub fn takes_max(rounds: u32) -> u32 {
    rounds.saturating_mul(REPEATS_MAX + 1)
}

/// Adds up what clients did side by side since `begun`.
pub fn together(begun: Instant, times: impl IntoIterator<Item = u32>) -> Count {
    Count { times: times.into_iter().sum(), took: begun.elapsed() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(first: f64, second: f64, foreign: f64) -> Round {
        Round { first_per_second: first, second_per_second: second, foreign_cores: Some(foreign) }
    }

    #[test]
    fn the_ratio_is_the_median_of_the_rounds_own() {
        let rounds = vec![round(80.0, 100.0, 0.1), round(10.0, 100.0, 0.1), round(700.0, 1000.0, 0.4)];
        let measured = Measured { rounds, repeated: 0 };

        assert!((measured.ratio() - 0.7).abs() < 1e-9);
        assert_eq!(measured.noisy(), 1);
        assert_eq!(measured.foreign_cores_max(), Some(0.4));
    }

    #[test]
    fn a_round_of_which_nothing_foreign_is_known_counts_as_noisy() {
        let unknown = Round { foreign_cores: None, ..round(1.0, 1.0, 0.0) };

        assert_eq!(Measured { rounds: vec![unknown], repeated: 0 }.noisy(), 1);
    }
}
