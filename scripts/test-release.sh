#!/usr/bin/env bash
# Builds what a release consists of twice, each in a clone of its own: the jars are the same to the byte, the Javadoc has no
# faults, the bill of materials names every library that the program comes with, and each command has a man page. Two minutes.
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
# A man page for each command, which man reads without a warning, and mandoc, where they are.
commands() {
  java -jar "$work/one/target/dcgan4j.jar" "$@" --help | sed -n '/^Commands:/,/^[^ C]/s/^  \([a-z][a-z-]*\) .*/\1/p'
}
diff -r "$work/one/target/man" "$work/two/target/man" || die "man pages: two builds differ"
{ echo dcgan4j; commands | sed 's/^/dcgan4j-/'; commands dataset | sed 's/^/dcgan4j-dataset-/'; } | sort >"$work/commands"
(cd "$work/one/target/man" && ls) | sed 's/\.1$//' | sort | diff "$work/commands" - || die "man pages: not those of the commands"
for page in "$work"/one/target/man/*.1; do
  if command -v man >/dev/null; then
    MANWIDTH=80 man --warnings -l "$page" >"$work/page" 2>"$work/warnings" || die "$page: man cannot read it"
    [ ! -s "$work/warnings" ] || die "$page: $(head -n 1 "$work/warnings")"
    grep -q '^SYNOPSIS' "$work/page" || die "$page: no synopsis"
  fi
  ! command -v mandoc >/dev/null || mandoc -Tlint -W unsupp "$page" || die "$page: mandoc cannot read it"
done
say "passed: $(wc -l <"$work/commands") man pages, $(wc -l <"$work/named") in the bill of materials"
