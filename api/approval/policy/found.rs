//! The policy that an organisation is founded with.
use access::founding::{FirstPolicy, Founder};
use kernel::{Currency, Error, Money};
use serde_json::Value;

use crate::{Policy, Thresholds};

const GM_ABOVE: &str = "1000";
const OWNER_ABOVE: &str = "25000";

/// Publishes version 1.
pub async fn found(founder: &mut Founder<'_>, currency: Currency) -> Result<(), Error> {
    founder.publish_policy(&first_policy(currency)?).await
}

/// Version 1, "Standard": head of department, Accounts, GM above 1,000 and Owner above 25,000.
pub fn first_policy(currency: Currency) -> Result<FirstPolicy, Error> {
    let amount = |text| Money::parse(text, currency).map_err(std::io::Error::other);
    let above = Thresholds { gm_above: amount(GM_ABOVE)?, owner_above: amount(OWNER_ABOVE)? };
    Ok(FirstPolicy { name: "Standard", definition: standard_policy_json(above)? })
}

/// The standard policy as its table keeps it.
pub fn standard_policy_json(above: Thresholds) -> Result<Value, Error> {
    let policy = Policy::standard(above).map_err(Error::invalid_fields)?;
    Ok(serde_json::to_value(policy)?)
}
