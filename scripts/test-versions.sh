#!/usr/bin/env bash
# Runs begun with DL4J 1.0.0-M1.1 are resumed and sampled with 1.0.0-M2.1, and the other way round, on the CPU.
# M1.1 runs without oneDNN: on many virtual machines its own ends in "x2APIC is not supported".
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/test-helpers.sh
for version in M1.1 M2.1; do
  mvn -B -ntp -q -Ddl4j.version=1.0.0-$version test-compile \
    dependency:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile="$work/$version.cp"
  cp -r target/classes "$work/$version"
done
dcgan4j() {
  local version=$1
  shift
  [ "$version" = M2.1 ] || export SD_FORBID_HELPERS=1
  (exec java -cp "$work/$version:$(cat "$work/$version.cp")" org.dcgan4j.cli.Main "$@") || exit
  unset SD_FORBID_HELPERS
}
small=(--batch-size 8 --set checkpoint.every=5)
for pair in "M1.1 M2.1" "M2.1 M1.1"; do
  read -r first second <<<"$pair"
  dcgan4j "$first" train --steps 5 --out "$work/$first" "${small[@]}" >/dev/null
  run=$(ls -d "$work/$first"/0*)
  dcgan4j "$second" train --resume "$run" --steps 10 >/dev/null
  dcgan4j "$second" sample "$run" --count 4 --out "$work/$first.png"
  { [ -d "$run/checkpoint-000010" ] && [ -s "$work/$first.png" ]; } || die "$first to $second: no checkpoint, or no picture"
  say "$first to $second: resumed and sampled"
done
