//! What this room says when it says no.
kernel::refusals! {
    OWN_SUPPLIER = 409 "own_supplier": "Whoever entered a supplier, or changed what it is, cannot activate it.",
        who "Anybody else who may activate suppliers: in Accounts, the general manager, the owner.",
        next "Ask one of them to look at it and to activate it.";
    OWN_BLOCK = 409 "own_block": "Whoever blocked a supplier cannot lift the block.",
        who "Anybody else who may activate suppliers: in Accounts, the general manager, the owner.",
        next "Ask one of them to look at the reason and to activate the supplier.";
    SUPPLIER_NOT_ACTIVE = 409 "supplier_not_active": "Only an active supplier can be ordered from.",
        who "Somebody who may activate suppliers and neither entered nor changed this one.",
        next "Ask them to activate it, or choose another supplier.";
    SUPPLIER_ALREADY_ACTIVE = 409 "supplier_already_active": "This supplier is active already.",
        who "", next "There is nothing left to do.";
    SUPPLIER_ALREADY_BLOCKED = 409 "supplier_already_blocked": "This supplier is blocked already.",
        who "", next "There is nothing left to do.";
    SUPPLIER_WITHDRAWN = 409 "supplier_withdrawn": "A proposal that was taken back stays as it is.",
        who "", next "Propose the supplier again: its name and its numbers are free.";
    SUPPLIER_UNCHANGED = 409 "supplier_unchanged": "The supplier is already as you sent it.",
        who "", next "Send the fields that you want otherwise.";
}
