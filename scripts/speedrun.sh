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

# measure STEP: the run's checkpoint, once; its figures are in frechet and coverage
measure() {
  local scores="$folder/scores-$1.json"
  [ -f "$scores" ] || evaluate_to "$scores" "$run" --checkpoint "$1" || exit 2
  frechet="$(figure "$scores" frechet)"
  coverage="$(figure "$scores" coverage)"
  [ -n "$frechet" ] && [ -n "$coverage" ] || fail "$scores: has no Fréchet distance or no coverage"
}

figure() { # FILE KEY
  sed -nE "s/.*\"$2\" : ([0-9.E-]+).*/\1/p" "$1"
}

reached() { # STEP
  measure "$1"
  awk -v f="$frechet" -v c="$coverage" -v most="$FRECHET" -v least="$COVERAGE" 'BEGIN { exit !(f <= most && c >= least) }'
}

# find_first STEPS...: the first that has the quality is in first, empty where none has
find_first() {
  local steps=("$@") low=0 high=$# middle
  while [ "$low" -lt "$high" ]; do
    middle=$(((low + high) / 2))
    if reached "${steps[$middle]}"; then high=$middle; else low=$((middle + 1)); fi
  done
  first="${steps[$low]:-}"
}

mkdir -p "$OUT"
commit="$(git -C "$root" describe --always --dirty 2> /dev/null || echo unknown)"
# Runs of other data or settings, or of another state of the files, are others.
what="$({ echo "$DATA" "$EVERY" "$COUNT" "$*"; git -C "$root" diff HEAD 2> /dev/null || true; } | cksum | cut -d' ' -f1)"
machine="$(nproc) × $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
echo "| commit | options | seed | steps | seconds | Fréchet | coverage | machine |"
echo "|---|---|---|---|---|---|---|---|"
all=()
for seed in $SEEDS; do
  folder="$OUT/$commit-$what-seed$seed"
  if [ ! -f "$folder/seconds" ]; then
    mkdir -p "$folder"
    rm -rf "$folder"/0*
    begin="$(date +%s.%N)"
    dcgan4j train --data "$DATA" --seed "$seed" --set checkpoint.every="$EVERY" --set checkpoint.keep=1000 --set tick.every="$EVERY" \
      --out "$folder" "$@" > "$folder/train.log" 2>&1 || fail "$folder/train.log: $(tail -n 1 "$folder/train.log")"
    for checkpoint in "$folder"/0*/checkpoint-[0-9]*; do
      echo "$((10#${checkpoint##*-})) $(date -r "$checkpoint" +%s.%N | awk -v begin="$begin" '{ printf "%.0f", $1 - begin }')"
    done > "$folder/seconds.part"
    mv "$folder/seconds.part" "$folder/seconds"
  fi
  run="$(find "$folder" -mindepth 1 -maxdepth 1 -type d | head -n 1)"
  mapfile -t steps < <(cut -d' ' -f1 "$folder/seconds")
  find_first "${steps[@]}"
  step="${first:-${steps[-1]}}"
  measure "$step"
  seconds="$(awk -v step="$step" '$1 == step { print $2 }' "$folder/seconds")"
  [ -n "$first" ] || seconds=inf
  all+=("$seconds")
  printf '| %s | %s | %s | %s | %s | %.3f | %.3f | %s |\n' \
    "$commit" "$*" "$seed" "$step" "${seconds/inf/not reached}" "$frechet" "$coverage" "$machine"
done
echo
echo "median: $(printf '%s\n' "${all[@]}" | sort -g | awk '{ s[NR] = $1 } END { m = int((NR + 1) / 2); n = int(NR / 2) + 1; print s[n] == "inf" ? "inf" : (s[m] + s[n]) / 2 }') s"
