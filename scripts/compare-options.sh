#!/usr/bin/env bash
# Trains with one set of options after the other on the same number of images, evaluates each, and
# prints a Markdown table: a line for each set and seed.
#
#   DATA=notMNIST_small.tar.gz scripts/compare-options.sh scripts/options.txt > table.md
#   DATA=mnist IMAGES=187000 SEEDS="1 2 3" ONLY="plain default" scripts/compare-options.sh scripts/options.txt
#
# Each line of the file is a name and the options of train behind it; # begins a comment. A line that cannot be trained
# or evaluated is named, the others go on, and the status is 2.
#   DATA     what train takes as --data
#   COUNT    samples that evaluate measures; 10000
#   IMAGES   real images that each training sees; 187000, ten passes through notMNIST
#   SEEDS    one training for each; 1
#   ONLY     names to train, all if empty
#   OUT      where runs and scores are kept; runs/compare. What is there already is not made again.
# shellcheck source=scripts/experiment.sh
source "$(dirname "${BASH_SOURCE[0]}")/experiment.sh"
readonly IMAGES="${IMAGES:-187000}" SEEDS="${SEEDS:-1}" ONLY="${ONLY:-}" OUT="${OUT:-runs/compare}"
[ $# -eq 1 ] && [ -f "${1:-}" ] || fail "needs one file of options, see the top of the script"

# images_per_step OPTIONS...: reals that one step uses, a batch for each step of the discriminator; what is wrong with them is the last line
images_per_step() {
  local described factors
  described="$(dcgan4j train --dry-run --data "$DATA" "$@" 2>&1)" || { tail -n 1 <<< "$described"; return 1; }
  factors="$(sed -n 's/.*"\(batchSize\|discriminatorSteps\)" *: *\([0-9]*\).*/\2/p' <<< "$described" | tail -n 2 | paste -sd '*')"
  echo $((factors))
}

# train_and_score NAME SEED OPTIONS...: leaves FOLDER/scores.json and FOLDER/seconds
train_and_score() {
  local folder="$OUT/$1-$IMAGES-seed$2" seed="$2" per_step begin
  shift 2
  [ -f "$folder/scores.json" ] && return
  per_step="$(images_per_step "$@")" || { echo "compare-options: $name: $per_step" >&2; return 1; }
  rm -rf "$folder"
  mkdir -p "$folder"
  begin="$(date +%s)"
  dcgan4j train --data "$DATA" --seed "$seed" --steps $((IMAGES / per_step)) --out "$folder" \
    --set checkpoint.every=0 --set tick.every=500 "$@" > "$folder/train.log" 2>&1 \
    || { echo "compare-options: $folder/train.log: $(tail -n 1 "$folder/train.log")" >&2; return 1; }
  echo $(($(date +%s) - begin)) > "$folder/seconds"
  evaluate_to "$folder/scores.json" "$(tail -n 1 "$folder/train.log")"
}

score_table head options seed s
last="" status=0
while read -r name options || [ -n "$name" ]; do
  case "$name" in '' | '#'*) continue ;; esac
  [[ -z "$ONLY" || " $ONLY " == *" $name "* ]] || continue
  for seed in $SEEDS; do
    # shellcheck disable=SC2086 # the options are words
    train_and_score "$name" "$seed" $options < /dev/null || { status=2; continue; }
    folder="$OUT/$name-$IMAGES-seed$seed"
    score_table row "$folder/scores.json" "$name" "$seed" "$(cat "$folder/seconds")"
    last="$folder/scores.json"
  done
done < "$1"
[ -z "$last" ] || score_table floor "$last" "*floor*" "" ""
exit "$status"
