mod carry_out;
mod create;
mod withdraw;
