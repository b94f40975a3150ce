//! Why an export is not made.
kernel::refusals! {
    EXPORT_TOO_LARGE = 409 "export_too_large": "More matches than one file takes.",
        who "", next "Narrow the filters, for example by day, and take it in parts.";
    EXPORT_TOO_SLOW = 503 "export_too_slow": "The rows could not be gathered in the time that one export has.",
        who "", next "Narrow the filters and take it in parts, or try again when less is going on.";
}
