mod carry_out;
mod create;
mod restore;
mod withdraw;
