#!/usr/bin/env bash
# Runs a Docker daemon in the folder $1 until its input ends. Then nothing is left of it: no process, no mount, no bridge, no folder.
set -euo pipefail
folder=$1
[[ -e /sys/class/net/docker0 ]] && bridge_is_ours=false || bridge_is_ours=true

mkdir -p "$folder"
exec 3<&0 # what runs beside this has no input by itself
# Containers speak to this machine and to nobody else: it needs no rules for packets, and leaves those of the machine alone.
dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/docker.pid" --host "unix://$folder/docker.sock" \
  --iptables=false --ip-masq=false --ip-forward=false >"$folder.log" 2>&1 3<&- &
daemon=$!

clean() {
  kill "$daemon" 2>/dev/null || true
  wait "$daemon" || true
  if $bridge_is_ours && [[ -e /sys/class/net/docker0 ]]; then ip link delete docker0; fi
  rm -rf "$folder"
}
trap clean EXIT

# Whichever comes first: nobody wants it any more, or it has ended by itself.
cat <&3 >/dev/null &
wait -n || true
