#!/usr/bin/env bash
# Walks docs/first-ten-minutes.md word for word: each of its three paths in a clone of its own, and every block in a shell of its own.
#   scripts/walk-first-ten-minutes.sh [java teams|teachers|researchers]...
# Takes as long as a reader does, half an hour. What is indented in the page needs more than a JDK and Maven, and is not walked.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
clones=$(mktemp -d)
trap 'rm -rf "$clones"' EXIT

[ $# -gt 0 ] || set -- "java teams" teachers researchers
for reader in "$@"; do
  clone=$clones/${reader// /-}
  git clone -q "$here" "$clone"
  mkdir "$clone.blocks"
  awk -v reader="$reader" -v out="$clone.blocks" '
    /^## / { mine = tolower($0) == "## for " reader; next }
    /^```/ { if (mine && !inside) n++; inside = !inside; next }
    mine && inside { print > sprintf("%s/%02d.sh", out, n) }
  ' "$clone/docs/first-ten-minutes.md"
  [ -f "$clone.blocks/01.sh" ] || { echo "no blocks for $reader" >&2; exit 1; }
  for block in "$clone.blocks"/*.sh; do
    echo "== $reader: $(head -1 "$block")"
    start=$SECONDS
    (cd "$clone" && bash -euo pipefail "$block" </dev/null)
    echo "== $((SECONDS - start)) s"
  done
done
