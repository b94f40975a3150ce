mod carry_out;
mod create;
