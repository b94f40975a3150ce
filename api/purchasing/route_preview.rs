//! What a route would be if a document were submitted now.
use access::Shown;
use approval::Simulation;
use serde::Serialize;
use utoipa::ToSchema;

/// Who would approve, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoutePreview {
    #[serde(flatten)]
    pub simulation: Simulation,
}

impl Shown for RoutePreview {}
