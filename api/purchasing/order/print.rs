//! The printed order.
use access::{FileAnswer, Permit, Work, catalogue::ViewPurchaseOrders};
use actix_web::web::Path;
use kernel::Error;

use super::{OrderId, paper, paper::PdfBytes, store};

/// Print an order
///
/// Until it is approved a watermark says so. Once issued, exactly the bytes that were kept at the issue; their SHA-256 is
/// `printed.sha256` of the order.
#[utoipa::path(
    get,
    path = "/purchase-orders/{id}/pdf",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    responses((status = 200, description = "The order as a PDF.", content((inline(PdfBytes) = "application/pdf"))))
)]
pub async fn print_purchase_order(permit: Permit<ViewPurchaseOrders>, id: Path<OrderId>) -> Result<FileAnswer, Error> {
    permit.read_file(async |work| print(work, *id).await).await
}

/// The kept bytes, else a fresh rendering.
pub async fn print(work: &mut Work<'_, ViewPurchaseOrders>, id: OrderId) -> Result<FileAnswer, Error> {
    let order = store::find(work, id).await?;
    let kept = if order.issued_at.is_some() { store::printed_bytes(work, id).await? } else { None };
    let name = order.number.as_ref().map_or("purchase-order-draft", |number| number.as_str()).to_owned();
    let bytes = if let Some(bytes) = kept {
        bytes
    } else {
        let lines = store::lines(work, id, order.currency).await?;
        let around = paper::Around::read(work, &order).await?;
        paper::render(paper::of(&order, &lines, around, work.now())?).await?.bytes
    };
    Ok(FileAnswer { media_type: "application/pdf", file_name: format!("{name}.pdf"), bytes })
}
