mod carry_out;
mod direct;
mod withdraw;
