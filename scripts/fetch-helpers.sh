# To be sourced by a script that fetches a data set: where it comes from, its checksum, and the network.
#
# Afterwards: root, the project's folder; from, what --from gave, empty without.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

fail() {
  echo "$(basename "$0" .sh): $*" >&2
  exit 2
}

md5_of() { # FILE
  if command -v md5sum >/dev/null; then md5sum <"$1"; else md5 -q "$1"; fi | cut -d ' ' -f 1
}

good() { # FILE MD5
  [ -f "$1" ] && [ "$(md5_of "$1")" = "$2" ]
}

fetch() { # FILE MD5 URL...: from the first host that gives the right bytes
  local file="$1" sum="$2" url
  shift 2
  for url in "$@"; do
    echo "fetching $url"
    if curl --fail --location --show-error --connect-timeout 20 --retry 2 -o "$file" "$url" && good "$file" "$sum"; then
      return
    fi
    echo "not usable: $url" >&2
  done
  fail "no host gave $(basename "$file") with MD5 $sum; get it by hand and use --from"
}

free() { # PATH: a name beside it that nothing has
  local number=1
  while [ -e "$1.before-$number" ] || [ -L "$1.before-$number" ]; do number=$((number + 1)); done
  echo "$1.before-$number"
}

keep() { # PATH TO: what is there and is not ours
  mv "$1" "$2"
  echo "what was in ${1#"$root"/} is not what was fetched, and is kept in ${2#"$root"/}"
}

names() { # DIR: of all that is in it
  (cd "$1" && find . | LC_ALL=C sort)
}

# shellcheck disable=SC2154 # work is the folder of who sources this
place() { # DIR TARGET: DIR in TARGET's stead, of which only an unpacking that was cut short goes
  if [ -L "$2" ] || { [ -e "$2" ] && [ ! -d "$2" ]; }; then
    keep "$2" "$(free "$2")"
  elif [ -d "$2" ]; then
    if [ -n "$(LC_ALL=C comm -13 <(names "$1") <(names "$2") | head -n 1)" ]; then
      keep "$2" "$(free "$2")"
    else
      mv "$2" "$work/incomplete"
    fi
  fi
  mv "$1" "$2"
}

from=
case "${1-}" in
  "") ;;
  --from) from="${2-}"; [ -n "$from" ] || fail "--from needs a file or a folder" ;;
  *) fail "unknown argument '$1' (legal: --from FILE_OR_DIR)" ;;
esac
[ $# -le 2 ] || fail "too many arguments (legal: --from FILE_OR_DIR)"
