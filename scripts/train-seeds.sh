#!/bin/sh
# train-seeds.sh OUT "SEED..." [OPTION...]: one run after the other, a folder for each seed; started again it goes on
# where it was stopped. The table of all: java -jar target/dcgan4j.jar sweep OUT
set -eu
out=$1
seeds=$2
shift 2
for seed in $seeds; do
  "$(dirname "$0")/train-or-resume.sh" "$out/seed-$seed" --seed "$seed" "$@"
done
