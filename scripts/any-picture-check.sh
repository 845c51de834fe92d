#!/usr/bin/env bash
# With --data alone, from pictures of every kind: trains, is killed with SIGKILL, resumes to the same bits as a training that
# nobody disturbed, samples, evaluates, reports and exports. Tiny runs: it shows that all works, not that it looks well.
#
#   mvn -q package -DskipTests
#   scripts/any-picture-check.sh [SOURCE...]
#
# SOURCE is letters, photographs, cifar-10-binary, cifar-100-binary, mnist, cifar-10 or emoji; all by default. The last three
# are parts of those in SHARED (../shared/data) and are skipped where that is not here. DCGAN4J is the command, by default java -jar
# target/dcgan4j.jar. OUT keeps what is made, with the grids to look at in OUT/SOURCE; by default it goes.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SHARED:-../shared/data}
read -ra dcgan4j <<<"${DCGAN4J:-java -Xmx512m -jar target/dcgan4j.jar}"
read -ra sources <<<"${*:-letters photographs cifar-10-binary cifar-100-binary mnist cifar-10 emoji}"
if [ -n "${OUT:-}" ]; then
  work=$OUT && mkdir -p "$work"
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

run() { # ARGUMENTS...: the program, in silence unless it fails
  "${dcgan4j[@]}" "$@" >"$work/log" 2>&1 || { echo "$* failed:" && cat "$work/log" && exit 1; }
}

train() { # DATA OUT: in place of this shell, so that a kill meets the training itself
  exec "${dcgan4j[@]}" train --data "$1" --width 4 --steps 24 --set tick.every=8 --set checkpoint.every=4 --out "$2"
}

kill_after_a_checkpoint() { # RUN PID
  until [ -d "$1/checkpoint-000004" ]; do
    kill -0 "$2" 2>/dev/null || { echo "ended before its first checkpoint:" && cat "$work/log" && exit 1; }
    sleep 0.05
  done
  kill -KILL "$2" 2>/dev/null || true
  wait "$2" 2>/dev/null && { echo "$1 came to its end before it was killed" && exit 1; } || true
}

check() { # NAME DATA
  local out=$work/$1 started=$SECONDS
  local whole=$out/whole/00000-notmnist-dcgan killed=$out/killed/00000-notmnist-dcgan
  (train "$2" "$out/whole") >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
  grep '^data ' "$work/log"
  train "$2" "$out/killed" >"$work/log" 2>&1 &
  kill_after_a_checkpoint "$killed" $!
  run train --resume "$killed"
  scripts/run-digest.sh "$whole" >"$work/expected"
  scripts/run-digest.sh "$killed" >"$work/actual"
  diff "$work/expected" "$work/actual" || { echo "$1: the resumed training differs" && exit 1; }
  run sample "$killed" --count 36 --format grid --out "$out/grid.png"
  run sample "$killed" --count 36 --format npz --out "$out/samples.npz"
  run evaluate "$killed" --count 200 --json "$out/scores.json"
  run report "$killed"
  for format in onnx safetensors npz dl4j; do
    run export "$killed" --format "$format" --out "$out/export/generator.$format"
  done
  cp "$killed/reals.png" "$out/reals.png"
  echo "$1: $(wc -l <"$work/expected") files equal after SIGKILL and resuming, $((SECONDS - started)) s"
}

# first_of_idx KIND HEADER EACH: the first 1,000 of MNIST's training set, so that a classifier of them is trained in seconds
first_of_idx() {
  gunzip -c "$shared/mnist/train-$1-ubyte.gz" >"$work/whole"
  { head -c 4 "$work/whole" && printf '\0\0\003\350' && head -c $(($2 + 1000 * $3)) "$work/whole" | tail -c +9; } \
    >"$data/mnist/train-$1-ubyte"
}

data=$work/data colour=$work/data/letters-in-colour
mkdir -p "$data"
run dataset render --count 500 --size 32 --colours --out "$colour"
java scripts/MakePictures.java "$colour" "$data"
# Pictures that Java cannot write: CMYK, WebP, 16 bits, alpha.
cp src/test/resources/pictures/*.{jpg,bmp,gif,png,webp} "$data/photographs/"

for source in "${sources[@]}"; do
  case $source in
    letters)
      run dataset render --count 500 --out "$data/letters"
      check letters "$data/letters"
      ;;
    photographs) check photographs "$data/photographs" ;;
    cifar-10-binary) check cifar-10-binary "$data/cifar-10" ;;
    cifar-100-binary)
      tar czf "$data/cifar-100.tar.gz" -C "$data" cifar-100
      check cifar-100-binary "$data/cifar-100.tar.gz"
      ;;
    mnist | cifar-10 | emoji)
      if [ ! -d "$shared" ]; then
        echo "$source: skipped, $shared is not here"
        continue
      fi
      case $source in
        mnist)
          mkdir -p "$data/mnist"
          first_of_idx images-idx3 16 784
          first_of_idx labels-idx1 8 1
          check mnist "$data/mnist"
          ;;
        cifar-10)
          mkdir -p "$data/some"
          tar xzf "$shared/cifar10-jpg.tar.gz" -C "$data/some" --wildcards 'train/*/00[0-4]?.jpg' 'test/*/000?.jpg'
          tar czf "$data/cifar-10.tar.gz" -C "$data/some" train test
          check cifar-10 "$data/cifar-10.tar.gz"
          ;;
        emoji)
          tar xzf "$shared/emoji64.tar.gz" -C "$data" --wildcards '*/1f[46]?[0-4].png' '*/component/*.png'
          tar czf "$data/emoji.tar.gz" -C "$data" emoji64
          check emoji "$data/emoji.tar.gz"
          ;;
      esac
      ;;
    *) echo "$source: legal are letters, photographs, cifar-10-binary, cifar-100-binary, mnist, cifar-10, emoji" && exit 2 ;;
  esac
done
