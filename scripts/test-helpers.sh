# What test-slurm.sh and test-spark.sh share: a work folder, servers that end with the script, and waiting. To be
# sourced; sets work, which WORK names and KEEP=1 keeps, and pids, to which every server started is added.
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
pids=()
finish() {
  for pid in "${pids[@]}"; do
    pkill -TERM -P "$pid" 2>/dev/null || true # what the server itself has started
    kill "$pid" 2>/dev/null || true
  done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT
say() { echo "$(basename "$0" .sh): $*"; }
# The ends of all logs, then what was wrong.
die() {
  find "$work" -maxdepth 2 \( -name '*.log' -o -path '*/submit/*.out' \) -exec tail -n 30 {} + >&2
  say "$*" >&2
  exit 1
}
# within SECONDS WHAT COMMAND...: repeats the command until it succeeds.
within() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || die "waited too long for $what"
    sleep 0.3
  done
}
# same_networks CHECKPOINT CHECKPOINT: to the bit, with their optimisers.
same_networks() {
  for file in generator.f32 generator-optimizer.f32 discriminator.f32 discriminator-optimizer.f32; do
    cmp "$1/$file" "$2/$file" || die "$file differs"
  done
}
# shellcheck disable=SC2034 # small networks, as configuration, for those who source this
small_networks=(
  --set 'generator.layers=dense 196,leaky-relu 0.2,reshape 4x7x7,deconv 4 k4 s2 p1,leaky-relu 0.2,deconv 1 k4 s2 p1,tanh'
  --set 'discriminator.layers=conv 4 k4 s2 p1,leaky-relu 0.2,dropout 0.3,conv 8 k4 s2 p1,leaky-relu 0.2,dropout 0.3,dense 1')
