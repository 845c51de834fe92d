#!/usr/bin/env bash
# Runs scripts/slurm/train.sbatch on a Slurm of one node on this machine's loopback: an array is submitted, a task is
# requeued in the middle and must end in the bits of one that was never stopped, a job is cancelled and leaves a
# checkpoint, and sweep makes the table. The node says that it has two GPUs, which are devices that swallow all, as
# /dev/null does: jobs with --gres=gpu:1 get one each and a third waits. Needs root, Debian's slurm-wlm and munge, and
# target/dcgan4j.jar.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
. scripts/test-helpers.sh
steps=${STEPS:-1000}
mkdir -p "$work/state" "$work/spool" "$work/submit"
host=$(hostname -s)

head -c 1024 /dev/urandom >"$work/munge.key"
chmod 700 "$work" && chmod 400 "$work/munge.key"
munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge.socket" \
  --pid-file="$work/munge.pid" --log-file="$work/munge.log" --seed-file="$work/munge.seed" >"$work/munged.log" 2>&1 &
pids+=($!)
within 20 munged test -S "$work/munge.socket"

cat >"$work/slurm.conf" <<EOF
ClusterName=dcgan4j
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${CTLD_PORT:-16817}
SlurmdPort=${SLURMD_PORT:-16818}
SlurmctldParameters=bind_addr=127.0.0.1
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
KillWait=60
SchedulerParameters=batch_sched_delay=0,sched_interval=2
SchedulerType=sched/builtin
GresTypes=gpu
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=8000 Gres=gpu:2 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
for gpu in 0 1; do mknod "$work/nvidia$gpu" c 1 3; done
echo "NodeName=$host Name=gpu File=$work/nvidia[0-1]" >"$work/gres.conf"
export SLURM_CONF=$work/slurm.conf
slurmctld -D -f "$SLURM_CONF" >"$work/ctld.out.log" 2>&1 &
pids+=($!)
slurmd -D -f "$SLURM_CONF" >"$work/slurmd.out.log" 2>&1 &
pids+=($!)
within 60 "an idle node" sh -c 'sinfo -h -o %T | grep -qx idle'
say "one idle node, $(sinfo --version)"

# Small networks on the rendered letters, which the first run draws and the rest find.
small=(--steps "$steps" --set tick.every=100 --set checkpoint.every=100 --batch-size 16
  "${small_networks[@]}")
export JAVA_OPTS="-Xmx400m -Dorg.bytedeco.javacpp.maxbytes=600m -Dorg.bytedeco.javacpp.maxphysicalbytes=1400m"
# One thread, as the jobs have: another number of threads adds up in another order.
export OMP_NUM_THREADS=1
say "rendering the letters and training the run to compare with"
scripts/train-or-resume.sh "$work/runs/straight" --seed 1 "${small[@]}" >"$work/straight.log" 2>&1 || die "train"

submit() { sbatch --parsable --chdir="$project" --mem=1500 --cpus-per-task=1 --output="$work/submit/%A-%a.out" "$@"; }
state_of() { scontrol show job "$1" -o | grep -o 'JobState=[A-Z]*' | sort -u | tr '\n' ' '; }
is() { [ "$(state_of "$1")" = "JobState=$2 " ]; }
checkpoint() { compgen -G "$1/*/checkpoint-0*" >/dev/null; }
export -f state_of is checkpoint
# Slurm makes a requeued job wait two minutes; here it waits until a second with another number, before which slurmd
# takes its credential for that of the job that ended.
start_soon() {
  within 60 "job $1 to be queued again" is "$1" PENDING
  scontrol update JobId="$1" StartTime=now+3seconds
}

# GPUs are dealt out: two jobs have one each and know which, and none begins while another has both.
gpu_job() { submit --mem=100 "$@" --wrap 'echo "GPU $CUDA_VISIBLE_DEVICES"; sleep 5'; }
ended() { ! squeue -h -j "$1" | grep -q .; }
export -f ended
pair=$(gpu_job --array=1-2 --gres=gpu:1)
within 60 "two jobs with a GPU" ended "$pair"
[ "$(cat "$work"/submit/"$pair"-[12].out | sort | tr '\n' ' ')" = "GPU 0 GPU 1 " ] || die "not a GPU each"
both=$(gpu_job --gres=gpu:2)
waiting=$(gpu_job --gres=gpu:1)
within 60 "a job with both GPUs" is "$both" RUNNING
sleep 3
is "$waiting" PENDING || die "a job got a GPU that another has"
within 60 "the job that waited" ended "$waiting"
if sbatch --gres=gpu:3 --wrap true >"$work/gpu3.log" 2>&1; then die "three GPUs of two were granted"; fi
say "ok: --gres=gpu:1 gives a job a GPU of its own"

# An array over two seeds, with a GPU each, as many steps as the straight run; task 1 is requeued as soon as it has a checkpoint.
array=$(submit --array=1-2 --gres=gpu:1 scripts/slurm/train.sbatch "$work/runs/array" "${small[@]}")
say "submitted array $array"
within 180 "task 1's first checkpoint" checkpoint "$work/runs/array/task-1"
scontrol requeue "${array}_1"
start_soon "${array}_1"
say "requeued ${array}_1 at $(basename "$(ls -d "$work"/runs/array/task-1/*/checkpoint-0* | tail -n 1)")"
within 300 "the array to end" sh -c "! squeue -h -j $array | grep -q ."
grep -q '^resuming ' "$work/submit/$array-1.out" || die "task 1 was not resumed"
within 10 "task 1" is "${array}_1" COMPLETED

last=$(printf 'checkpoint-%06d' "$steps")
same_networks "$work"/runs/straight/0*/"$last" "$work"/runs/array/task-1/0*/"$last"
say "ok: requeued at a checkpoint, resumed, the same bits at step $steps"

# The warning before the time limit: the job writes a checkpoint and queues itself again.
job=$(submit scripts/slurm/train.sbatch "$work/runs/limit" "${small[@]}" --set checkpoint.every=0)
within 120 "step 100 of job $job" compgen -G "$work/runs/limit/task-1/*/fakes-000100.png"
scancel --signal=USR1 --batch "$job"
start_soon "$job"
within 120 "job $job to end" sh -c "! squeue -h -j $job | grep -q ."
grep -q '^resuming ' "$work"/submit/"$job"-*.out || die "job $job was not resumed"
say "ok: stopped by the time limit's warning, queued again, resumed"

# A job that is cancelled finishes its step and leaves a checkpoint, and is not queued again.
long=("${small[@]}"); long[1]=1000000; long+=(--set checkpoint.every=0)
job=$(submit scripts/slurm/train.sbatch "$work/runs/cancelled" "${long[@]}")
within 120 "step 100 of job $job" compgen -G "$work/runs/cancelled/task-1/*/fakes-000100.png"
scancel "$job"
within 60 "job $job to leave the queue" sh -c "! squeue -h -j $job | grep -q ."
checkpoint "$work/runs/cancelled/task-1" || die "the cancelled job left no checkpoint"
say "ok: scancel left $(basename "$(ls -d "$work"/runs/cancelled/task-1/*/checkpoint-0* | tail -n 1)")"

java -jar target/dcgan4j.jar sweep "$work/runs/array" | tee "$work/sweep.tsv"
[ "$(grep -c "	$steps$" "$work/sweep.tsv")" = 2 ] || die "sweep does not list both runs"
say "ok: submitted, requeued, resumed, cancelled, collected"
