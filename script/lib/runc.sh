# runc, which starts the containers of BuildKit's RUN steps.
# shellcheck source=script/lib/tools.sh

# 2 when this machine cannot have it.
ensure_runc() {
  if has runc; then return 0; fi
  apt_install runc && has runc || return 2
}
