#!/usr/bin/env bash
# Makes the folder that a bare GPU machine takes along, of under 64 MB: one that has the NVIDIA driver, a CUDA toolkit of 12 or 13 with
# cuBLAS and Python, but no network, no Maven and no Java.
#
#   mvn -Pcuda,cuda-redist -DskipTests package && scripts/gpu-package.sh [OUT]
#
# Under its default name gpu-package in a checkout there, scripts/gpu-check.sh unpacks it and runs from it. It holds packed archives: ND4J's
# kernels as text, which that check compiles; the program; letters; a Java runtime; the tests tagged gpu. See docs/gpu.md.
#
#   CUDART      libcudart.so.11.0, where the build is without cuda-redist
#   CPU_SCORES  what scripts/gpu-check.sh wrote to OUT/distance/device.json on a machine without a GPU
#   XZ          how hard to pack; --x86 --lzma2=preset=9, which suits machine code
# It needs a JDK, gcc, binutils, python3, xz, and Maven for JUnit's console.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
readonly LIMIT=$((64 << 20)) NATIVE=org/bytedeco/cuda/linux-x86_64 XZ=${XZ:---x86 --lzma2=preset=9}

read -ra xz <<<"$XZ"

fail() {
  echo "gpu-package: $*" >&2
  exit 2
}
[ $# -le 1 ] || fail "legal is one folder, given $#: $*"
mkdir -p "${1:-gpu-package}"
out=$(cd "${1:-gpu-package}" && pwd)
[ -z "$(find "$out" -mindepth 1 -maxdepth 1 ! -name '*.tar.xz' ! -name cpu.json)" ] || fail "$out: not empty, and not made by this program"
kernels=$(find target/lib -name 'nd4j-cuda-*-linux-x86_64.jar' 2>/dev/null | head -1)
presets=$(find target/lib -name 'cuda-*-linux-x86_64.jar' 2>/dev/null | head -1)
redist=$(find target/lib -name 'cuda-*-linux-x86_64-redist.jar' 2>/dev/null | head -1)
[ -n "$kernels" ] || fail "no CUDA build in target/lib; mvn -Pcuda,cuda-redist -DskipTests package makes it"
[ -n "$redist" ] || [ -f "${CUDART:-}" ] || fail "no libcudart.so.11.0; build with -Pcuda,cuda-redist, or name the file in CUDART"
for program in jlink gcc nm ldd python3 xz unzip mvn; do
  command -v "$program" >/dev/null || fail "$program is needed"
done
work=$(mktemp -d "$out/../gpu-package.XXXXXX")
trap 'rm -rf "$work"' EXIT
# Before what is in OUT goes: it may be there.
[ -z "${CPU_SCORES:-}" ] || cp "$CPU_SCORES" "$work/cpu.json" || fail "no file $CPU_SCORES"
rm -f "$out"/*

# Jars as they are read by Java, but stored, which packs better as a whole; without what another system or a compiler wants.
stored() { # OUT JAR...
  python3 - "$@" <<'PYTHON'
import os, re, sys, zipfile

skip = re.compile(
    r"\.(dll|dylib|jnilib|a|h|hpp)$|^com/sun/jna/(?!linux-x86-64/)[^/]+/libjnidispatch\.|libjniopenblas\.so$|^META-INF/native-image/"
    r"|^org/bytedeco/cuda/linux-x86_64/(?!libjnicu(dart|blas)\.so$)")
for jar in sys.argv[2:]:
    with zipfile.ZipFile(jar) as given, zipfile.ZipFile(os.path.join(sys.argv[1], os.path.basename(jar)), "w") as out:
        for item in given.infolist():
            if not item.is_dir() and not skip.search(item.filename):
                out.writestr(zipfile.ZipInfo(item.filename), given.read(item))
PYTHON
}

# The same PNGs with their pixels stored, which packs better as a whole.
unpacked() { # FOLDER
  python3 - "$1" <<'PYTHON'
import os, struct, sys, zlib

for folder, _, files in os.walk(sys.argv[1]):
    for name in (name for name in files if name.endswith(".png")):
        with open(os.path.join(folder, name), "r+b") as file:
            png, at, pixels, chunks = file.read(), 8, b"", []
            while at < len(png):
                length = struct.unpack_from(">I", png, at)[0]
                kind, data = png[at + 4:at + 8], png[at + 8:at + 8 + length]
                at += 12 + length
                if kind == b"IDAT":
                    pixels += data
                    continue
                if kind == b"IEND":
                    chunks.append((b"IDAT", zlib.compress(zlib.decompress(pixels), 0)))
                chunks.append((kind, data))
            file.seek(0)
            file.write(png[:8])
            for kind, data in chunks:
                file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
            file.truncate()
PYTHON
}

# CUDA 11's libraries that the program links to, of which a later CUDA does the work; see scripts/forward-cuda.c.
forward() { # NAME FUNCTIONS LATER...
  local name=$1 functions=$2
  shift 2
  nm -D --undefined-only "$work"/native/*.so | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' | sort -u | grep -E "$functions" \
    | sed 's/.*/FORWARD(&)/; s/FORWARD(cusolverDnCreate)/OPENING(cusolverDnCreate)/' >"$work/$name.h"
  echo "$name { global: *; };" >"$work/$name.map"
  gcc -O2 -fPIC -shared -o "$work/program/cuda11/$name" -DFUNCTIONS="\"$work/$name.h\"" -DLATER="$(printf '"%s",' "$@")" \
    scripts/forward-cuda.c -Wl,-soname,"$name" -Wl,--version-script="$work/$name.map" -ldl
}

pack() { # NAME: what is in its folder
  tar -C "$work/$1" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 UTC' -cf - . | xz "${xz[@]}" -c >"$out/$1.tar.xz"
  printf '%-8s %5.1f MB, unpacked %d MiB\n' "$1" "$(stat -c %s "$out/$1.tar.xz" | awk '{ print $1 / 1e6 }')" \
    "$(du -sm --apparent-size "$work/$1" | cut -f1)"
}

mkdir -p "$work"/{kernels/lib,program/lib,program/cuda11,letters,tests/tests/lib,junit,native}
cp "$kernels" "$work/kernels/lib/"
python3 scripts/compile-kernels.py "$work/kernels/lib/$(basename "$kernels")" --slim

cp target/dcgan4j.jar "$work/program/"
# Without what only a CPU build loads, the fonts of the letters that are drawn below, and what no part of the check loads (-Xlog:class+load).
left_out='nd4j-cuda-.*-linux-x86_64|cuda-.*-redist|dnnl-|jasperreports-fonts|openpdf-fonts|flatlaf-fonts-(inter|jet)|fontbox|pdfbox-io'
left_out+='|fastutil|protobuf|threetenbp|joda-time|commons-collections4|gson'
find target/lib -name '*.jar' | grep -vE "/($left_out)" | sort \
  | xargs bash -c "$(declare -f stored)"'; stored "$@"' stored "$work/program/lib"
unzip -qoj "$presets" "$NATIVE/libjnicublas.so" -d "$work/native"
unzip -qoj "$work/kernels/lib/$(basename "$kernels")" '*/libnd4jcuda.so' -d "$work/native"
forward libcublas.so.11 '^cublas([^L]|L[^t])' libcublas.so.13 libcublas.so.12
forward libcublasLt.so.11 '^cublasLt' libcublasLt.so.13 libcublasLt.so.12
forward libcusolver.so.11 '^cusolver' libcusolver.so.12
if [ -n "$redist" ]; then
  unzip -qoj "$redist" "$NATIVE/libcudart.so.11.0" -d "$work/program/cuda11"
else
  cp "$CUDART" "$work/program/cuda11/libcudart.so.11.0"
fi

java -jar target/dcgan4j.jar dataset render --count 6000 --out "$work/letters/letters"
unpacked "$work/letters/letters"

# The runtime of the image, with the libraries that it shares with a desktop and without what only a screen or a loudspeaker wants.
modules=$(grep -oE -- '--add-modules [a-z.,]+' Dockerfile | cut -d' ' -f2)
jlink --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress=0 --output "$work/java/jre"
runtime=$work/java/jre/lib
rm -f "$runtime"/{libawt_xawt,libsplashscreen,libjsound,libjawt}.so
ldd "$runtime"/*.so | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u \
  | grep -vE "^$work|/lib(c|m|dl|rt|pthread|stdc\+\+|gcc_s)\.so" | xargs -r cp -Lt "$runtime"
strip --strip-unneeded "$runtime/server/libjvm.so"

mvn -B -ntp -q dependency:copy -Dartifact=org.junit.platform:junit-platform-console-standalone:1.14.1 -DoutputDirectory="$work/junit"
mvn -B -ntp -q dependency:copy-dependencies -DincludeArtifactIds=assertj-core -DoutputDirectory="$work/junit"
stored "$work/tests/tests/lib" "$work/junit"/*.jar
mkdir -p "$work/tests/tests/classes/org/dcgan4j"
cp -r target/test-classes/org/dcgan4j/{compute,model,training} "$work/tests/tests/classes/org/dcgan4j/" # what the tagged ones use
[ ! -f "$work/cpu.json" ] || cp "$work/cpu.json" "$out/"

for part in kernels program letters java tests; do
  pack "$part"
done
all=$(cat "$out"/* | wc -c)
echo "$out: $(awk -v n="$all" 'BEGIN { printf "%.1f", n / 1e6 }') MB"
[ "$all" -lt "$LIMIT" ] || fail "that is more than 64 MiB"
