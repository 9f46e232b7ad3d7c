# The programs of a PostgreSQL server. No server is started here: demo/postgres.ts starts throw-away ones.
# shellcheck source=script/lib/tools.sh

ensure_postgresql() {
  if postgresql_is_there; then return 0; fi
  apt_install postgresql || return 1
  if ! postgresql_is_there; then
    say 'postgresql was installed, but no initdb was found in PATH or /usr/lib/postgresql/*/bin'
    return 1
  fi
}

postgresql_is_there() {
  local candidate
  for candidate in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb; do
    if [ -x "$candidate" ] && [ -x "$(dirname "$(readlink -f "$candidate")")/postgres" ]; then return 0; fi
  done
  return 1
}
