mod create;
mod end;
mod leave;
mod refresh;
mod throttle;
mod view;
