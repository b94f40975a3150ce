//! What an import says when it says no.
kernel::refusals! {
    TARGET_NOT_ALLOWED = 409 "target_not_allowed": "An import makes only what its maker may also make one by one.",
        who "Somebody who may import and may make these documents too: Accounts.", next "Ask them to import the file, or an administrator for the permission that `detail` names.";
    IMPORT_NOT_OPEN = 409 "import_not_open": "What is asked for does not fit the state of the import: one that was confirmed, discarded or undone stays as it is.",
        who "", next "Upload the file again to begin a new import.";
    IMPORT_HAS_PROBLEMS = 409 "import_has_problems": "Some rows of the import have problems.",
        who "", next "Send the mapping again to see them as they are now; mend the mapping or the file, or confirm with `skip_problems`, which leaves those rows out.";
    NOTHING_TO_IMPORT = 409 "nothing_to_import": "No row of the import is ready.",
        who "", next "Look at the problems of its rows, then mend the mapping or the file.";
    NO_PROBLEM_ROWS = 409 "no_problem_rows": "No row of the import has a problem.",
        who "", next "There is nothing to correct.";
    IMPORT_BUSY = 409 "import_busy": "A job is working on the import.",
        who "", next "Wait until `job` of the import is gone, or cancel it.";
    NOTHING_TO_CANCEL = 409 "nothing_to_cancel": "No job is working on the import.",
        who "", next "Look at the import: what was asked for is done, or came to nothing.";
    NOTHING_REMEMBERED = 409 "nothing_remembered": "No mapping is kept for files with this header.",
        who "", next "There is nothing to forget.";
    IMPORT_NOT_CONFIRMED = 409 "import_not_confirmed": "Only what an import has made can be undone.",
        who "", next "There is nothing to take back.";
    UNDO_TOO_LATE = 409 "undo_too_late": "An import can be undone within 24 hours of its confirmation.",
        who "Whoever may cancel orders or block suppliers, one by one.", next "Cancel the orders, or block the suppliers, that should not be.";
    UNDO_NOT_ALLOWED = 409 "undo_not_allowed": "An undo takes back only what its maker may also take back one by one.",
        who "Nobody else: an import is undone by whoever made it.", next "Ask an administrator for the permission that `detail` names.";
    IMPORT_TOUCHED = 409 "import_touched": "Somebody has worked with what the import made.",
        who "", next "Look at `undo.touched` of the import; cancel or block one by one what should not be.";
    IMPORT_UNDER_WAY = 409 "import_under_way": "Another import of this organisation is being confirmed.",
        who "", next "Wait a moment and try again: two at a time could make the same document twice.";
}
