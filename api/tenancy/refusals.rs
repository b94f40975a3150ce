//! What this room refuses.

kernel::refusals! {
    BASE_CURRENCY_FIXED = 409 "base_currency_fixed": "The base currency stays once a document stands in it.",
        who "", next "Keep the base currency; order in any other currency, with an exchange rate.";
    EXCHANGE_RATE_EXISTS = 409 "exchange_rate_exists": "There is a rate for these currencies on that day, and documents may have used it.",
        who "", next "Keep the rate as it was entered; enter another for another day.";
    CONVERTED_TOO_LARGE = 409 "converted_too_large": "The amount is too large to be told in the other currency.",
        who "", next "Check the amount and the exchange rate.";
}
