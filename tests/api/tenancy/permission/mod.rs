//! What there is to be permitted, and what each person may do.
mod export;
mod list;
mod list_holders;
mod list_of_person;
