mod ask_reset;
mod change;
