//! Why there are discounts and charges.
mod list;
