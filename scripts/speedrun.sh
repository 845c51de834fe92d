#!/usr/bin/env bash
# How long it takes from the start of the process to a quality, and prints a Markdown table: a line for each seed, and their median.
#
#   DATA=notMNIST_small.tar.gz scripts/speedrun.sh
#   DATA=notMNIST_small.tar.gz SEEDS=1 scripts/speedrun.sh --epochs 8 --batch-size 32
#
# All arguments are given to train. A run writes checkpoints, whose time counts, and is measured when it has ended, which does not count.
#   DATA      what train takes as --data
#   FRECHET   the distance to reach; 0.65
#   COVERAGE  and the coverage; 0.80
#   EVERY     steps between checkpoints; 500
#   COUNT     samples that evaluate measures; 10000
#   SEEDS     one training for each; "1 2 3"
#   OUT       where runs and scores are kept; runs/speedrun. What is there already is not made again.
# The first checkpoint that has both is found by halving, as if none after it lost them again.
# shellcheck source=scripts/experiment.sh
source "$(dirname "${BASH_SOURCE[0]}")/experiment.sh"
readonly FRECHET="${FRECHET:-0.65}" COVERAGE="${COVERAGE:-0.80}" EVERY="${EVERY:-500}" SEEDS="${SEEDS:-1 2 3}"
readonly OUT="${OUT:-runs/speedrun}"

# score STEP KEY: of the run's checkpoint, measured once
score() {
  local scores="$folder/scores-$1.json"
  [ -f "$scores" ] || dcgan4j evaluate "$run" --checkpoint "$1" --data "$DATA" --count "$COUNT" --json "$scores" > "$folder/evaluate.log" 2>&1 \
    || fail "$folder/evaluate.log: $(tail -n 1 "$folder/evaluate.log")"
  grep -oE "\"$2\" : [0-9.E-]+" "$scores" | cut -d' ' -f3
}

reached() { # STEP
  awk -v f="$(score "$1" frechet)" -v c="$(score "$1" coverage)" -v most="$FRECHET" -v least="$COVERAGE" \
    'BEGIN { exit !(f <= most && c >= least) }'
}

# first_of STEPS...: the first that has the quality, or nothing
first_of() {
  local steps=("$@") low=0 high=$# middle
  while [ "$low" -lt "$high" ]; do
    middle=$(((low + high) / 2))
    if reached "${steps[$middle]}"; then high=$middle; else low=$((middle + 1)); fi
  done
  [ "$low" -ge $# ] || echo "${steps[$low]}"
}

mkdir -p "$OUT"
commit="$(git -C "$root" describe --always --dirty 2> /dev/null || echo unknown)"
machine="$(nproc) × $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
echo "| commit | options | seed | steps | seconds | Fréchet | coverage | machine |"
echo "|---|---|---|---|---|---|---|---|"
all=()
for seed in $SEEDS; do
  folder="$OUT/$commit-$(echo "$*" | tr -cs 'A-Za-z0-9.\n' -)-seed$seed"
  if [ ! -f "$folder/seconds" ]; then
    mkdir -p "$folder"
    rm -rf "$folder"/0*
    begin="$(date +%s.%N)"
    dcgan4j train --data "$DATA" --seed "$seed" --set checkpoint.every="$EVERY" --set checkpoint.keep=1000 --set tick.every="$EVERY" \
      --out "$folder" "$@" > "$folder/train.log" 2>&1 || fail "$folder/train.log: $(tail -n 1 "$folder/train.log")"
    for checkpoint in "$folder"/0*/checkpoint-*; do
      echo "$((10#${checkpoint##*-})) $(date -r "$checkpoint" +%s.%N | awk -v begin="$begin" '{ printf "%.0f", $1 - begin }')"
    done > "$folder/seconds"
  fi
  run="$(find "$folder" -mindepth 1 -maxdepth 1 -type d | head -n 1)"
  mapfile -t steps < <(cut -d' ' -f1 "$folder/seconds")
  first="$(first_of "${steps[@]}")"
  if [ -n "$first" ]; then
    seconds="$(awk -v step="$first" '$1 == step { print $2 }' "$folder/seconds")"
    all+=("$seconds")
    echo "| $commit | $* | $seed | $first | $seconds | $(score "$first" frechet | xargs printf '%.3f') | $(score "$first" coverage | xargs printf '%.3f') | $machine |"
  else
    last="${steps[-1]}"
    all+=(inf)
    echo "| $commit | $* | $seed | $last | not reached | $(score "$last" frechet | xargs printf '%.3f') | $(score "$last" coverage | xargs printf '%.3f') | $machine |"
  fi
done
echo
echo "median: $(printf '%s\n' "${all[@]}" | sort -g | sed -n "$(((${#all[@]} + 1) / 2))p") s"
