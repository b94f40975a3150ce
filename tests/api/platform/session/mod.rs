mod create;
mod end;
mod guarded;
mod view;
mod with_passkey;
