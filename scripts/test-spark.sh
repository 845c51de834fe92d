#!/usr/bin/env bash
# A Spark master and two workers, separate JVMs on this machine's loopback, out of Maven's artifacts: trains, trains
# again with a worker killed in the middle, which must end in the same bits, and samples. Needs mvn -Pspark package.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/spark-java-options.sh
. scripts/test-helpers.sh
port=${MASTER_PORT:-17077}
steps=${STEPS:-60}

export SPARK_HOME=$work/spark SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.12 OMP_NUM_THREADS=1
mkdir -p "$SPARK_HOME/jars"
ln -s "$PWD"/target/spark/jars/*.jar "$PWD/target/dcgan4j.jar" "$SPARK_HOME/jars"
limits=(-Dorg.bytedeco.javacpp.maxbytes=800m -Dorg.bytedeco.javacpp.maxphysicalbytes=2g)
spark() { exec java -Xmx400m "${spark_java_options[@]}" -cp "$SPARK_HOME/jars/*" "$@"; }
master=spark://127.0.0.1:$port

spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0 >"$work/master.log" 2>&1 &
pids+=($!)
within 60 "the master" grep -q 'I have been elected leader\|New state: ALIVE' "$work/master.log"
worker() {
  spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 \
    --work-dir "$work/work-$1" "$master" >"$work/worker-$1.log" 2>&1 &
  pids+=($!)
  within 60 "worker $1" grep -q 'Successfully registered' "$work/worker-$1.log"
}
worker 1
worker 2
doomed=${pids[2]}
say "a master and two workers"

driver() {
  java -Xmx500m "${limits[@]}" "${spark_java_options[@]}" -cp "$SPARK_HOME/jars/*" \
    -Dspark.master="$master" -Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -Dspark.ui.enabled=false \
    -Dspark.executor.memory=500m -Dspark.executor.cores=1 -Dspark.cores.max=2 -Dspark.task.maxFailures=8 \
    -Dspark.scheduler.minRegisteredResourcesRatio=1.0 -Dspark.executor.extraJavaOptions="${limits[*]}" \
    org.dcgan4j.cluster.ClusterMain "$@"
}
small=(--workers 2 --local-steps 2 --set training.epochs=0 --set training.steps="$steps" --set training.minutes=0
  --set training.batchSize=16 --set tick.every=10 --set checkpoint.every=10
  "${small_networks[@]}")
driver train "${small[@]}" --out "$work/calm" >"$work/calm.out" 2>"$work/calm.log" || die "training"
calm=$(cat "$work/calm.out")
grep '^step' "$work/calm.log"

driver train "${small[@]}" --out "$work/killed" >"$work/killed.out" 2>"$work/killed.log" &
training=$!
within 180 "the first tick" grep -q '^step 10 ' "$work/killed.log"
pkill -KILL -P "$doomed"
kill -KILL "$doomed"
say "killed worker 2 and its executor after $(grep '^step' "$work/killed.log" | tail -n 1 | cut -d' ' -f1-2)"
wait "$training" || die "training with a lost worker"
grep -q 'Lost executor\|Lost task\|Executor .* removed\|Remov.* executor' "$work/killed.log" || die "no worker was missed"
killed=$(cat "$work/killed.out")
last=$(printf 'checkpoint-%06d' "$steps")
same_networks "$calm/$last" "$killed/$last"
say "ok: a worker was lost, and the bits of step $steps are the same"

driver sample "$calm" --count 2500 --out "$work/samples.idx3-ubyte" >/dev/null 2>"$work/sample.log" || die "sampling"
[ "$(stat -c %s "$work/samples.idx3-ubyte")" = $((16 + 2500 * 784)) ] || die "the samples are cut"
say "ok: trained, lost a worker, sampled 2,500 images"
