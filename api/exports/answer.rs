//! The file as an answer: an attachment, sent piece by piece.
use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::{BoxBody, SizedStream},
    http::header,
    web::{Bytes, block},
};
use futures_util::{Stream, stream};
use utoipa::{
    IntoResponses,
    openapi::{
        Content, Object, ObjectBuilder, RefOr, Response, ResponseBuilder,
        header::HeaderBuilder,
        schema::{SchemaFormat, Type},
    },
};

use crate::{
    Format,
    file::{Finished, Spool, TEXT_BYTES_MAX},
};

/// How many rows the file has, its headings apart.
const ROWS: &str = "export-rows";
const PIECE_BYTES: usize = 65_536;

/// A list in a file.
pub struct ExportAnswer {
    pub(crate) format: Format,
    /// Plain ASCII.
    pub(crate) file_name: String,
    pub(crate) rows: u64,
    pub(crate) finished: Finished,
}

impl Responder for ExportAnswer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Finished { spool, bytes } = self.finished;
        let mut response = HttpResponse::Ok();
        response
            .content_type(self.format.media_type())
            .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.file_name)))
            .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
            .insert_header((ROWS, self.rows));
        match self.format {
            Format::Csv => {}
            // It is compressed already.
            Format::Xlsx => {
                response.insert_header(header::ContentEncoding::Identity);
            }
        }
        response.body(SizedStream::new(bytes, pieces(spool)))
    }
}

// Read as the caller takes them; who goes away drops the stream, and with it the file.
fn pieces(spool: Spool) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(spool, |mut spool: Spool| async move {
        let read = block(move || {
            let mut piece = vec![0; PIECE_BYTES];
            let length = spool.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, io::Error>((piece, spool))
        });
        let (piece, spool) = read.await.map_err(io::Error::other)??;
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), spool)))
    })
}

impl IntoResponses for ExportAnswer {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let file = || {
            let bytes = ObjectBuilder::new().schema_type(Type::String).max_length(Some(TEXT_BYTES_MAX));
            Content::new(Some(bytes.format(Some(SchemaFormat::Custom("binary".into())))))
        };
        let says = |kind: Type, what: &str| {
            HeaderBuilder::new().schema(Some(Object::with_type(kind))).description(Some(what)).build()
        };
        let response = ResponseBuilder::new()
            .description("Every row that the list shows under these filters, in its order, below one row of headings.")
            .content("text/csv", file())
            .content("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file())
            .header("Content-Disposition", says(Type::String, "The name of the file: list, organisation and day."))
            .header("Export-Rows", says(Type::Integer, "How many rows the file has, its headings apart."));
        BTreeMap::from([("200".to_owned(), RefOr::T(response.build()))])
    }
}
