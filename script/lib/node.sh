# Node 24 and the npm dependencies. Node 24 itself is a devDependency (package `node`), so any npm of Node 18 or later will do.
# shellcheck source=script/lib/tools.sh

# ensure_node ROOT: afterwards `node` is Node 24 and node_modules agrees with package-lock.json.
ensure_node() {
  local root=$1
  if ! host_node_is_recent; then apt_install nodejs npm || die 'Node is needed: install Node 18 or later with npm, then run this again.'; fi
  if ! host_node_is_recent; then die "Node 18 or later with npm is needed; here: node $(node --version 2> /dev/null || echo none)."; fi
  if dependencies_are_stale "$root"; then
    say 'installing npm dependencies: npm ci'
    (cd "$root" && npm ci --no-audit --no-fund --loglevel=error >&2) || die 'npm ci failed'
  fi
  export PATH="$root/node_modules/.bin:$PATH"
  case "$(node --version)" in
    v24.*) ;;
    *) die "expected Node 24 in $root/node_modules/.bin, found $(node --version). Remove node_modules and run this again." ;;
  esac
}

host_node_is_recent() {
  has npm && has node || return 1
  local major
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -ge 18 ]
}

dependencies_are_stale() {
  [ ! -x "$1/node_modules/.bin/node" ] || [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ]
}
