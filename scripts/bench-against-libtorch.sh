#!/usr/bin/env bash
# Times our training step and libtorch's in turn, A B A B, and prints the ratio of each pair and the
# median ratio of each case: above 1 ours is faster. Sampling too, if the peer's JSON has a figure for it.
#
#   scripts/bench-against-libtorch.sh
#   PAIRS=7 CASES="wide:128 default:64" taskset -c 0,1 scripts/bench-against-libtorch.sh
#
#   PAIRS   pairs of each case; 5
#   CASES   net:batch, with the peer's nets wide, default, recipe, dcgan32 and dcgan64; wide and
#           default at 64 and 128
#   STEPS   timed steps of each run, the same for both; 20
#   PEER    the peer's command; ../shared/peers/libtorch/run
#
# Both use all cores that they are given. Run it on an idle machine: nothing else makes figures of it.
set -euo pipefail
export LC_ALL=C

fail() {
  echo "bench-against-libtorch: $*" >&2
  exit 2
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly PAIRS="${PAIRS:-5}" STEPS="${STEPS:-20}"
readonly CASES="${CASES:-wide:128 wide:64 default:64 default:128}"
readonly PEER="${PEER:-$root/../shared/peers/libtorch/run}"
readonly JAR="$root/target/dcgan4j.jar"
threads="$(nproc)"

# Our presets by the names of the peer's nets.
declare -rA PRESETS=(
  [wide]=wide [default]=plain-dcgan [recipe]=notmnist-dcgan [dcgan32]=dcgan-32 [dcgan64]=dcgan-64)

# The peer's step in the net recipe, whose discriminator has a convolution less than the preset's, and
# whose generator learns from one batch.
readonly RECIPE='discriminator.layers=conv 64 k4 s2 p1, leaky-relu 0.2, conv 128 k4 s2 p1, leaky-relu 0.2, conv 256 k3 s2 p1, leaky-relu 0.2, dense 1'

check() {
  local case
  [ $# -eq 0 ] || fail "unknown argument '$1' (legal: none; see the settings at the top of the script)"
  [[ "$PAIRS" =~ ^[1-9][0-9]*$ ]] || fail "PAIRS: given '$PAIRS', legal is 1 or more"
  [[ "$STEPS" =~ ^[1-9][0-9]*$ ]] || fail "STEPS: given '$STEPS', legal is 1 or more"
  for case in $CASES; do
    [[ "$case" =~ ^[a-z0-9]+:[1-9][0-9]*$ && -n "${PRESETS[${case%:*}]:-}" ]] \
      || fail "CASES: given '$case', legal is NET:BATCH with a NET of ${!PRESETS[*]}"
  done
  [ -x "$PEER" ] || fail "PEER: no command at $PEER"
}

ours() { # NET BATCH: one line of JSON
  local -a options=()
  [ "$1" != recipe ] || options=(--set "$RECIPE" --set training.generatorBatches=1)
  java -jar "$JAR" bench --preset "${PRESETS[$1]}" "${options[@]}" --batch-size "$2" --steps "$STEPS" --json - \
    2>"$work/ours.err" || { cat "$work/ours.err" >&2; fail "our bench failed"; }
}

peer() { # NET BATCH: one line of JSON
  "$PEER" "-Dnet=$1" "-Db=$2" "-Dsteps=$STEPS" "-Dthreads=$threads" || fail "the peer failed: $PEER"
}

training_rate() { # JSON: the first images/s in it
  [[ "$1" =~ \"imagesPerSecond\":([0-9.]+) ]] && echo "${BASH_REMATCH[1]}"
}

sampling_rate() { # JSON: the first figure behind a key that starts with "sampling"; 1 if there is none
  [[ "$1" =~ \"sampling[^0-9]*([0-9.]+) ]] && echo "${BASH_REMATCH[1]}"
}

ratio() { # OURS PEERS
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'
}

median() { # reads numbers
  sort -n | awk '{ v[NR] = $1 } END { printf "%.3f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

compare() { # CASE PAIR WHAT OURS PEERS
  local quotient
  quotient="$(ratio "$4" "$5")"
  echo "$quotient" >>"$work/$3.$1"
  printf '%-12s %4d  %-9s %10.1f %10.1f %8s\n' "$1" "$2" "$3" "$4" "$5" "$quotient"
}

pair() { # CASE PAIR
  local our their our_rate their_rate
  our="$(ours "${1%:*}" "${1#*:}")"
  their="$(peer "${1%:*}" "${1#*:}")"
  our_rate="$(training_rate "$our")" || fail "no images/s in ours: $our"
  their_rate="$(training_rate "$their")" || fail "no images/s in the peer's: $their"
  compare "$1" "$2" training "$our_rate" "$their_rate"
  if their_rate="$(sampling_rate "$their")"; then
    compare "$1" "$2" sampling "$(sampling_rate "$our")" "$their_rate"
  fi
}

check "$@"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
[ -f "$JAR" ] || (cd "$root" && mvn -B -ntp -q -DskipTests package >&2) || fail "cannot build $JAR"

echo "$PAIRS pairs of $STEPS steps on $threads threads; images/s of the median step"
printf '%-12s %4s  %-9s %10s %10s %8s\n' net:batch pair what ours libtorch ratio
for case in $CASES; do
  for number in $(seq "$PAIRS"); do
    pair "$case" "$number"
  done
done
echo
printf '%-12s  %-9s %s\n' net:batch what "median ratio"
for case in $CASES; do
  for what in training sampling; do
    if [ -f "$work/$what.$case" ]; then
      printf '%-12s  %-9s %s\n' "$case" "$what" "$(median <"$work/$what.$case")"
    fi
  done
done
