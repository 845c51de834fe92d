#!/usr/bin/env bash
# Sums of all that must be equal in two runs of the same training: parameters, averages, optimiser states, pictures and
# figures. Times of the wall clock cannot be: two fields of a tick, two of a checkpoint's manifest, and the page that shows them.
#
#   scripts/run-digest.sh RUN
set -euo pipefail
cd "$1"
find . -type f ! -name .lock ! -name manifest.json ! -name report.html ! -name '*.jsonl' ! -name checkpoint.json -print0 |
  sort -z | xargs -0 sha256sum
for lines in *.jsonl; do
  sed -E 's/"(seconds|imagesPerSecond)":[^,}]*,?//g' "$lines" | sha256sum | sed "s/-/$lines/"
done
for manifest in checkpoint-*/checkpoint.json; do
  sed '/"seconds"/d' "$manifest" | sha256sum | sed "s|-|$manifest|"
done
