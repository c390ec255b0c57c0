#!/usr/bin/env bash
# Makes the Docker image $1, in which the program $2 of this machine runs: the libraries it was linked to, the authorities it believes,
# and the three programs that `sam local` calls when it adds its emulator of Lambda. Amazon's image would need a registry, and has an older C library than a program
# of this machine may need.
set -euo pipefail
image=$1
program=$2
files=(/bin/sh /bin/mv /bin/chmod)
mapfile -t libraries < <(ldd "${files[@]}" "$program" | grep --only-matching '/[^ :]*[.]so[^ :]*' | sort --unique)
for authorities in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
  if [[ -e $authorities ]]; then files+=("$authorities"); fi
done
files+=("${libraries[@]}")
tar --directory / --create --dereference "${files[@]#/}" |
  docker import --change 'ENV LAMBDA_TASK_ROOT=/var/task' --change 'WORKDIR /var/task' - "$image"
