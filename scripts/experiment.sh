# To be sourced by a script that trains and evaluates: what all of them are told, and the program.
#
#   DATA     what train takes as --data
#   COUNT    samples that evaluate measures; 10000
set -euo pipefail
export LC_ALL=C.UTF-8

# fail PROBLEM: ends with bad input
fail() {
  echo "$(basename "$0" .sh): $*" >&2
  exit 2
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly JAR="$root/target/dcgan4j.jar" DATA="${DATA:-}" COUNT="${COUNT:-10000}"
[ -n "$DATA" ] || fail "DATA: given nothing, legal is what train takes as --data"
[ -f "$JAR" ] || fail "$JAR is missing; mvn package makes it"

dcgan4j() {
  java -jar "$JAR" "$@"
}

score_table() {
  python3 "$root/scripts/score-table.py" "$@"
}

# evaluate_to FILE RUN OPTIONS...: leaves evaluate's JSON in FILE, whole or not at all, and what it printed in FILE's .txt
evaluate_to() {
  local file="$1" text="${1%.json}.txt"
  shift
  dcgan4j evaluate "$@" --data "$DATA" --count "$COUNT" --json "$file.part" > "$text" 2>&1 \
    || { echo "$text: $(tail -n 1 "$text")" >&2; return 1; }
  mv "$file.part" "$file"
}

# train_to RUN LIMIT N TRAINER OPTIONS...: TRAINER goes on with RUN to --LIMIT N, or begins it with OPTIONS; RUN.log says how
train_to() {
  local run="$1" log="$1.log" limit=("--$2" "$3") trainer="$4" made
  shift 4
  if [ -d "$run" ]; then
    "$trainer" --resume "$run" "${limit[@]}" >> "$log" 2>&1 || fail "$log: $(tail -n 1 "$log")"
  else
    made="$("$trainer" --data "$DATA" "${limit[@]}" "$@" --out "$run.new" 2> "$log")" || fail "$log: $(tail -n 1 "$log")"
    mv "$made" "$run"
  fi
}

# last_metric RUN KEY: a figure of its last tick, rounded
last_metric() {
  sed -n "s/.*\"$2\":\([0-9.eE+-]*\).*/\1/p" "$1/metrics.jsonl" | tail -n 1 | xargs printf '%.0f'
}
