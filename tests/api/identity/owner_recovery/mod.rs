//! The last owner is brought back, as the organisation sees and stops it.
mod list;
mod stop;

use uuid::Uuid;

use crate::support::{Answer, Person};

const PATH: &str = "/v1/owner-recoveries";

/// Stops one on the revision that was seen.
async fn stops(person: &Person<'_>, id: &str, seen: i64) -> Answer {
    let (seen, key) = (format!("\"{seen}\""), Uuid::new_v4().to_string());
    let headers = [("if-match", seen.as_str()), ("idempotency-key", key.as_str())];
    person.sends("POST", &format!("{PATH}/{id}/stop"), None, &headers).await
}
