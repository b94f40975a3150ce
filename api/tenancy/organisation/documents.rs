//! What the rooms of documents ask of the organisation.
use access::Tx;
use kernel::{Currency, Error};

use super::{Organisation, store};
use crate::logo::Logo;

/// The settings.
pub async fn read(tx: &mut Tx) -> Result<Organisation, Error> {
    store::find(tx).await
}

/// The logo of printed orders, if there is one.
pub async fn logo(tx: &mut Tx) -> Result<Option<Logo>, Error> {
    store::find_logo(tx).await
}

/// The base currency, for a document that is about to stand in it: from then on it cannot be changed.
///
/// Every verb that creates a document calls this in its own transaction. Only the first call of an organisation writes.
pub async fn base_currency_of_documents(tx: &mut Tx) -> Result<Currency, Error> {
    match store::base_currency(tx).await? {
        (currency, true) => Ok(currency),
        (_, false) => store::fix_base_currency(tx).await,
    }
}
