#!/usr/bin/env bash
# Puts notMNIST (small) into notmnist/notMNIST_small: 18,726 PNG files in A to J.
#
#   scripts/fetch-notmnist.sh                 from the network
#   scripts/fetch-notmnist.sh --from FILE     from an archive that is already here
#   scripts/fetch-notmnist.sh --from DIR      from a folder that holds notMNIST_small.tar.gz
# shellcheck source=scripts/fetch-helpers.sh
source "$(dirname "${BASH_SOURCE[0]}")/fetch-helpers.sh"

readonly NAME=notMNIST_small
readonly ARCHIVE="$NAME.tar.gz"
readonly MD5=c9890a473a9769fda4bdf314739500dd
readonly FILES=18726
readonly URLS=(
  "http://yaroslavvb.com/upload/notMNIST/$ARCHIVE"
  "https://commondatastorage.googleapis.com/books1000/$ARCHIVE"
)

count_images() { # DIR: the PNG files in its folders A to J
  local folders=("$1"/[A-J])
  [ -d "${folders[0]}" ] || { echo 0; return; }
  find "${folders[@]}" -maxdepth 1 -type f -name '*.png' | wc -l | tr -d ' '
}

if [ -d "$from" ]; then from="$from/$ARCHIVE"; fi
if [ -n "$from" ] && [ ! -f "$from" ]; then fail "no such file: $from"; fi

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
  fetch "$archive" "$MD5" "${URLS[@]}"
elif ! good "$archive" "$MD5"; then
  echo "note: $archive is not the official archive (MD5 $MD5); checking what it holds instead"
fi

tar -xzf "$archive" -C "$work" || fail "cannot unpack $archive"
found="$(count_images "$work/$NAME")"
[ "$found" = "$FILES" ] || fail "$archive holds $found PNG files in $NAME/A to J, expected $FILES"

place "$work/$NAME" "$target"
echo "notmnist/$NAME is ready: $FILES files"
