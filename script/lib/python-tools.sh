# Programs from Python's package index, each in an environment of its own.
# shellcheck source=script/lib/tools.sh

# from_python PROGRAM REQUIREMENT…: prints the program's path. Other requirements are there to be imported beside it.
from_python() {
  local program=$1 folder
  shift
  folder="$(slipway_cache)/python-$(printf '%s\n' "$@" | sha256sum | cut -c1-12)"
  if [ ! -e "$folder/complete" ]; then
    if ! has python3; then
      say "$program needs Python 3 to be installed, and there is none here"
      return 2
    fi
    mkdir -p "$folder"
    (
      flock 9
      if [ ! -e "$folder/complete" ]; then
        say "installing from Python's package index: $*"
        python3 -m venv "$folder" || exit 1
        "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2 || exit 1
        : > "$folder/complete"
      fi
    ) 9> "$folder/lock" || return 1
  fi
  printf '%s\n' "$folder/bin/$program"
}
