#!/usr/bin/env bash
# Trains the default GAN in one process and on two Spark workers of this machine with half the batch each, stops at some
# steps to evaluate, and prints a Markdown table. Going on is exact, so the runs are those without a stop.
#
#   mvn -Pspark -DskipTests clean package
#   DATA=notMNIST_small.tar.gz scripts/bench-spark.sh > table.md
#
#   DATA     what train takes as --data
#   COUNT    samples that evaluate measures; 10000
#   SEEDS    trainings of each kind; "1 2 3"
#   STEPS    multiples of TAU, rising; "2340 5850", two and five epochs of notMNIST
#   TAU      steps between two averages; 10
#   OUT      where runs and scores are kept; runs/spark. What is there already is not made again.
# shellcheck source=scripts/experiment.sh
source "$(dirname "${BASH_SOURCE[0]}")/experiment.sh"
readonly SEEDS="${SEEDS:-1 2 3}" STEPS="${STEPS:-2340 5850}" TAU="${TAU:-10}" OUT="${OUT:-runs/spark}"
mkdir -p "$OUT"
cd "$root"
# shellcheck source=scripts/test-helpers.sh
source scripts/test-helpers.sh
# shellcheck source=scripts/spark-on-loopback.sh
source scripts/spark-on-loopback.sh >&2
cd "$OLDPWD"

# With all cores: the workers alone are of one thread each.
one_process() {
  (unset OMP_NUM_THREADS; dcgan4j train "$@")
}

two_workers() {
  (driver train --workers 2 --local-steps "$TAU" "$@")
}

# measure TRAINER SEED STEPS: leaves scores and the rate, and prints the line
measure() {
  local run="$OUT/$1-tau$TAU-seed$2" at="$OUT/$1-tau$TAU-seed$2-step$3"
  if [ ! -f "$at.json" ]; then
    train_to "$run" steps "$3" "$1" --seed "$2" --set checkpoint.every=0 --set "tick.every=$((TAU * 10))"
    last_metric "$run" imagesPerSecond > "$at.rate"
    evaluate_to "$at.json" "$run" || fail "no scores for $run"
  fi
  score_table row "$at.json" "${1/_/ }" "$2" "$3" "$(cat "$at.rate")"
  last="$at.json"
}

score_table head "trained by" seed steps images/s
for seed in $SEEDS; do
  for trainer in one_process two_workers; do
    for steps in $STEPS; do
      measure "$trainer" "$seed" "$steps"
    done
  done
done
score_table floor "$last" "*floor*" "" "" ""
