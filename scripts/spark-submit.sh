#!/usr/bin/env bash
# Trains, samples or evaluates on a Spark 3.5 cluster:
#   mvn -Pspark -DskipTests clean package
#   MASTER=spark://HOST:7077 scripts/spark-submit.sh train --workers 8 --local-steps 10 --steps 2000
#   MASTER=spark://HOST:7077 scripts/spark-submit.sh evaluate runs/00000-notmnist-dcgan --count 1000000
# Spark's own spark-submit sets what Java 17 needs. Run folders and files are on the disk of the host that this is started on.
set -euo pipefail
cd "$(dirname "$0")/.."
jars=$(find target/lib -name '*.jar' ! -name 'slf4j-simple*' | paste -sd,)
exec "${SPARK_HOME:?where Spark is}/bin/spark-submit" --master "${MASTER:?spark://HOST:7077}" \
  --class org.dcgan4j.cluster.ClusterMain --jars "$jars" \
  --conf spark.task.maxFailures=8 --conf spark.driver.extraJavaOptions=-XX:+ExitOnOutOfMemoryError \
  target/dcgan4j.jar "$@"
