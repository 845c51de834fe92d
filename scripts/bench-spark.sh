#!/usr/bin/env bash
# bench-spark.sh DATA STEPS "TAU...": trains the default GAN in one process, then on two Spark workers with half the batch
# each, averaged every TAU steps, and measures each. A table for docs/cluster.md. Needs mvn -Pspark package.
set -euo pipefail
data=$(realpath "$1")
steps=$2
taus=$3
cd "$(dirname "$0")/.."
. scripts/test-helpers.sh
row() { printf '%s\t%s\t%s\t%s\n' "$@"; }
frechet() {
  java -jar target/dcgan4j.jar evaluate "$1" --json "$1/scores.json" >"$work/evaluate.log" 2>&1 || die "evaluate"
  sed -n 's/.*"frechet" *: *\([0-9.]*\).*/\1/p' "$1/scores.json"
}
common=(--set tick.every=100 --set checkpoint.every=0 --set "training.steps=$steps")

row training "last tick" frechet seconds
begin=$SECONDS
java -jar target/dcgan4j.jar train --data "$data" "${common[@]}" --out "$work/one" >"$work/one.out" 2>"$work/one.log" || die "one process"
took=$((SECONDS - begin))
row "one process" "$(grep '^step' "$work/one.log" | tail -n 1)" "$(frechet "$(cat "$work/one.out")")" "$took"

. scripts/spark-on-loopback.sh >&2
for tau in $taus; do
  begin=$SECONDS
  (driver train --workers 2 --local-steps "$tau" --data "$data" "${common[@]}" --out "$work/tau-$tau") \
    >"$work/tau-$tau.out" 2>"$work/tau-$tau.log" || die "two workers"
  took=$((SECONDS - begin))
  row "two workers, tau $tau" "$(grep '^step' "$work/tau-$tau.log" | tail -n 1)" "$(frechet "$(cat "$work/tau-$tau.out")")" "$took"
done
