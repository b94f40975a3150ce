//! An operator's own passkeys. The app stays beside them: there is always another way in.
pub mod begin;
pub mod create;
pub mod list;
pub mod remove;

use access::platform::{OPERATOR_PREFIX, Operator, Platform};
use identity::handle_under;
use uuid::Uuid;

/// What a device is told of whose passkey it keeps: that it is an operator's, and a name that tells nobody anything.
fn handle_of(platform: &Platform, operator: &Operator) -> Uuid {
    handle_under(&platform.key, OPERATOR_PREFIX, &["operator", &operator.id.to_string()])
}
