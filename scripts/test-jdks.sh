#!/usr/bin/env bash
# Runs the packaged program on every JDK from 17 on that is installed, and on those that can with all use of native access and
# sun.misc.Unsafe forbidden that was not granted: it trains, goes on, draws, exports and reports without one line of the Java
# machine, and draws the same bytes on all. Half a minute for each.
#   scripts/test-jdks.sh
# shellcheck disable=SC1091,SC2154
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/test-helpers.sh
[ -f target/dcgan4j.jar ] || mvn -B -ntp -q -DskipTests -Djacoco.skip package
jar=$PWD/target/dcgan4j.jar
java -jar "$jar" dataset render --count 200 --out "$work/letters" >/dev/null 2>&1

try() {
  local name=$1 folder="$work/$1" java=$2
  shift 2
  mkdir -p "$folder"
  quiet() {
    "$java" "$@" -jar "$jar" "${command[@]}" >>"$folder/out.log" 2>"$folder/err.log" || die "$name: ${command[*]}: status $?"
    ! grep -qE 'WARNING|warning|^\s+at ' "$folder/err.log" || die "$name: ${command[*]}: a line of the Java machine"
  }
  command=(train --data "$work/letters" --steps 2 --batch-size 8 --out "$folder/runs" --set tick.every=2)
  quiet "$@"
  run=$(ls -d "$folder"/runs/0*)
  for line in "train --resume $run --steps 4" "sample $run --count 8 --out $folder/sample.png" \
    "interpolate $run --out $folder/walk.gif --points 2 --steps 2 --side 1" "report $run" "doctor" \
    "export $run --format onnx --out $folder/g.onnx" "dataset inspect $work/letters" "bench --steps 1 --warm-up 1 --batch-size 4"; do
    read -ra command <<<"$line"
    quiet "$@"
  done
  cmp "$folder/sample.png" "${first:=$folder/sample.png}" || die "$name: other bytes"
  say "$name passed"
}

tried=''
for java in "$(command -v java)" /usr/lib/jvm/*/bin/java; do
  java=$(readlink -f "$java")
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  case " $tried " in *" $version "*) continue ;; esac
  [ "${version%%.*}" -ge 17 ] || continue
  tried="$tried $version"
  try "$version" "$java" -Xmx1g
  [ "$version" -lt 24 ] || try "$version-strict" "$java" -Xmx1g --illegal-native-access=deny --sun-misc-unsafe-memory-access=deny
done
say "all of$tried passed"
