mod create;
mod end;
mod view;
mod with_passkey;
