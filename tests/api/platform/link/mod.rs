mod begin;
mod create;
mod r#use;
