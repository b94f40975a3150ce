//! One line per request that reads alone: what was asked, by whom, how it ended, how long it took. No body, no query, no address of a person.
use std::time::Instant;

use access::{HomeCode, RequestOrigin, caller_of, home_of_line, lines_of_nobody_yet};
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};
use uuid::Uuid;

/// Writes the line when the answer is ready.
pub async fn log_request(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    lines_of_nobody_yet(answer(request, next)).await
}

// What is logged on the way belongs to the home that the request turns out to be of, as its line does.
async fn answer<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let begun = Instant::now();
    let response = next.call(request).await?;
    let request = response.request();
    // The pattern, not the path: an address may carry what is nobody's business.
    let route = request.match_pattern().unwrap_or_else(|| "-".into());
    if route.starts_with("/v1") || response.status().is_server_error() {
        let caller = caller_of(request).map(|(caller, _)| caller);
        let (org, session) = caller.map_or((Uuid::nil(), Uuid::nil()), |caller| (caller.org_id.0, caller.session_id.0));
        tracing::info!(
            method = %request.method(),
            route,
            status = response.status().as_u16(),
            microseconds = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
            home = home_of_line().as_ref().map_or("-", HomeCode::as_str),
            request_id = %RequestOrigin::of(request).request_id,
            %org,
            %session,
            "request"
        );
    }
    Ok(response)
}
