#!/bin/sh
# train-or-resume.sh OUT [OPTION...]: trains a run in the folder OUT, or goes on with the one that is there, so that a
# job that is started again needs no other command line. SIGTERM ends it with a checkpoint and status 130.
# DCGAN4J_JAR names the program, JAVA_OPTS is for Java.
set -eu
out=$1
shift
jar=${DCGAN4J_JAR:-$(dirname "$0")/../target/dcgan4j.jar}
run=
for folder in "$out"/[0-9]*-*/checkpoint-[0-9]*; do
  if [ -d "$folder" ]; then run=$(dirname "$folder"); fi
done
# shellcheck disable=SC2086 # several options
if [ -n "$run" ]; then
  exec java ${JAVA_OPTS:-} -jar "$jar" train --resume "$run"
fi
exec java ${JAVA_OPTS:-} -jar "$jar" train --out "$out" "$@"
