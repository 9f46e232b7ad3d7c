# Programs from the registry of Go modules, built from their sources.
# shellcheck source=script/lib/tools.sh

# from_go NAME PACKAGE VERSION [LDFLAGS]: prints the program's path. LDFLAGS: for one that learns its own version only from its linker.
from_go() { built_by go_install "$@"; }

# from_go_module NAME PACKAGE VERSION: for a program whose go.mod has replacements, which `go install PACKAGE@VERSION` refuses.
from_go_module() { built_by go_build_in_module "$@"; }

go_install() { GOBIN=$1 GOFLAGS=-modcacherw go install -ldflags "${5:-}" "$3@$4" >&2; }

# A module of ours that requires the program's: replacements count in the main module alone.
go_build_in_module() {
  cd "$1" || return 1
  printf 'module slipway.invalid/%s\n' "$2" > go.mod
  # Hundreds of lines that say what it requires; worth reading only when it fails.
  if ! GOFLAGS=-modcacherw go get "$3@$4" > get.log 2>&1; then
    tail -n 20 get.log >&2
    return 1
  fi
  GOFLAGS=-modcacherw go build -o "$2" "$3" >&2
}

# built_by HOW NAME PACKAGE VERSION [LDFLAGS]
built_by() {
  local how=$1 name=$2 package=$3 version=$4 flags=${5:-} folder
  folder="$(slipway_cache)/$name-$version"
  if [ ! -x "$folder/$name" ]; then
    if ! has go; then
      say "$name needs Go to be built, and there is none here"
      return 2
    fi
    mkdir -p "$folder"
    (
      flock 9
      if [ ! -x "$folder/$name" ]; then
        say "building $name $version"
        "$how" "$folder" "$name" "$package" "$version" "$flags" || exit 1
      fi
    ) 9> "$folder/lock" || return 1
  fi
  printf '%s\n' "$folder/$name"
}
