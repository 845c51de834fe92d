#!/usr/bin/env bash
# How the cost of a training step grows with the batch and with the width of the networks, as a Markdown table.
#
#   scripts/bench-scaling.sh
#   BATCHES="16 64" WIDTHS="1 2" STEPS=20 scripts/bench-scaling.sh
set -euo pipefail
export LC_ALL=C
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly JAR="$root/target/dcgan4j.jar" STEPS="${STEPS:-20}"
readonly BATCHES="${BATCHES:-16 32 64 128 256 512}" WIDTHS="${WIDTHS:-0.5 1 2}"
[ -f "$JAR" ] || { echo "bench-scaling: no $JAR; run mvn -DskipTests package first" >&2; exit 2; }

row() { # LABEL ARGUMENT...: one row
  local label="$1" json
  shift
  json="$(java -jar "$JAR" bench --steps "$STEPS" --json - "$@" 2>/dev/null)"
  python3 -c '
import json, sys
b = json.loads(sys.argv[2]); t = b["training"]
print("| %s | %.1f | %.0f | %.2f | %.1f | %.0f | %.0f |" % (sys.argv[1], t["stepMillis"], t["imagesPerSecond"],
    t["stepMillis"] / b["batch"], t["flopPerImage"] / 1e6, b["sgemmGflops"]["median"], b["peakResidentBytes"] / 2**20))
' "$label" "$json"
}

layers() { # WIDTH: the settings of networks so many times as wide
  python3 -c '
import sys
w = float(sys.argv[1]); a, b = int(64 * w), int(128 * w)
print("generator.layers=dense %d, batch-norm, leaky-relu 0.2, reshape %dx7x7, deconv %d k4 s2 p1, batch-norm,"
      " leaky-relu 0.2, deconv 1 k4 s2 p1, tanh" % (49 * b, b, a))
print("discriminator.layers=conv %d k4 s2 p1, leaky-relu 0.2, dropout 0.3, conv %d k4 s2 p1, leaky-relu 0.2,"
      " dropout 0.3, dense 1" % (a, b))
' "$1"
}

echo "| what | ms a step | images/s | ms an image | MFLOP an image | SGEMM GFLOP/s | peak MiB |"
echo "|---|---|---|---|---|---|---|"
for batch in $BATCHES; do
  row "batch $batch" --batch-size "$batch"
done
for width in $WIDTHS; do
  mapfile -t settings < <(layers "$width")
  row "width ×$width, batch 64" --set "${settings[0]}" --set "${settings[1]}"
done
