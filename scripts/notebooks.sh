#!/usr/bin/env bash
# Java for Jupyter: brings a kernel into target/jupyter and runs what is given with it, or else executes the notebooks anew.
#   scripts/notebooks.sh                     executes examples/notebooks into target/notebooks; skips where there is no Jupyter
#   scripts/notebooks.sh jupyter lab         opens them (or: jupyter notebook)
# Debian and Ubuntu: apt-get install jupyter-notebook jupyter-nbconvert; elsewhere: pip install jupyterlab.
set -euo pipefail
cd "$(dirname "$0")/.."

kernel=3.0.1
jar=target/jupyter/rapaio-jupyter-kernel-$kernel.jar
if [ $# = 0 ] && ! command -v jupyter-nbconvert >/dev/null; then
  echo "skipped: no jupyter-nbconvert to execute the notebooks with"
  exit 0
fi
[ -f target/dcgan4j.jar ] || mvn -B -ntp -q -DskipTests package
[ -f "$jar" ] || mvn -B -ntp -q dependency:copy \
  -Dartifact="io.github.padreati:rapaio-jupyter-kernel:$kernel" -DoutputDirectory=target/jupyter

mkdir -p target/jupyter/kernels/java
cat >target/jupyter/kernels/java/kernel.json <<EOF
{
  "argv": ["${JAVA_HOME:+$JAVA_HOME/bin/}java", "--enable-native-access=ALL-UNNAMED", "-jar", "$PWD/$jar", "{connection_file}"],
  "display_name": "Java",
  "language": "java",
  "interrupt_mode": "message"
}
EOF
export JUPYTER_PATH=$PWD/target/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH}

if [ $# -gt 0 ]; then
  cd examples/notebooks
  exec "$@"
fi
log=target/jupyter/execute.log
for notebook in examples/notebooks/*.ipynb; do
  # The kernel loses some of its threads in one start of three, and then never answers.
  for try in 1 2 3 4 5 6; do
    jupyter-nbconvert --to notebook --execute --ExecutePreprocessor.startup_timeout=40 --ExecutePreprocessor.timeout=900 \
      --output-dir target/notebooks "$notebook" 2>"$log" && continue 2
    grep -q "Kernel didn't respond" "$log" || break
    echo "$notebook: the kernel did not answer (try $try)"
  done
  cat "$log" >&2
  exit 1
done
