#!/usr/bin/env bash
# Trains, samples or evaluates on a Spark 3.5 cluster:
#   mvn -Pspark -DskipTests clean package
#   SPARK_HOME=/opt/spark MASTER=spark://HOST:7077 scripts/spark-submit.sh train --workers 8 --local-steps 10 --steps 2000
#   SPARK_HOME=/opt/spark MASTER=spark://HOST:7077 scripts/spark-submit.sh evaluate runs/00000-notmnist-dcgan --count 1000000
# Spark's own spark-submit sets what Java 17 needs. Run folders and files are on the disk of the host that this is started on,
# relative to the folder that it is started in. What spark-defaults.conf has in extraJavaOptions stays.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
jars=$(find "$root/target/lib" -name '*.jar' ! -name 'slf4j-simple*' | paste -sd,)
exec "${SPARK_HOME:?the folder of Spark 3.5}/bin/spark-submit" --master "${MASTER:?spark://HOST:7077}" \
  --class org.dcgan4j.cluster.ClusterMain --jars "$jars" \
  --conf spark.task.maxFailures=8 --conf spark.driver.defaultJavaOptions=-XX:+ExitOnOutOfMemoryError \
  "$root/target/dcgan4j.jar" "$@"
