mod begin;
mod r#use;
