#!/usr/bin/env bash
# Puts notMNIST (small) into notmnist/notMNIST_small: 18,726 PNG files in A to J.
#
#   scripts/fetch-notmnist.sh                 from the network
#   scripts/fetch-notmnist.sh --from FILE     from an archive that is already here
#   scripts/fetch-notmnist.sh --from DIR      from a folder that holds notMNIST_small.tar.gz
set -euo pipefail

readonly NAME=notMNIST_small
readonly ARCHIVE="$NAME.tar.gz"
readonly MD5=c9890a473a9769fda4bdf314739500dd
readonly FILES=18726
readonly URLS=(
  "http://yaroslavvb.com/upload/notMNIST/$ARCHIVE"
  "https://commondatastorage.googleapis.com/books1000/$ARCHIVE"
)

fail() {
  echo "fetch-notmnist: $*" >&2
  exit 2
}

count_images() { # DIR: the PNG files in its folders A to J
  local folders=("$1"/[A-J])
  [ -d "${folders[0]}" ] || { echo 0; return; }
  find "${folders[@]}" -maxdepth 1 -type f -name '*.png' | wc -l | tr -d ' '
}

md5_of() { # FILE
  if command -v md5sum >/dev/null; then md5sum <"$1"; else md5 -q "$1"; fi | cut -d ' ' -f 1
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
target="$root/notmnist/$NAME"
if [ "$(count_images "$target")" = "$FILES" ]; then
  echo "notmnist/$NAME is already there: $FILES files"
  exit 0
fi

# Inside notmnist/, so that the move at the end is one rename on one file system.
mkdir -p "$root/notmnist"
work="$(mktemp -d "$root/notmnist/.fetch.XXXXXX")"
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
  [ -f "$archive" ] || fail "no host gave the archive with MD5 $MD5; get it by hand and use --from"
elif [ "$(md5_of "$archive")" != "$MD5" ]; then
  echo "note: $archive is not the official archive (MD5 $MD5); checking what it holds instead"
fi

tar -xzf "$archive" -C "$work" || fail "cannot unpack $archive"
found="$(count_images "$work/$NAME")"
[ "$found" = "$FILES" ] || fail "$archive holds $found PNG files in $NAME/A to J, expected $FILES"

if [ -e "$target" ]; then mv "$target" "$work/incomplete"; fi
mv "$work/$NAME" "$target"
echo "notmnist/$NAME is ready: $FILES files"
