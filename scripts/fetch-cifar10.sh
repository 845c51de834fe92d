#!/usr/bin/env bash
# Puts the binary version of CIFAR-10 into cifar10/: 50,000 pictures for training, 10,000 held out, 170 MB. Train with --data cifar10.
#
#   scripts/fetch-cifar10.sh                 from the network
#   scripts/fetch-cifar10.sh --from FILE     from an archive that is already here
#   scripts/fetch-cifar10.sh --from DIR      from a folder that holds cifar-10-binary.tar.gz
# shellcheck source=scripts/fetch-helpers.sh
source "$(dirname "${BASH_SOURCE[0]}")/fetch-helpers.sh"

readonly ARCHIVE=cifar-10-binary.tar.gz
readonly MD5=c32a1d4ab5d03f1284b67883e8d87530
readonly PYTHON_MD5=c58f30108f718f92721af3b95e74349a
readonly INSIDE=cifar-10-batches-bin
readonly FILES=(data_batch_1.bin data_batch_2.bin data_batch_3.bin data_batch_4.bin data_batch_5.bin test_batch.bin)
readonly BYTES=30730000 # of each: 10,000 times a label and 3 x 32 x 32 bytes

complete() { # DIR: whether all files are there, each of its length, with the names of the classes
  local file
  [ -s "$1/batches.meta.txt" ] || return 1
  for file in "${FILES[@]}"; do
    [ -f "$1/$file" ] && [ "$(wc -c <"$1/$file")" -eq "$BYTES" ] || return 1
  done
}

if [ -d "$from" ]; then from="$from/$ARCHIVE"; fi
if [ -n "$from" ] && [ ! -f "$from" ]; then fail "no such file: $from"; fi

target="$root/cifar10"
if complete "$target"; then
  echo "cifar10/ is already there"
  exit 0
fi

# Beside its place, so that the move at the end is one rename on one file system.
work="$(mktemp -d "$root/.fetch-cifar10.XXXXXX")"
trap 'rm -rf "$work"' EXIT

archive="$from"
if [ -z "$archive" ]; then
  archive="$work/$ARCHIVE"
  fetch "$archive" "$MD5" "https://www.cs.toronto.edu/~kriz/$ARCHIVE"
fi

sum="$(md5_of "$archive")"
[ "$sum" != "$PYTHON_MD5" ] || fail "$archive is the version for Python; needed is the binary version, $ARCHIVE"
[ "$sum" = "$MD5" ] || fail "$archive has MD5 $sum, expected $MD5"
tar -xzf "$archive" -C "$work" || fail "cannot unpack $archive"
complete "$work/$INSIDE" || fail "$archive lacks files in $INSIDE, or they have other lengths"

place "$work/$INSIDE" "$target"
echo "cifar10/ is ready: 60,000 pictures"
