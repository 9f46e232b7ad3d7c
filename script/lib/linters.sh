# Linters of workflows, from the registries of Go and Python, kept in the cache between runs.
# shellcheck source=script/lib/tools.sh

ACTIONLINT_VERSION=v1.7.12
ZIZMOR_VERSION=1.32.0

# ensure_actionlint: prints the program's path; 2 when there is no Go to build it with, 1 when building failed.
ensure_actionlint() {
  local folder
  folder="$(slipway_cache)/actionlint-$ACTIONLINT_VERSION"
  if [ ! -x "$folder/actionlint" ]; then
    if ! has go; then return 2; fi
    say "building actionlint $ACTIONLINT_VERSION"
    GOBIN="$folder" GOFLAGS=-modcacherw go install "github.com/rhysd/actionlint/cmd/actionlint@$ACTIONLINT_VERSION" >&2 || return 1
  fi
  printf '%s' "$folder/actionlint"
}

# ensure_zizmor: prints the program's path; 2 when there is no Python, 1 when installing failed.
ensure_zizmor() {
  local folder
  folder="$(slipway_cache)/zizmor-$ZIZMOR_VERSION"
  if [ ! -x "$folder/bin/zizmor" ]; then
    if ! has python3; then return 2; fi
    say "installing zizmor $ZIZMOR_VERSION"
    rm -rf "$folder"
    { python3 -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check "zizmor==$ZIZMOR_VERSION"; } >&2 || return 1
  fi
  printf '%s' "$folder/bin/zizmor"
}
