#!/usr/bin/env bash
# Runs the packaged program on machines that lack something, each made in a mount namespace of its own: a root that may
# not be written, folders that may hold no programs, a home that is too small, a user without a name, a limit on
# threads, a full standard output. Each works, or says one right line and ends with its status. Needs root and unshare;
# ends with a word where it has neither. About a minute.
#   scripts/test-hosts.sh
# shellcheck disable=SC1091
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(id -u)" != 0 ] || ! unshare -m true 2>/dev/null || ! command -v setpriv >/dev/null; then
  echo "test-hosts: skipped, needs root, unshare and setpriv"
  exit 0
fi
. scripts/test-helpers.sh
chmod 755 "$work"
[ -f target/dcgan4j.jar ] || mvn -B -ntp -q -DskipTests -Djacoco.skip package
# Below /mnt in each namespace, whatever lies above it here.
program="mount --make-rprivate / && mount --bind '$PWD/target' /mnt"
train='train --data /mnt/hosts/letters --steps 1 --set evaluate.every=0 --batch-size 10'
java -jar target/dcgan4j.jar dataset render --count 100 --out target/hosts/letters >/dev/null 2>&1
sealed='mount -o remount,bind,ro / && mount -o remount,bind,ro /dev/shm'

# on NAME STATUS PATTERN SETUP COMMAND: the last line of stderr matches and no line is a trace, or status 0 is asked for.
on() {
  local name=$1 status=$2 pattern=$3 found=0
  unshare -m bash -c "$program && $4 && $5" >"$work/$name.out" 2>"$work/$name.log" </dev/null || found=$?
  [ "$found" = "$status" ] || die "$name: status $found and not $status"
  ! grep -qE '^\s+at |Exception|WARNING|Warning' "$work/$name.log" || die "$name: a trace or a library's line"
  tail -n 1 "$work/$name.log" | grep -qE "$pattern" || die "$name: the last line is not $pattern"
  [ "$status" = 0 ] || [ "$(grep -c '^dcgan4j: ' "$work/$name.log")" = 1 ] || die "$name: more than one line"
  say "$name: $(tail -n 1 "$work/$name.log")"
}
dcgan='java -Xmx512m -jar /mnt/dcgan4j.jar'
tmp="mount -t tmpfs -o size=2g,mode=1777 tmpfs /tmp && mkdir -m 777 /tmp/w && cd /tmp/w"

on help-on-a-read-only-root 0 '' "$sealed" "$dcgan --help >&2 && echo >&2"
# Java reads a font from a file that it writes to /tmp: without that there are no charts, and it is said.
on read-only-root-and-one-volume 0 'warning: 1 files or pictures of the run are missing' \
  "mount -t tmpfs -o size=2g tmpfs /srv && $sealed && cd /srv" "$dcgan $train && ls -d /srv/.javacpp/cache >&2 && ! ls /srv/'?' 2>/dev/null && $dcgan $train"
on read-only-root 75 'no folder to unpack the native libraries into: .*cachedir=DIR' "$sealed" "$dcgan $train --out /srv"
on noexec-everywhere 75 'no folder to unpack .*/root/.javacpp/cache is mounted noexec.*/tmp/w/.javacpp/cache is mounted noexec' \
  "mount -t tmpfs -o noexec tmpfs /root && mount -t tmpfs -o size=2g,noexec tmpfs /tmp && $sealed && mkdir /tmp/w && cd /tmp/w" "$dcgan $train"
on home-of-200-MB 0 'step 1/1' "mount -t tmpfs -o size=200m tmpfs /root && $tmp" "$dcgan $train"
on everything-of-200-MB 75 'no folder to unpack .*/root/.javacpp/cache has 200 MiB free.*560 MiB' \
  "mount -t tmpfs -o size=200m tmpfs /root && mount -t tmpfs -o size=200m tmpfs /tmp && $sealed && cd /tmp" "$dcgan $train"
nobody='setpriv --reuid=12345 --regid=12345 --clear-groups env -u HOME'
on user-without-home-or-name 0 'step 1/1' "$tmp" "$nobody $dcgan $train && test ! -e '?' && test -d /tmp/.javacpp-12345"
on limit-of-25-threads 75 'this user may have 25 threads' "$tmp" "$nobody bash -c 'ulimit -u 25; $dcgan $train'"
on limit-of-60-threads 0 'step 1/1' "$tmp" "$nobody bash -c 'ulimit -u 60; $dcgan $train'"
on full-disk 75 'No space left on device' "$tmp && mkdir small && mount -t tmpfs -o size=1m tmpfs small" "$dcgan $train --out small"
(cd "$work" && java -jar "$OLDPWD/target/dcgan4j.jar" ${train//\/mnt/$OLDPWD\/target}) >"$work/run" 2>/dev/null
for command in "dataset inspect /mnt/hosts/letters" "sweep runs" "doctor" "help" "train --dry-run --data /mnt/hosts/letters" "$train" \
  "report $(cat "$work/run")" "bench --steps 1 --warm-up 1 --batch-size 4"; do
  on "full-stdout-${command%% *}" 75 'standard output: No space left on device' "cd '$work'" "$dcgan $command >/dev/full"
done
say "all hosts passed"
