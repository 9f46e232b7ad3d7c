# Programs from the registry of Go modules, built from their sources.
# shellcheck source=script/lib/tools.sh

# from_go NAME PACKAGE VERSION: prints the program's path.
from_go() {
  local name=$1 package=$2 version=$3 folder
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
        GOBIN="$folder" GOFLAGS=-modcacherw go install "$package@$version" >&2
      fi
    ) 9> "$folder/lock" || return 1
  fi
  printf '%s\n' "$folder/$name"
}
