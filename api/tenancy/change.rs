//! Which fields an update changed, for the event's detail; the trail holds their values.
use kernel::Error;
use serde::Serialize;
use serde_json::Value;

/// The names of the fields in which the two differ, the revision apart.
pub(crate) fn fields<T: Serialize>(before: &T, after: &T) -> Result<Vec<String>, Error> {
    let (before, after) = (serde_json::to_value(before)?, serde_json::to_value(after)?);
    let Value::Object(after) = after else { return Ok(Vec::new()) };
    let has_changed = |name: &str, value: &Value| name != "revision" && before.get(name) != Some(value);
    Ok(after.into_iter().filter(|(name, value)| has_changed(name, value)).map(|(name, _)| name).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_named() {
        let before = json!({ "name": "a", "code": "A", "revision": 1 });
        let after = json!({ "name": "b", "code": "A", "revision": 2 });

        assert_eq!(fields(&before, &after).ok(), Some(vec!["name".to_owned()]));
    }
}
