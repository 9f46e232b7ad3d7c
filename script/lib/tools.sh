# Where tools are looked for, and how Debian packages get onto the machine. Sourced; it knows nothing of what the tools are for.

# A bare PATH is normal (a fresh clone, a service, cron): the usual places are asked too, after whatever PATH says.
extend_path() {
  local place
  for place in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin \
    /usr/local/go/bin "$HOME/go/bin" "$HOME/.local/bin" "$HOME/.cargo/bin" /snap/bin \
    "$HOME"/.nvm/versions/node/*/bin "$HOME/.volta/bin" /opt/node*/bin /usr/lib/postgresql/*/bin; do
    case ":$PATH:" in
      *":$place:"*) ;;
      *) if [ -d "$place" ]; then PATH="$PATH:$place"; fi ;;
    esac
  done
  export PATH
}

has() { command -v "$1" > /dev/null 2>&1; }

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

slipway_cache() { printf '%s' "${XDG_CACHE_HOME:-$HOME/.cache}/slipway"; }

may_become_root() {
  if [ "$(id -u)" = 0 ]; then return 0; fi
  if ! has sudo; then return 1; fi
  if sudo -n true 2> /dev/null; then return 0; fi
  # With a terminal sudo may ask for the password; without one it would only hang.
  [ -t 0 ] && sudo -v
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# apt_install PACKAGE…: 1 when this machine cannot do it, and says why.
apt_install() {
  if ! has apt-get; then
    say "cannot install $*: no apt-get here (this needs Debian or Ubuntu)"
    return 1
  fi
  if ! may_become_root; then
    say "cannot install $*: neither root nor sudo"
    return 1
  fi
  say "installing Debian packages: $*"
  local log status=0
  log=$(mktemp)
  hold_services
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=180 update > "$log" 2>&1 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=180 \
    install --no-install-recommends "$@" >> "$log" 2>&1 || status=1
  release_services
  if [ "$status" != 0 ]; then
    tail -n 20 "$log" >&2
    say "apt-get install $* failed"
  fi
  rm -f "$log"
  return "$status"
}

# A package that brings a server would start it, and it would still run when we are gone.
# Debian asks policy-rc.d first; one that somebody has put there is left as it is.
hold_services() {
  if [ -e /usr/sbin/policy-rc.d ]; then return 0; fi
  printf '#!/bin/sh\n# slipway: held while packages are installed\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d > /dev/null
  as_root chmod 755 /usr/sbin/policy-rc.d
}

release_services() {
  if grep -q '^# slipway:' /usr/sbin/policy-rc.d 2> /dev/null; then as_root rm -f /usr/sbin/policy-rc.d; fi
}
