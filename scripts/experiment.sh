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

# evaluate_to FILE RUN: leaves evaluate's JSON in FILE, whole or not at all, and what it printed in FILE's .txt
evaluate_to() {
  local text="${1%.json}.txt"
  dcgan4j evaluate "$2" --data "$DATA" --count "$COUNT" --json "$1.part" > "$text" 2>&1 \
    || { echo "$text: $(tail -n 1 "$text")" >&2; return 1; }
  mv "$1.part" "$1"
}
