# A Spark master and two workers, separate JVMs on this machine's loopback, out of Maven's artifacts. To be sourced after
# test-helpers.sh; needs mvn -Pspark package. Starts them, and defines driver ARGUMENT...: ClusterMain on them.
. scripts/spark-java-options.sh
port=${MASTER_PORT:-17077}
export SPARK_HOME=$work/spark SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.12 OMP_NUM_THREADS=1
mkdir -p "$SPARK_HOME/jars"
ln -sf "$PWD"/target/spark/jars/*.jar "$PWD/target/dcgan4j.jar" "$SPARK_HOME/jars"
limits=(-Dorg.bytedeco.javacpp.maxbytes=800m -Dorg.bytedeco.javacpp.maxphysicalbytes=2g)
spark() { exec java -Xmx400m "${spark_java_options[@]}" -cp "$SPARK_HOME/jars/*" "$@"; }
master=spark://127.0.0.1:$port

spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0 >"$work/master.log" 2>&1 &
pids+=($!)
within 60 "the master" grep -q 'I have been elected leader\|New state: ALIVE' "$work/master.log"
worker() {
  spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 2g --webui-port 0 \
    --work-dir "$work/work-$1" "$master" >"$work/worker-$1.log" 2>&1 &
  pids+=($!)
  within 60 "worker $1" grep -q 'Successfully registered' "$work/worker-$1.log"
}
worker 1
worker 2
say "a master and two workers"

driver() {
  exec java -Xmx1200m "${limits[@]}" "${spark_java_options[@]}" -cp "$SPARK_HOME/jars/*" \
    -Dspark.master="$master" -Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -Dspark.ui.enabled=false \
    -Dspark.executor.memory=1g -Dspark.executor.cores=1 -Dspark.cores.max=2 -Dspark.task.maxFailures=8 \
    -Dspark.scheduler.minRegisteredResourcesRatio=1.0 -Dspark.executor.extraJavaOptions="${limits[*]}" \
    org.dcgan4j.cluster.ClusterMain "$@"
}
