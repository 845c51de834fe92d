#!/usr/bin/env bash
# Kills a training with SIGKILL at random moments, resumes it each time, and compares what it leaves with the same
# training that nobody disturbed: parameters, averages, optimiser states, pictures and figures, bit by bit.
#
#   mvn -q package -DskipTests
#   scripts/crash-test.sh [KILLS] [SEED]
#
# KILLS (50) is how many kills there are in all; a training that reaches its end before is compared, and the next begins.
# STEPS (2000) is the length of a training. DCGAN4J is the command, by default java -jar target/dcgan4j.jar. A process that
# does not end within PATIENCE (600) seconds is stuck: its threads are printed, and the test has failed.
set -euo pipefail
kills=${1:-50}
RANDOM=${2:-1}
steps=${STEPS:-2000}
patience=${PATIENCE:-600}
read -ra dcgan4j <<<"${DCGAN4J:-java -Xmx512m -jar target/dcgan4j.jar}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/small.yaml" <<'YAML'
generator:
  latentSize: 16
  layers: [dense 784, batch-norm, leaky-relu 0.2, reshape 16x7x7, deconv 8 k4 s2 p1, batch-norm, leaky-relu 0.2,
    deconv 1 k4 s2 p1, tanh]
discriminator:
  layers: [conv 8 k4 s2 p1, leaky-relu 0.2, dropout 0.3, conv 16 k4 s2 p1, leaky-relu 0.2, dropout 0.3, dense 1]
training: {batchSize: 32, epochs: 0}
tick: {every: 50}
checkpoint: {every: 40, keep: 3, recoveries: 1}
YAML

train() { # OUT: a new training under it, in place of this shell, so that a kill meets the training itself
  exec "${dcgan4j[@]}" train --data "$work/letters" --config "$work/small.yaml" --steps "$steps" --out "$1"
}

# await PID: its status, and in tenths how long that took: not by the wall clock, which can be put forward meanwhile
await() {
  tenths=0
  while kill -0 "$1" 2>/dev/null; do
    tenths=$((tenths + 1))
    if [ "$tenths" -gt $((patience * 10)) ]; then
      kill -QUIT "$1" && sleep 3 # a JVM writes down what its threads do
      kill -KILL "$1"
      echo "stuck for $patience s:" && cat "$work/log" && exit 1
    fi
    sleep 0.1
  done
  wait "$1"
}

"${dcgan4j[@]}" dataset render --count 1000 --out "$work/letters" >"$work/log" 2>&1 &
await $!
train "$work/whole" >"$work/log" 2>&1 &
await $!
whole_tenths=$tenths
whole=$work/whole/00000-notmnist-dcgan
scripts/run-digest.sh "$whole" >"$work/expected"
echo "undisturbed: $steps steps in $((whole_tenths / 10)) s, $(wc -l <"$work/expected") files to compare"

killed=0 early=0 trainings=0
while [ "$killed" -lt "$kills" ]; do
  out=$work/killed-$trainings run=$work/killed-$trainings/00000-notmnist-dcgan
  while true; do
    if [ -f "$run/config.json" ]; then
      "${dcgan4j[@]}" train --resume "$run" >"$work/log" 2>&1 &
    else
      rm -rf "$out" # killed before there was anything
      train "$out" >"$work/log" 2>&1 &
    fi
    process=$!
    if [ "$killed" -lt "$kills" ]; then
      # Anywhere from the start of the process on: while it starts, loads, trains and saves.
      random=$RANDOM # in this shell: in $( … ) it would not follow from the seed
      sleep "$(awk -v r="$random" -v t="$whole_tenths" 'BEGIN { printf "%.3f", 0.3 + r / 32768 * (1.5 + t / 30) }')"
      kill -KILL "$process" 2>/dev/null || true
    fi
    status=0
    await "$process" 2>/dev/null || status=$?
    if [ "$status" = 137 ]; then
      killed=$((killed + 1))
      compgen -G "$run/checkpoint-00*[1-9]*" >/dev/null || early=$((early + 1))
      continue
    elif [ "$status" != 0 ]; then
      echo "failed with status $status:" && cat "$work/log" && exit 1
    fi
    break
  done
  trainings=$((trainings + 1))
  scripts/run-digest.sh "$run" >"$work/actual"
  if ! diff "$work/expected" "$work/actual"; then
    echo "training $trainings differs from the undisturbed one" && exit 1
  fi
  rm -rf "$out"
done
echo "$killed kills ($early before the first checkpoint) in $trainings trainings: every file equal to the undisturbed one"
