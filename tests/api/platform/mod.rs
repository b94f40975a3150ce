pub mod console;
mod event;
mod link;
mod organisation;
mod plane;
mod resumption;
mod session;
mod suspension;
mod ways_in;
