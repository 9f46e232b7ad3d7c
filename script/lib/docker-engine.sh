# A Docker engine: the one that answers already, else one of our own that is stopped by the last who used it.
# Everybody who uses it leaves a file with his process id in `holders`; dead ones do not count, so that a kill -9 does no harm.
# shellcheck source=script/lib/tools.sh

engine_home() { printf '%s' "$(slipway_cache)/docker-engine"; }

# hold_docker_engine: 0 when `docker info` answers. Says what it installs and starts; says why when it cannot.
hold_docker_engine() {
  mkdir -p "$(engine_home)/holders"
  (
    flock 9
    : > "$(engine_home)/holders/$$"
    find_or_start_engine
  ) 9> "$(engine_home)/lock"
}

# release_docker_engine: for the exit trap. Stops the engine if it is ours and nobody else uses it.
release_docker_engine() {
  if [ ! -d "$(engine_home)" ]; then return 0; fi
  (
    # Nobody may find the engine well while it is being stopped as the last one's.
    flock 9
    rm -f "$(engine_home)/holders/$$"
    if engine_is_ours && [ -z "$(living_holders)" ]; then stop_engine; fi
  ) 9> "$(engine_home)/lock"
}

find_or_start_engine() {
  if engine_answers; then return 0; fi
  if [ -n "${DOCKER_HOST:-}" ]; then
    say "DOCKER_HOST is $DOCKER_HOST, and no Docker engine answers there."
    return 1
  fi
  if ! may_become_root; then
    say 'No Docker engine answers, and starting one needs root or sudo.'
    docker info 2>&1 | tail -n 1 >&2 || true
    return 1
  fi
  if ! has dockerd || ! has docker; then apt_install docker.io iptables iproute2 ca-certificates || return 1; fi
  start_engine
}

engine_answers() { has docker && timeout 10 docker info > /dev/null 2>&1; }

engine_pid() { cat "$(engine_home)/dockerd.pid" 2> /dev/null || true; }

engine_is_ours() {
  local pid
  pid=$(engine_pid)
  [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = dockerd ]
}

living_holders() {
  local holder name
  for holder in "$(engine_home)"/holders/*; do
    [ -e "$holder" ] || continue
    name=${holder##*/}
    if [ "$name" = kept ] || [ -d "/proc/$name" ]; then printf '%s ' "$name"; else rm -f "$holder"; fi
  done
}

start_engine() {
  local home tries
  home=$(engine_home)
  say "starting a Docker engine (dockerd, log: $home/dockerd.log)"
  if ip link show docker0 > /dev/null 2>&1; then : > "$home/docker0-was-there"; else rm -f "$home/docker0-was-there"; fi
  # Data of its own: a stopped engine of this machine keeps its images and containers to itself.
  # setsid: Ctrl-C goes to the foreground's process group, and the engine must outlive it until the trap has swept up.
  # The group lets a user who started it by sudo speak to it.
  as_root setsid --fork sh -c 'exec dockerd --data-root "$1/data" --exec-root "$1/exec" --pidfile "$1/dockerd.pid" \
    --group "$2" --log-level warn < /dev/null > "$1/dockerd.log" 2>&1' dockerd "$home" "$(id -gn)" 9>&-
  for tries in $(seq 150); do
    if engine_answers; then return 0; fi
    if [ "$tries" -gt 10 ] && ! engine_is_ours; then break; fi
    sleep 0.2
  done
  say 'dockerd did not come up. The end of its log:'
  tail -n 15 "$home/dockerd.log" >&2
  if engine_is_ours; then stop_engine; fi
  return 1
}

stop_engine() {
  local home pid tries
  home=$(engine_home)
  pid=$(engine_pid)
  as_root kill -TERM "$pid" 2> /dev/null || true
  for tries in $(seq 150); do
    if [ ! -d "/proc/$pid" ]; then break; fi
    if [ "$tries" = 100 ]; then as_root kill -KILL "$pid" 2> /dev/null || true; fi
    sleep 0.1
  done
  as_root rm -rf "$home/exec" "$home/dockerd.pid"
  if [ ! -e "$home/docker0-was-there" ] ; then as_root ip link delete docker0 2> /dev/null || true; fi
}
