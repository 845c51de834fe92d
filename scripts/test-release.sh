#!/usr/bin/env bash
# Builds what a release consists of twice, each in a clone of its own: the jars are the same to the byte, the Javadoc has no
# faults, and the bill of materials names every library that the program comes with. A minute.
#   scripts/test-release.sh
# shellcheck disable=SC1091,SC2154
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/test-helpers.sh
for clone in one two; do
  git clone -q . "$work/$clone"
  [ "$clone" = one ] && javadoc='' || javadoc=-Dmaven.javadoc.skip
  # shellcheck disable=SC2086 # nothing, or one word
  (cd "$work/$clone" && mvn -B -ntp -q -Prelease -DskipTests -Djacoco.skip $javadoc package) || die "$clone: cannot be built"
done
for jar in dcgan4j.jar dcgan4j-sources.jar; do
  cmp "$work/one/target/$jar" "$work/two/target/$jar" || die "$jar: two builds differ"
  say "$(cd "$work/one/target" && sha256sum "$jar")"
done
[ -s "$work/one/target/dcgan4j-javadoc.jar" ] || die "no Javadoc"
# pkg:maven/GROUP/ARTIFACT@VERSION?… is lib/ARTIFACT-VERSION….jar
sed -n 's|.*"purl" : "pkg:maven/[^/]*/\([^@]*\)@\([^?"]*\).*|\1-\2|p' "$work/one/target/bom.json" | sort -u >"$work/named"
for library in "$work"/one/target/lib/*.jar; do
  name=$(basename "$library" .jar)
  while read -r known; do
    case "$name" in "$known" | "$known"-*) continue 2 ;; esac
  done <"$work/named"
  die "$name: not in the bill of materials"
done
say "passed: $(wc -l <"$work/named") in the bill of materials"
