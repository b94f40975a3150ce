//! Every operation there is: the one list behind the server and its document, room by room.
use access::Operations;
use kernel::Refusal;

/// Adds all operations; what is asked for most comes first, for an address is compared with one after the other.
pub fn routes(api: &mut impl Operations) {
    purchasing::routes(api);
    approval::routes(api);
    identity::routes(api);
    tenancy::routes(api);
    suppliers::routes(api);
    audit::routes(api);
    delivery::routes(api);
    platform::routes(api);
}

/// Every problem that an operation may answer with.
pub fn refusals() -> Vec<Refusal> {
    let rooms: &[&[Refusal]] = &[
        kernel::ended::REFUSALS,
        identity::REFUSALS,
        tenancy::REFUSALS,
        suppliers::REFUSALS,
        approval::REFUSALS,
        conversation::REFUSALS,
        purchasing::REFUSALS,
        purchasing::REQUISITION_REFUSALS,
        imports::REFUSALS,
        exports::REFUSALS,
        delivery::REFUSALS,
        platform::REFUSALS,
    ];
    rooms.iter().copied().flatten().copied().collect()
}
