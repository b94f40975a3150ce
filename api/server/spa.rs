//! The built screens, read once at start: every path that is no file is the application itself.
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use actix_web::{HttpRequest, HttpResponse, http::header, web::Bytes};
use sha2::{Digest, Sha256};

/// Files by their path below `/`.
#[derive(Debug, Clone, Default)]
pub struct Screens(Arc<HashMap<String, File>>);

#[derive(Debug)]
struct File {
    bytes: Bytes,
    media_type: String,
    etag: String,
}

const INDEX: &str = "index.html";

impl Screens {
    /// Reads all files below a folder; none when the screens were not built.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = HashMap::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(next) = folders.pop() {
            let Ok(entries) = fs::read_dir(&next) else { continue };
            for entry in entries {
                let path: PathBuf = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(name) = path.strip_prefix(folder) {
                    files.insert(name.to_string_lossy().replace('\\', "/"), File::read(&path)?);
                }
            }
        }
        Ok(Self(Arc::new(files)))
    }

    /// Whether there is anything to show.
    pub fn are_built(&self) -> bool {
        self.0.contains_key(INDEX)
    }

    /// Answers with the file, or with the application that knows the path.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let path = request.path().trim_start_matches('/');
        let found = self.0.get(path);
        // What looks like a file but is none is not the application.
        let is_file_name = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        match found.or_else(|| self.0.get(INDEX).filter(|_| !is_file_name)) {
            Some(file) => file.answer(request),
            None => HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("There is nothing here."),
        }
    }
}

impl File {
    fn read(path: &Path) -> io::Result<Self> {
        let bytes = Bytes::from(fs::read(path)?);
        let digest = Sha256::digest(&bytes);
        let etag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let guessed = mime_guess::from_path(path).first_or_octet_stream();
        let media_type = match guessed.type_().as_str() {
            "text" => format!("{guessed}; charset=utf-8"),
            _ => guessed.to_string(),
        };
        Ok(Self { bytes, media_type, etag: format!("\"{etag}\"") })
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known == Some(&self.etag) {
            return HttpResponse::NotModified().insert_header((header::ETAG, self.etag.clone())).finish();
        }
        HttpResponse::Ok()
            .content_type(self.media_type.clone())
            .insert_header((header::ETAG, self.etag.clone()))
            .body(self.bytes.clone())
    }
}
