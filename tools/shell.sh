# Sourced by every script here: strict mode, the root as the working directory, and the few words they share.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

# What `make generated` writes.
generated_paths=(openapi/openapi.json .sqlx docs/permissions.md docs/security/asvs.md clients/typescript web/src)
binary="${CARGO_TARGET_DIR:-target}/debug/countersign"

say() {
  printf '== %s\n' "$*"
}

refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

seconds_since() {
  printf '%d' "$((SECONDS - $1))"
}

# The queries are checked against .sqlx: a DATABASE_URL of the service must neither be asked at build time nor be tested on.
cargo_offline() {
  env -u DATABASE_URL SQLX_OFFLINE=true cargo "$@" </dev/null
}

if command -v sha256sum >/dev/null; then sum=(sha256sum); else sum=(shasum -a 256); fi

hash_of_input() {
  "${sum[@]}" | cut -d ' ' -f 1
}

# One line per file, so that a difference names it. A path that is not there yet has no lines.
hashes_of() {
  { find "$@" -type d \( -name node_modules -o -name dist -o -name test-results \) -prune -o -type f -print0 2>/dev/null || true; } |
    LC_ALL=C sort -z | xargs -0 "${sum[@]}"
}

# A database for each test is nine hundred small files: in memory, where there is room, they cost a fifth of what they do on a disk.
keep_temporary_files_in_memory() {
  local memory=/dev/shm free
  free="$(df -Pk "$memory" 2>/dev/null | awk 'NR == 2 { print $4 }')" || return 0
  if [ -w "$memory" ] && [ "${free:-0}" -ge $((6 << 20)) ]; then
    TMPDIR="$(mktemp -d "$memory/countersign-XXXXXX")"
    export TMPDIR
    chmod 711 "$TMPDIR"
    trap 'rm -rf "$TMPDIR"' EXIT
  fi
}
