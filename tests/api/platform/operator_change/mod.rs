mod carry_out;
mod withdraw;
