#!/bin/sh
# train-or-resume.sh OUT [OPTION...]: trains a run in the folder OUT, or goes on with the one that is there, so that a
# job that is started again needs no other command line. A run that goes on has its own settings, and the options do
# nothing. SIGTERM ends it with a checkpoint and status 130. DCGAN4J_JAR names the program, JAVA_OPTS is for Java.
set -eu
out=$1
shift
jar=${DCGAN4J_JAR:-$(dirname "$0")/../target/dcgan4j.jar}
run=
# The last with a checkpoint, or else one that was killed before its first, which begins anew.
for file in "$out"/[0-9]*-*/config.json "$out"/[0-9]*-*/checkpoint-[0-9]*; do
  if [ -e "$file" ]; then run=$(dirname "$file"); fi
done
# shellcheck disable=SC2086 # several options
if [ -n "$run" ]; then
  if [ $# -gt 0 ]; then
    echo "train-or-resume: $run has settings of its own, so these options do nothing: $*" >&2
  fi
  exec java ${JAVA_OPTS:-} -jar "$jar" train --resume "$run"
fi
exec java ${JAVA_OPTS:-} -jar "$jar" train --out "$out" "$@"
