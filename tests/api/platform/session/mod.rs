mod create;
mod end;
mod view;
