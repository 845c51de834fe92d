#!/usr/bin/env bash
# Puts the four canonical MNIST files into mnist/, each checked by its MD5.
#
#   scripts/fetch-mnist.sh                from the network
#   scripts/fetch-mnist.sh --from DIR     from a folder that has the files already
#   scripts/fetch-mnist.sh --from FILE    the folder of that file
# shellcheck source=scripts/fetch-helpers.sh
source "$(dirname "${BASH_SOURCE[0]}")/fetch-helpers.sh"

readonly HOSTS=(
  "https://storage.googleapis.com/cvdf-datasets/mnist"
  "https://ossci-datasets.s3.amazonaws.com/mnist"
)
readonly SUMS="\
f68b3c2dcbeaaa9fbdd348bbdeb94873 train-images-idx3-ubyte.gz
d53e105ee54ea40749a09fcbcd1e9432 train-labels-idx1-ubyte.gz
9fb629c4189551a2d022fa330f9573f3 t10k-images-idx3-ubyte.gz
ec29112dd5afa0611ce80d1b7f02629c t10k-labels-idx1-ubyte.gz"

beginning_of() { # WHOLE PART
  [ -f "$2" ] && head -c "$(($(wc -c <"$2")))" "$1" | cmp -s - "$2"
}

if [ -f "$from" ]; then from="$(dirname "$from")"; fi
if [ -n "$from" ] && [ ! -d "$from" ]; then fail "no such file or folder: $from"; fi

mkdir -p "$root/mnist"
# Inside mnist/, so that each move is one rename on one file system.
work="$(mktemp -d "$root/mnist/.fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT

before="$(free "$root/mnist")"
while read -r sum name; do
  if good "$root/mnist/$name" "$sum"; then
    echo "mnist/$name is already there"
    continue
  fi
  if [ -n "$from" ]; then
    [ -f "$from/$name" ] || fail "no such file: $from/$name"
    cp "$from/$name" "$work/$name"
    good "$work/$name" "$sum" || fail "$from/$name has MD5 $(md5_of "$work/$name"), expected $sum"
  else
    fetch "$work/$name" "$sum" "${HOSTS[@]/%//$name}"
  fi
  chmod u+w "$work/$name"
  # Fashion-MNIST and others have files of the same names; beside the folder, which would hold two sets.
  if [ -e "$root/mnist/$name" ] && ! beginning_of "$work/$name" "$root/mnist/$name"; then
    mkdir -p "$before"
    keep "$root/mnist/$name" "$before/$name"
  fi
  mv "$work/$name" "$root/mnist/$name"
done <<<"$SUMS"
echo "mnist/ is ready"
