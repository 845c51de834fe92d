#!/usr/bin/env bash
# Everything that a quarter of an hour with a GPU should tell, in one command, in under nine minutes and without network. Each part has a
# time limit of its own, the next one begins whatever became of it, and a part that lacks something says what in one line.
#
#   scripts/gpu-check.sh [OUT]          gpu-check by default; ends with OUT/summary.txt, a line for each part
#   CHECK_STEPS=2 scripts/gpu-check.sh  a rehearsal of seconds, with networks of toy size
#
# Where there is a folder gpu-package, which scripts/gpu-package.sh makes elsewhere, it is unpacked in its place and everything runs from it. It
# needs cuBLAS 12 or 13, looked for in the CUDA toolkit and among python3's packages; or name its folder in LD_LIBRARY_PATH.
#
#   DCGAN4J      the command of the build for this GPU; java -jar target/dcgan4j.jar, with the java of the folder jre if there is one
#   CPU          the command of a build for the CPU, to compare with: java -jar cpu/dcgan4j.jar, if that is there
#   CPU_SCORES   or what this check wrote to OUT/distance/device.json on a machine without a GPU
#   CHECK_STEPS  of the training; 600
#   PARTS        of: machine kernels doctor train bench pytorch calls distance tests
#   PRESETS      for bench and pytorch: notmnist-dcgan plain-dcgan dcgan-32 dcgan-64
#   PATIENCE     times as long for each part and in all, for a slow machine; 1
# shellcheck disable=SC2317 # parts are called by their names
set -uo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.." || exit
readonly ALL="machine kernels doctor train bench pytorch calls distance tests"
readonly STEPS=${CHECK_STEPS:-600} PRESETS=${PRESETS:-notmnist-dcgan plain-dcgan dcgan-32 dcgan-64}
readonly PATIENCE=${PATIENCE:-1}
readonly IN_ALL=$((530 * PATIENCE)) LACKING=64
package=gpu-package build=target
if [ -d "$package" ]; then
  build=$package
  if [ ! -e "$package/unpacked" ]; then
    for archive in "$package"/*.tar.xz; do
      if command -v xz >/dev/null; then tar -xf "$archive" -C "$package"; else python3 -m tarfile -e "$archive" "$package"; fi || exit 2
    done
    touch "$package/unpacked"
  fi
  [ ! -f "$package/cpu.json" ] || CPU_SCORES=${CPU_SCORES:-$package/cpu.json}
fi
[ ! -x /usr/local/cuda/bin/ptxas ] || PATH=$PATH:/usr/local/cuda/bin
for folder in jre "$package/jre"; do
  [ ! -x "$folder/bin/java" ] || PATH=$PWD/$folder/bin:$PATH
done
read -ra dcgan4j <<<"${DCGAN4J:-java -jar $build/dcgan4j.jar}"
cpu_command=${CPU:-}
[ -n "$cpu_command" ] || [ ! -f cpu/dcgan4j.jar ] || cpu_command="java -jar cpu/dcgan4j.jar"
read -ra cpu <<<"$cpu_command"

# The most seconds of each part.
declare -rA LIMITS=(
  [machine]=20 [kernels]=300 [doctor]=40 [train]=70 [bench]=110 [pytorch]=100 [calls]=70 [distance]=120 [tests]=90)

# What a rehearsal does in small.
count=2000 rendered=6000 network=() bench=() torch_steps=60
if [ "$STEPS" -lt 100 ]; then
  count=100 rendered=200 torch_steps=$STEPS
  network=(--width 4 --batch-size 4)
  bench=(--steps "$STEPS" --warm-up 0 --batch-size 2)
fi

lacks() { # WHAT: ends the part
  echo "lacking: $*"
  exit "$LACKING"
}
has() { command -v "$1" >/dev/null 2>&1; }
# The folder of the cuBLAS that does the work where the program brings forwarders: the toolkit's, or that of Python's packages.
cublas() {
  local folders
  folders=$(python3 -c 'import nvidia; print(*nvidia.__path__, sep="\n")' 2>/dev/null)
  # shellcheck disable=SC2086 # several folders
  find -L /usr/local/cuda*/lib64 /usr/local/cuda*/targets /usr/lib/x86_64-linux-gnu $folders -name 'libcublas.so.1[23]' 2>/dev/null | sort -V | tail -1
}
capability() { nvidia-smi --query-gpu=compute_cap --format=csv,noheader 2>/dev/null | head -1 | tr -d .; }
on_gpu() { grep -q '^ok .* CUDA' "$out/doctor/log.txt" 2>/dev/null; }
where() { on_gpu && echo "on the GPU" || echo "on the CPU"; }

part_machine() {
  uname -srm
  echo "$(nproc) processors, $(awk '/MemTotal/ { print int($2 / 1048576) }' /proc/meminfo) GiB"
  for program in java nvcc ptxas gcc python3 nsys mvn; do
    echo "$program: $(command -v "$program" || echo none)"
  done
  echo "libcublas: $(cublas | grep . || echo none of CUDA 12 or 13)"
  has nvidia-smi || lacks "nvidia-smi, so there is no NVIDIA driver here"
  nvidia-smi
  nvidia-smi --query-gpu=name,compute_cap,driver_version,memory.total --format=csv,noheader | tee "$here/said"
}

part_kernels() {
  local jar gpu
  jar=$(find "$build/lib" -name 'nd4j-cuda-*-linux-x86_64*.jar' 2>/dev/null | sort | head -1) # with cuDNN before without, as ND4J does
  gpu=$(capability)
  [ -n "$jar" ] || lacks "a CUDA build in $build/lib"
  [ -n "$gpu" ] || lacks "a GPU to compile for"
  [ "$gpu" -ge 90 ] || [ "$build" = "$package" ] || { echo "the jar has machine code for $gpu" | tee "$here/said"; return; }
  [ ! -f "$jar.sm_$gpu" ] || { echo "compiled ahead for $gpu" | tee "$here/said"; return; }
  has ptxas || lacks "ptxas of the CUDA toolkit, and the jar has no machine code for $gpu"
  python3 scripts/compile-kernels.py "$jar" --arch "sm_$gpu" || return
  touch "$jar.sm_$gpu"
  echo "compiled for $gpu in $SECONDS s" | tee "$here/said"
}

part_doctor() {
  has "${dcgan4j[0]}" || lacks "the program ${dcgan4j[0]}"
  local status=0 wrong
  "${dcgan4j[@]}" doctor || status=$?
  if [ "$status" -ne 0 ]; then
    wrong=$(grep '^wrong' "$here/log.txt")
    echo "$wrong" # last, where the summary takes it
    return "$status"
  fi
  grep -q '^ok .* CUDA' "$here/log.txt" || lacks "a CUDA build with a GPU; all parts compute on the CPU"
  awk '$2 == "gpu"' "$here/log.txt" >"$here/said"
}

train() { # OUT COMMAND...: the same seed everywhere
  local to=$1
  shift
  "$@" train --data "$data" --out "$to" --steps "$STEPS" --set checkpoint.every="$STEPS" "${network[@]}"
}

the_run() { # OUT: the run folder in it
  find "$1" -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort | tail -1
}

letters() { # brings or renders the data set, once
  [ -d "$data" ] || cp -r "$package/letters" "$data" 2>/dev/null || "${dcgan4j[@]}" dataset render --count "$rendered" --out "$data" || return
}

part_train() {
  letters || return
  local began=$SECONDS run
  train "$here/run" "${dcgan4j[@]}" || return
  run=$(the_run "$here/run")
  cp "$(find "$run" -name 'fakes-0*.png' | sort | tail -1)" "$out/grid.png" || return
  echo "$STEPS steps $(where) in $((SECONDS - began)) s with start and end; grid.png" | tee "$here/said"
}

figure() { # KEY FILE: of flat or nested JSON, to four digits
  grep -oE "\"$1\" ?: ?[-0-9.E]+" "$2" | head -1 | cut -d: -f2 | xargs printf '%.4g'
}

part_bench() {
  local preset failed=0
  for preset in $PRESETS; do
    if "${dcgan4j[@]}" bench --preset "$preset" "${bench[@]}" --json "$here/$preset.json"; then
      echo "$preset $(figure imagesPerSecond "$here/$preset.json") images/s, $(figure stepMillis "$here/$preset.json") ms a step" \
        | tee -a "$here/said"
    else
      failed=1
    fi
  done
  where >>"$here/said"
  return "$failed"
}

part_pytorch() {
  has python3 || lacks "python3"
  python3 -c 'import torch' 2>/dev/null || lacks "PyTorch in $(command -v python3)"
  local preset failed=0
  for preset in $PRESETS; do
    if python3 scripts/torch-step.py --preset "$preset" --steps "$torch_steps" >"$here/$preset.json"; then
      cat "$here/$preset.json"
      sed -E 's/.*"preset": "([^"]*)".*"mode": "([^"]*)".*"stepMillis": ([0-9.]*).*"imagesPerSecond": ([0-9.]*).*/\1 \2 \4 images\/s, \3 ms a step/' \
        "$here/$preset.json" >>"$here/said"
    else
      failed=1
    fi
  done
  return "$failed"
}

# Two runs that differ in twenty steps alone.
part_calls() {
  on_gpu || lacks "a CUDA build with a GPU; what a step asks of one is counted by FarDeviceStepTest"
  letters || return
  local compiler steps runs=(train --data "$data" --out "$here/runs" --set checkpoint.every=0 --set tick.every=1000)
  if has nsys; then
    nsys profile --force-overwrite=true -t cuda,cublas,cudnn -o "$here/nsys" "${dcgan4j[@]}" "${runs[@]}" --steps 20 \
      && nsys stats --force-export=true --report cuda_api_sum,cuda_gpu_kern_sum,cuda_gpu_mem_time_sum "$here/nsys.nsys-rep" >"$here/nsys.txt"
  fi
  compiler=$(command -v gcc || command -v cc) || lacks "a C compiler, for scripts/count-cuda-calls.c"
  "$compiler" -O2 -shared -fPIC -o "$here/count.so" scripts/count-cuda-calls.c -ldl || return
  for steps in 20 40; do
    CUDA_CALLS="$here/$steps.txt" LD_PRELOAD="$here/count.so" "${dcgan4j[@]}" "${runs[@]}" --steps "$steps" || return
    [ -s "$here/$steps.txt" ] || { echo "no call was counted"; return 1; }
  done
  # The columns: a name of up to 22 letters, calls, ms, bytes.
  paste -d'|' "$here/20.txt" "$here/40.txt" | awk -F'|' '{
    name = substr($1, 1, 22); sub(/ +$/, "", name); split(substr($1, 23), a, " "); split(substr($2, 23), b, " ")
    printf "%s %.1f (%.3f ms) a step; ", name, (b[1] - a[1]) / 20, (b[2] - a[2]) / 20 }' | tee "$here/said"
}

# Both judged by the same program, so that the distances compare.
part_distance() {
  local run judge=("${cpu[@]}")
  run=$(the_run "$out/train/run")
  [ -n "$run" ] || lacks "the run of the part train"
  [ ${#judge[@]} -gt 0 ] || judge=("${dcgan4j[@]}")
  distance device "$run" || return
  if [ ${#cpu[@]} -gt 0 ]; then
    train "$here/cpu" "${cpu[@]}" && distance cpu "$(the_run "$here/cpu")" || return
  elif [ -n "${CPU_SCORES:-}" ]; then
    cp "$CPU_SCORES" "$here/cpu.json" || return
  else
    lacks "a CPU build to compare with (CPU or CPU_SCORES); $(where) $(figure frechet "$here/device.json")"
  fi
  echo "$(figure frechet "$here/device.json") $(where), $(figure frechet "$here/cpu.json") on the CPU" | tee "$here/said"
}

distance() { # NAME RUN
  "${dcgan4j[@]}" sample "$2" --count "$count" --format npz --out "$here/$1.npz" \
    && "${judge[@]}" evaluate --samples "$here/$1.npz" --data "$data" --json "$here/$1.json"
}

part_tests() {
  has nvidia-smi || lacks "a GPU for the tests tagged gpu"
  if [ -d "$package/tests" ]; then
    local classes
    classes=$(grep -rl '@Tag("gpu")' src/test/java | sed -E 's|src/test/java/||; s|/|.|g; s|(.*)\.java|--select-class=\1|')
    # shellcheck disable=SC2086 # several options
    java -Xmx1g -cp "$package/tests/classes:$package/dcgan4j.jar:$package/tests/lib/*" org.junit.platform.console.ConsoleLauncher execute \
      --disable-banner --disable-ansi-colors --fail-if-no-tests --include-tag=gpu $classes || return
  else
    has mvn || lacks "Maven, with its repository filled"
    mvn -o -B -ntp -q -Pcuda test -Dgroups=gpu -DexcludedGroups= || return
  fi
  echo "the tests tagged gpu pass" | tee "$here/said"
}

# What of CUDA 11 the package brings, and what does its work; PyTorch has its own.
if [ -d "$package/cuda11" ] && [ "${2:-}" != pytorch ]; then
  later=$(cublas)
  export LD_LIBRARY_PATH="$PWD/$package/cuda11${later:+:${later%/*}}${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi

if [ "${1:-}" = --part ]; then # one part, in a process that can be ended
  readonly out=$3 here=$3/$2 data=$3/data
  "part_$2"
  exit
fi

fail() {
  echo "gpu-check: $*" >&2
  exit 2
}
[ $# -le 1 ] || fail "legal is one folder, given $#: $*"
[[ "$STEPS" =~ ^[1-9][0-9]*$ ]] || fail "CHECK_STEPS: given '$STEPS', legal is 1 or more"
[[ "$PATIENCE" =~ ^[1-9][0-9]*$ ]] || fail "PATIENCE: given '$PATIENCE', legal is 1 or more"
for part in ${PARTS:-$ALL}; do
  [ -n "${LIMITS[$part]:-}" ] || fail "PARTS: given '$part', legal are $ALL"
done
mkdir -p "${1:-gpu-check}" || exit 2
out=$(cd "${1:-gpu-check}" && pwd)
rm -f "$out/summary.txt"
if [ -n "${CPU_SCORES:-}" ]; then # away from the parts' folders, which go: an earlier check may have left it there
  [ "$CPU_SCORES" -ef "$out/cpu.json" ] || cp "$CPU_SCORES" "$out/cpu.json" || fail "CPU_SCORES: no file $CPU_SCORES"
  export CPU_SCORES="$out/cpu.json"
fi
line() { # PART VERDICT SECONDS WHAT
  printf '%-9s %-8s %4s s  %s\n' "$@" | tee -a "$out/summary.txt"
}
failures=0
for part in ${PARTS:-$ALL}; do
  left=$((IN_ALL - SECONDS))
  if [ "$left" -lt 10 ]; then
    line "$part" lacking 0 "time: $IN_ALL s are over"
    continue
  fi
  limit=$((LIMITS[$part] * PATIENCE < left ? LIMITS[$part] * PATIENCE : left))
  rm -rf "${out:?}/$part"
  mkdir -p "$out/$part"
  began=$SECONDS
  timeout --kill-after=5 "$limit" bash "$0" --part "$part" "$out" >"$out/$part/log.txt" 2>&1
  status=$?
  took=$((SECONDS - began))
  said=$(paste -sd'|' "$out/$part/said" 2>/dev/null | sed 's/|/; /g')
  last=$(grep -v '^ *$' "$out/$part/log.txt" | tail -1 | cut -c1-200)
  case $status in
    0) line "$part" ok $took "$said" ;;
    "$LACKING") line "$part" lacking $took "${last#lacking: }" ;;
    124 | 137) line "$part" failed $took "over its $limit s${said:+; until then $said}" && failures=1 ;;
    *) line "$part" failed $took "status $status: $last" && failures=1 ;;
  esac
done
echo "all of it is in $out; $SECONDS s"
exit $failures
