#!/usr/bin/env bash
# Trains a preset with several seeds, stops at each of some epochs to evaluate, and prints a Markdown
# table: a line for each seed and stop. Going on is exact, so the runs are those without a stop.
#
#   DATA=notMNIST_small.tar.gz scripts/measure-epochs.sh > table.md
#   DATA=mnist PRESET=mnist-dcgan SEEDS=1 EPOCHS="2 5" scripts/measure-epochs.sh
#
#   DATA     what train takes as --data
#   PRESET   what train takes as --preset; notmnist-dcgan
#   SEEDS    one training for each; "1 2 3"
#   EPOCHS   passes through the data, rising; "2 5 10 20"
#   COUNT    samples that evaluate measures; 10000
#   OUT      where runs and scores are kept; runs/epochs. What is there already is not made again.
set -euo pipefail
export LC_ALL=C

fail() {
  echo "measure-epochs: $*" >&2
  exit 2
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly JAR="$root/target/dcgan4j.jar"
readonly DATA="${DATA:-}" PRESET="${PRESET:-notmnist-dcgan}" SEEDS="${SEEDS:-1 2 3}"
readonly EPOCHS="${EPOCHS:-2 5 10 20}" COUNT="${COUNT:-10000}" OUT="${OUT:-runs/epochs}"
# shellcheck source=scripts/score-cells.sh
source "$root/scripts/score-cells.sh"

# train_to RUN EPOCHS SEED: begins the run, or goes on with it
train_to() {
  local log="$OUT/$PRESET-seed$3.log" run
  if [ -d "$1" ]; then
    java -jar "$JAR" train --resume "$1" --epochs "$2" >> "$log" 2>&1 || fail "$log: $(tail -n 1 "$log")"
  else
    java -jar "$JAR" train --preset "$PRESET" --data "$DATA" --seed "$3" --epochs "$2" \
      --set checkpoint.every=5000 --set tick.every=500 --out "$OUT/new-seed$3" >> "$log" 2>&1 \
      || fail "$log: $(tail -n 1 "$log")"
    run="$(tail -n 1 "$log")"
    mv "$run" "$1"
  fi
}

# seconds_of RUN: what its steps took
seconds_of() {
  sed -n 's/.*"seconds":\([0-9.eE+-]*\).*/\1/p' "$1/metrics.jsonl" | tail -n 1 | xargs printf '%.0f'
}

# measure SEED EPOCHS: leaves scores and seconds, and prints the line
measure() {
  local run="$OUT/$PRESET-seed$1" at="$OUT/$PRESET-seed$1-epoch$2"
  if [ ! -f "$at.json" ]; then
    train_to "$run" "$2" "$1"
    seconds_of "$run" > "$at.seconds"
    java -jar "$JAR" evaluate "$run" --data "$DATA" --count "$COUNT" --json "$at.part" > "$at.txt" 2>&1 \
      || fail "$at.txt: $(tail -n 1 "$at.txt")"
    mv "$at.part" "$at.json"
  fi
  printf '| %s | %s | %s |%s\n' "$1" "$2" "$(cat "$at.seconds")" "$(score_cells "$at.json")"
  last="$at.json"
}

[ -n "$DATA" ] || fail "DATA: given nothing, legal is what train takes as --data"
[ -f "$JAR" ] || fail "$JAR is missing; mvn package makes it"
mkdir -p "$OUT"

echo "| seed | epochs | s |$SCORES_HEADER"
echo "|---|---|---|$SCORES_RULE"
last=""
for seed in $SEEDS; do
  for epochs in $EPOCHS; do
    measure "$seed" "$epochs"
  done
done
[ -z "$last" ] || printf '| *floor* | | |%s\n' "$(floor_cells "$last")"
