#!/usr/bin/env bash
# Puts the binary version of CIFAR-10 into cifar10/: 50,000 pictures for training, 10,000 held out, 170 MB. Train with --data cifar10.
#
#   scripts/fetch-cifar10.sh                 from the network
#   scripts/fetch-cifar10.sh --from FILE     from an archive that is already here
#   scripts/fetch-cifar10.sh --from DIR      from a folder that holds cifar-10-binary.tar.gz
set -euo pipefail

readonly ARCHIVE=cifar-10-binary.tar.gz
readonly MD5=c32a1d4ab5d03f1284b67883e8d87530
readonly PYTHON_MD5=c58f30108f718f92721af3b95e74349a
readonly INSIDE=cifar-10-batches-bin
readonly FILES=(data_batch_1.bin data_batch_2.bin data_batch_3.bin data_batch_4.bin data_batch_5.bin test_batch.bin)
readonly BYTES=30730000 # of each: 10,000 times a label and 3 x 32 x 32 bytes
readonly URLS=("https://www.cs.toronto.edu/~kriz/$ARCHIVE")

fail() {
  echo "fetch-cifar10: $*" >&2
  exit 2
}

md5_of() { # FILE
  if command -v md5sum >/dev/null; then md5sum <"$1"; else md5 -q "$1"; fi | cut -d ' ' -f 1
}

complete() { # DIR: whether all files are there, each of its length, with the names of the classes
  local file
  [ -s "$1/batches.meta.txt" ] || return 1
  for file in "${FILES[@]}"; do
    [ -f "$1/$file" ] && [ "$(wc -c <"$1/$file")" -eq "$BYTES" ] || return 1
  done
}

from=
case "${1-}" in
  "") ;;
  --from) from="${2-}"; [ -n "$from" ] || fail "--from needs a file or a folder" ;;
  *) fail "unknown argument '$1' (legal: --from FILE_OR_DIR)" ;;
esac
[ $# -le 2 ] || fail "too many arguments (legal: --from FILE_OR_DIR)"
if [ -d "$from" ]; then from="$from/$ARCHIVE"; fi
if [ -n "$from" ] && [ ! -f "$from" ]; then fail "no such file: $from"; fi

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
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
  for url in "${URLS[@]}"; do
    echo "fetching $url"
    if curl --fail --location --show-error --connect-timeout 20 --retry 2 -o "$archive" "$url" \
      && [ "$(md5_of "$archive")" = "$MD5" ]; then
      break
    fi
    echo "not usable: $url" >&2
    rm -f "$archive"
  done
  [ -f "$archive" ] || fail "no host gave $ARCHIVE with MD5 $MD5; get it by hand and use --from"
fi

sum="$(md5_of "$archive")"
[ "$sum" != "$PYTHON_MD5" ] || fail "$archive is the version for Python; needed is the binary version, $ARCHIVE"
[ "$sum" = "$MD5" ] || fail "$archive has MD5 $sum, expected $MD5"
tar -xzf "$archive" -C "$work" || fail "cannot unpack $archive"
complete "$work/$INSIDE" || fail "$archive lacks files in $INSIDE, or they have other lengths"

if [ -e "$target" ]; then mv "$target" "$work/incomplete"; fi
mv "$work/$INSIDE" "$target"
echo "cifar10/ is ready: 60,000 pictures"
