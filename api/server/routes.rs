//! Every operation there is: the one list behind the server and its document, room by room.
use kernel::Refusal;
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds all operations.
pub fn routes(api: &mut ServiceConfig) {
    identity::routes(api);
    tenancy::routes(api);
    suppliers::routes(api);
    approval::routes(api);
    purchasing::routes(api);
    audit::routes(api);
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
    ];
    rooms.iter().copied().flatten().copied().collect()
}
