#!/bin/sh
# train-seeds.sh OUT "SEED..." [OPTION...]: one run after the other, a folder for each seed; started again it goes on
# where it was stopped. A seed that diverges does not keep the later ones from running; the status is 3 at the end.
# The table of all: java -jar target/dcgan4j.jar sweep OUT
set -eu
out=$1
seeds=$2
shift 2
diverged=
for seed in $seeds; do
  status=0
  "$(dirname "$0")/train-or-resume.sh" "$out/seed-$seed" --seed "$seed" "$@" || status=$?
  if [ "$status" = 3 ]; then
    echo "train-seeds: seed $seed diverged" >&2
    diverged="$diverged $seed"
  elif [ "$status" != 0 ]; then
    exit "$status"
  fi
done
if [ -n "$diverged" ]; then
  echo "train-seeds: diverged:$diverged" >&2
  exit 3
fi
