//! The files of the repository, as text.
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of ours.
#[derive(Debug, Clone)]
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Empty for what is no text.
    pub text: String,
}

// What .gitignore leaves out, and git's own.
const NOT_OURS: [&str; 9] = [
    ".git",
    "target",
    ".data",
    "node_modules",
    "dist",
    "test-results",
    "playwright-report",
    ".hypothesis",
    ".schemathesis",
];

// Where `tools/install postgres mail` unpacks; .gitignore names the same.
const UNPACKED: [&str; 4] = [
    "api/server/postgres/package",
    "api/server/postgres/package.half",
    "api/server/mail/package",
    "api/server/mail/package.half",
];

impl File {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn has_ending(&self, endings: &[&str]) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }

    /// Written by a program, and compared with what that program writes today.
    pub fn is_generated(&self) -> bool {
        self.name().contains(".gen.")
            || ["Cargo.lock", "package-lock.json", "openapi.json", "released.json"].contains(&self.name())
            || self.path.starts_with(".sqlx/")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All of them, in order.
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    walk(&root(), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 100, "this is not the repository: {}", root().display());
    files
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let is_local = Path::new(&name).extension().is_some_and(|ending| ending == "local");
        if NOT_OURS.contains(&name.as_str()) || UNPACKED.contains(&path.as_str()) || is_local {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &path, files);
        } else {
            let text = String::from_utf8(fs::read(entry.path()).unwrap_or_default()).unwrap_or_default();
            files.push(File { path, text });
        }
    }
}
