mod read;
mod r#use;
