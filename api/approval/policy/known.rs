//! Whether a policy keeps the rules of its grammar, and whatever it names is there.
use access::Tx;
use kernel::{Error, FieldError};

use super::store;
use crate::{Policy, names::Mentions};

/// Refuses a definition with every broken rule at its field.
pub(crate) async fn must_be_known(tx: &mut Tx, policy: &Policy) -> Result<(), Error> {
    let within = |broken: Vec<FieldError>| {
        let at = |error: FieldError| FieldError { field: format!("definition.{}", error.field), ..error };
        Error::invalid_fields(broken.into_iter().map(at).collect())
    };
    policy.validate().map_err(within)?;
    let names = store::names(tx, &Mentions::of([policy])).await?;
    policy.validate_knowing(&names).map_err(within)
}
