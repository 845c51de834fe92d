#!/usr/bin/env bash
# Builds the image, checks that it is small, unprivileged and without build tools, trains 20 steps in it and samples; of one for GPUs
# (BACKEND=cuda,cuda-redist), that doctor and train say what a machine without a driver lacks. Needs root and Debian's buildah and
# debootstrap; no registry, and no daemon: the base image is made here.
# An image from a registry instead: BASE_IMAGE=debian:bookworm-slim scripts/test-image.sh
set -euo pipefail
cd "$(dirname "$0")/.."
backend=${BACKEND:-cpu}
case $backend in
  cpu) limit_mb=700 ;;
  *) limit_mb=4000 ;; # CUDA's libraries alone are more than 3 GB
esac
work=${WORK:-$(mktemp -d)}
image=localhost/dcgan4j-test
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
export CONTAINERS_STORAGE_CONF=$work/storage.conf
mkdir -p "$work/storage" "$work/run"
cat >"$work/storage.conf" <<EOF
[storage]
driver = "$STORAGE_DRIVER"
graphroot = "$work/storage"
runroot = "$work/run"
EOF
containers=()
finish() {
  for c in "${containers[@]}"; do buildah rm "$c" >/dev/null || true; done
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT
say() { echo "test-image: $*"; }
die() { say "$*" >&2; exit 1; }

base=${BASE_IMAGE:-localhost/dcgan4j-base}
if [ -z "${BASE_IMAGE:-}" ]; then
  tree=${BASE_TREE:-$work/base}
  if [ ! -d "$tree/etc" ]; then
    say "making a base image with debootstrap"
    debootstrap --variant=minbase bookworm "$tree" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log"
  fi
  rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/*
  c=$(buildah from scratch); containers+=("$c")
  buildah add --quiet "$c" "$tree" / >/dev/null
  buildah commit --quiet "$c" "$base" >/dev/null
fi

say "building"
volumes=()
# What Maven has downloaded already need not come again.
[ -d "$HOME/.m2" ] && volumes+=(--volume "$HOME/.m2:/root/.m2")
buildah build --quiet --format docker --tag "$image" "${volumes[@]}" \
  --build-arg BACKEND="$backend" --build-arg BUILD_IMAGE="$base" --build-arg RUNTIME_IMAGE="$base" . >/dev/null

c=$(buildah from "$image"); containers+=("$c")
root=$(buildah mount "$c")
# Without the layers below it twice: what a machine that pulls the image keeps.
megabytes=$(du -sxm "$root" | cut -f1)
buildah umount "$c" >/dev/null
say "image: $megabytes MB"
[ "$megabytes" -lt "$limit_mb" ] || die "larger than $limit_mb MB"

user=$(buildah inspect --format '{{.OCIv1.Config.User}}' "$c")
[ "$user" = dcgan4j ] || die "runs as '$user'"
buildah inspect --format '{{.OCIv1.Config.Volumes}}' "$c" | grep -q '/data.*/runs' || die "no volumes /data and /runs"
entry=$(buildah inspect --format '{{range .OCIv1.Config.Entrypoint}}{{.}} {{end}}' "$c")
for tool in mvn javac gcc make git; do
  if buildah run "$c" -- sh -c "command -v $tool" >/dev/null 2>&1; then die "has the build tool $tool"; fi
done
# As docker run IMAGE ARGUMENTS would: entry point, user, and the image's own volumes, which this container keeps.
in_image() {
  # shellcheck disable=SC2086 # the entry point is several words
  buildah run "$c" -- $entry "$@"
}
if [ "$backend" != cpu ] && ! command -v nvidia-smi >/dev/null; then
  for command in doctor train; do
    status=0
    in_image "$command" >"$work/$command.log" 2>&1 || status=$?
    [ "$status" = 75 ] || { cat "$work/$command.log"; die "$command ended with $status"; }
    grep -q 'NVIDIA GPU and its driver' "$work/$command.log" || { cat "$work/$command.log"; die "$command does not name the driver"; }
    say "$command: $(grep 'NVIDIA GPU' "$work/$command.log")"
  done
  say "ok: $backend says what this machine lacks; $megabytes MB"
  exit 0
fi
in_image doctor
in_image train --steps 20 --set tick.every=10 --set checkpoint.every=10
run=$(buildah run "$c" -- sh -c 'ls -d /runs/00000-*/checkpoint-000020 | xargs dirname')
in_image sample "$run" --count 16 --out /runs/letters.png
buildah run "$c" -- cat /runs/letters.png >"$work/letters.png"
[ "$(head -c 8 "$work/letters.png" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || die "letters.png is no PNG"
buildah run "$c" -- test -d /data/rendered || die "the letters are not in /data"
say "ok: trained 20 steps, sampled; $megabytes MB"
