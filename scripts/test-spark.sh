#!/usr/bin/env bash
# On a Spark master and two workers of this machine: trains, trains again with a worker killed in the middle and the
# driver asked to stop and resumed after that, which must end in the same bits, samples, and evaluates: as one process
# does that measures the same samples, as the letters have as many of each class. Needs mvn -Pspark package.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/test-helpers.sh
. scripts/spark-on-loopback.sh
doomed=${pids[2]}
steps=${STEPS:-80}
small=(--workers 2 --local-steps 2 --steps "$steps"
  --set training.batchSize=16 --set tick.every=10 --set checkpoint.every=10
  "${small_networks[@]}")
(driver train "${small[@]}" --out "$work/calm") >"$work/calm.out" 2>"$work/calm.log" || die "training"
calm=$(cat "$work/calm.out")
grep '^step' "$work/calm.log"

(driver train "${small[@]}" --out "$work/killed") >"$work/killed.out" 2>"$work/killed.log" &
training=$!
within 180 "the first tick" grep -q '^step 10 ' "$work/killed.log"
pkill -KILL -P "$doomed"
kill -KILL "$doomed"
wait "$doomed" 2>/dev/null || true
say "killed worker 2 and its executor after $(grep '^step' "$work/killed.log" | tail -n 1 | cut -d' ' -f1-2)"
within 180 "a tick without it" grep -q '^step 20 ' "$work/killed.log"
grep -q 'Lost executor\|Lost task\|Executor .* removed\|Remov.* executor' "$work/killed.log" || die "no worker was missed"

kill -TERM "$training"
status=0
wait "$training" || status=$?
[ "$status" = 130 ] || die "a driver that was asked to stop ended with status $status"
killed=$(cat "$work/killed.out")
say "stopped at $(basename "$(ls -d "$killed"/checkpoint-0* | tail -n 1)")"
(driver train --workers 2 --local-steps 2 --resume "$killed") >>"$work/killed.out" 2>>"$work/killed.log" || die "resuming"
last=$(printf 'checkpoint-%06d' "$steps")
same_networks "$calm/$last" "$killed/$last"
say "ok: a worker was lost, the driver stopped and resumed, and the bits of step $steps are the same"

(driver sample "$calm" --count 2500 --out "$work/samples.idx3-ubyte") >/dev/null 2>"$work/sample.log" || die "sampling"
[ "$(stat -c %s "$work/samples.idx3-ubyte")" = $((16 + 2500 * 784)) ] || die "the samples are cut"
say "ok: sampled 2,500 images"

(driver evaluate "$calm" --count 2500 --json "$work/workers.json") >"$work/workers.txt" 2>"$work/evaluate.log" \
  || die "evaluating"
java -jar target/dcgan4j.jar evaluate --samples "$work/samples.idx3-ubyte" --json "$work/alone.json" \
  >"$work/alone.txt" 2>>"$work/evaluate.log" || die "evaluating in one process"
score() { sed -n "s/.*\"$1\" : \([0-9.eE+-]*\).*/\1/p" "$2"; }
for name in n nReference nFloor frechet frechetFloor confidence classDistance; do
  workers=$(score "$name" "$work/workers.json")
  alone=$(score "$name" "$work/alone.json")
  awk -v a="$workers" -v b="$alone" 'BEGIN { exit !(b != 0 && (a - b) ^ 2 <= (1e-4 * b) ^ 2) }' \
    || die "$name: the workers say '$workers', one process says '$alone'"
done
[ "$(score step "$work/workers.json")" = "$steps" ] || die "the scores do not say which step was measured"
say "ok: evaluated them with a Frechet distance of $(score frechet "$work/workers.json"), as one process does"
