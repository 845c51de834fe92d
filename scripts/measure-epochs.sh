#!/usr/bin/env bash
# Trains a preset with several seeds for several numbers of epochs, evaluates each, and prints a Markdown
# table: a line for each run.
#
#   DATA=notMNIST_small.tar.gz scripts/measure-epochs.sh > table.md
#   DATA=mnist PRESET=mnist-dcgan SEEDS=1 EPOCHS="2 5" scripts/measure-epochs.sh
#
#   DATA     what train takes as --data
#   COUNT    samples that evaluate measures; 10000
#   PRESET   what train takes as --preset; notmnist-dcgan
#   SEEDS    each for all of the epochs; "1 2 3"
#   EPOCHS   passes through the data; "2 5 10 20"
#   OUT      where runs and scores are kept; runs/epochs. What is there already is not made again.
# shellcheck source=scripts/experiment.sh
source "$(dirname "${BASH_SOURCE[0]}")/experiment.sh"
readonly PRESET="${PRESET:-notmnist-dcgan}" SEEDS="${SEEDS:-1 2 3}" EPOCHS="${EPOCHS:-2 5 10 20}" OUT="${OUT:-runs/epochs}"

train() {
  dcgan4j train "$@"
}

# measure SEED EPOCHS: leaves scores and seconds, and prints the line
measure() {
  local run="$OUT/$PRESET-seed$1-epochs$2" at="$OUT/$PRESET-seed$1-epoch$2"
  if [ ! -f "$at.json" ]; then
    train_to "$run" epochs "$2" train --preset "$PRESET" --seed "$1" --set checkpoint.every=5000 --set tick.every=500
    last_metric "$run" seconds > "$at.seconds" # what its steps took
    evaluate_to "$at.json" "$run" || fail "no scores for $run"
  fi
  score_table row "$at.json" "$1" "$2" "$(cat "$at.seconds")"
  last="$at.json"
}

mkdir -p "$OUT"
score_table head seed epochs s
for seed in $SEEDS; do
  for epochs in $EPOCHS; do
    measure "$seed" "$epochs"
  done
done
score_table floor "$last" "*floor*" "" ""
