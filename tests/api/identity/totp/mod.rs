mod begin;
mod confirm;
mod remove;
