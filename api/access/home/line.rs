//! Which home a log line belongs to: that of the request, or of the job, in whose task it is written.
use std::cell::OnceCell;

use super::HomeCode;

tokio::task_local! {
    static HOME: OnceCell<HomeCode>;
}

/// Runs what may turn out to belong to a home; until then its lines belong to none.
pub async fn lines_of_nobody_yet<T>(work: impl Future<Output = T>) -> T {
    HOME.scope(OnceCell::new(), work).await
}

/// Runs what belongs to a home from the start.
pub async fn lines_of_home<T>(home: HomeCode, work: impl Future<Output = T>) -> T {
    HOME.scope(OnceCell::from(home), work).await
}

/// The home that a line written here and now belongs to.
pub fn home_of_line() -> Option<HomeCode> {
    HOME.try_with(|home| home.get().cloned()).ok().flatten()
}

/// From here on the lines of this task are the home's; the first home counts, for a request has one.
pub(crate) fn line_belongs_to(home: &HomeCode) {
    drop(HOME.try_with(|line| line.set(home.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> HomeCode {
        HomeCode::parse(text).expect("a home")
    }

    #[tokio::test]
    async fn a_line_belongs_to_the_first_home_that_its_task_reached_and_to_none_outside() {
        line_belongs_to(&code("eu1"));
        let seen = lines_of_nobody_yet(async {
            let before = home_of_line();
            line_belongs_to(&code("eu1"));
            line_belongs_to(&code("us1"));
            (before, home_of_line())
        });

        assert_eq!(seen.await, (None, Some(code("eu1"))));
        assert_eq!(lines_of_home(code("us1"), async { home_of_line() }).await, Some(code("us1")));
        assert_eq!(home_of_line(), None);
    }
}
