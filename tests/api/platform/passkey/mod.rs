mod begin;
mod create;
mod list;
mod remove;

use access::platform::OperatorRole;

use super::console::Console;
use crate::support::App;

/// An operator of a role that may do least, for everybody sees to their own.
async fn somebody(app: &App) -> Console<'_> {
    Console::of(app, OperatorRole::Support, "support@operators.example").await
}
