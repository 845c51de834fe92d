#!/usr/bin/env python3
"""Compiles ND4J's CUDA kernels for GPUs later than Ada once, so that the driver need not at every first start.

    python3 scripts/compile-kernels.py target/lib/nd4j-cuda-11.2-1.0.0-M1.1-linux-x86_64-cudnn.jar

The library in that jar holds machine code up to 8.6 and PTX, 240 modules of it. On Hopper the driver compiles all of them
when the program starts for the first time, on one core; and the compiler of driver 580 dies with SIGSEGV on the module of
random numbers (docs/gpu.md). This compiles them with the CUDA toolkit (11.8 or later; no newer than the driver), on all
cores, and writes the machine code into the jar in place of the PTX and of the code for other GPUs: the jar then serves
--arch alone.

  --arch sm_90   the GPU: 90 is Hopper, 100 and 120 are Blackwell
  --cuda DIR     the toolkit's folder of programs; default: where ptxas on the PATH is
  --slim         compiles nothing: the PTX stands beside the library then, as text, and all kernels in the library are zero. By xz such
                 a jar packs to a twentieth of the one that was given, and this program compiles it where it arrives.
"""
import argparse
import concurrent.futures
import ctypes
import mmap
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile

CONTAINER_MAGIC = b"\x50\xed\x55\xba"
CONTAINER_HEADER = 16
PTX = 1
COMPRESSED = 0x2000
KERNELS = "kernels/"  # in a slim jar: a file for each module, named for its container's offset and size


class Entry:
    """One program in a container of the section .nv_fatbin: PTX, or machine code for one GPU."""

    def __init__(self, library, at):
        self.at = at
        self.kind, _, self.header, self.size, self.packed = struct.unpack_from("<HHIQI", library, at)
        self.flags, = struct.unpack_from("<Q", library, at + 40)
        self.unpacked, = struct.unpack_from("<Q", library, at + 56)

    def payload(self, library):
        begin = self.at + self.header
        if not self.flags & COMPRESSED:
            return bytes(library[begin:begin + self.size])
        return decompressed(library[begin:begin + self.packed], self.unpacked)


def fail(message):
    print("compile-kernels: " + message, file=sys.stderr)
    sys.exit(2)


def decompressed(packed, size):
    """LZ4's block format; by its own library where that is there, which takes a hundredth of the time."""
    try:
        lz4 = ctypes.CDLL("liblz4.so.1")
    except OSError:
        return decompressed_slowly(packed, size)
    out = ctypes.create_string_buffer(size)
    if lz4.LZ4_decompress_safe(bytes(packed), out, len(packed), size) != size:
        fail("the library's PTX is damaged")
    return out.raw


def decompressed_slowly(packed, size):
    out, i = bytearray(), 0

    def length(total):
        nonlocal i
        more = 255 if total == 15 else 0
        while more == 255:
            more = packed[i]
            i += 1
            total += more
        return total

    while len(out) < size:
        token = packed[i]
        i += 1
        literals = length(token >> 4)
        out += packed[i:i + literals]
        i += literals
        if len(out) >= size:
            break
        begin = len(out) - (packed[i] | packed[i + 1] << 8)
        i += 2
        match = length(token & 15) + 4
        while match > 0:
            part = out[begin:begin + match]
            out += part
            match -= len(part)
    return bytes(out)


def fatbin_section(library):
    """Offset and size of .nv_fatbin in a 64-bit ELF file."""
    table, = struct.unpack_from("<Q", library, 0x28)
    entry, count, names = struct.unpack_from("<HHH", library, 0x3A)
    names_at, = struct.unpack_from("<Q", library, table + entry * names + 0x18)
    for i in range(count):
        name, = struct.unpack_from("<I", library, table + entry * i)
        offset, size = struct.unpack_from("<QQ", library, table + entry * i + 0x18)
        if library[names_at + name:names_at + name + 11] == b".nv_fatbin\0":
            return offset, size
    fail("the library has no section .nv_fatbin")


def containers(library):
    """Offset, size and entries of each container."""
    at, size = fatbin_section(library)
    end = at + size
    while at < end - CONTAINER_HEADER:
        at = library.find(CONTAINER_MAGIC, at, end)
        if at < 0:
            return
        _, header, content = struct.unpack_from("<HHQ", library, at + 4)
        inside, entries = at + header, []
        while inside < at + header + content:
            entries.append(Entry(library, inside))
            inside += entries[-1].header + entries[-1].size
        yield at, header + content, entries
        at += header + content


def ptx_of(path, at):
    """The source of one module: in the library, or all of a file."""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return (bytes(content) if at is None else Entry(content, at).payload(content)).rstrip(b"\0")


def compile_one(path, at, tools, arch):
    """A container with the machine code of one module's PTX."""
    with tempfile.TemporaryDirectory() as folder:
        source, code, result = (os.path.join(folder, "m." + end) for end in ("ptx", "cubin", "fatbin"))
        with open(source, "wb") as file:
            file.write(ptx_of(path, at))
        run([os.path.join(tools, "ptxas"), "-arch=" + arch, source, "-o", code])
        image = "--image3=kind=elf,sm=%s,file=%s" % (arch[3:], code)
        run([os.path.join(tools, "fatbinary"), "-64", "--create=" + result, "--compress-all", image])
        with open(result, "rb") as file:
            return file.read()


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        fail("%s: %s" % (command[0], (done.stderr or done.stdout).strip()[:500]))


def replace(library, at, size, container):
    """What is left of the old container's place is zero, which packs well."""
    if len(container) > size:
        fail("a module of %d bytes does not fit into %d" % (len(container), size))
    library[at:at + size] = container + b"\0" * (size - len(container))


def modules_in(library):
    """Offset and size of each container with PTX, and where that PTX is."""
    return [(at, size, entry) for at, size, entries in containers(library) for entry in entries if entry.kind == PTX]


def carried(jar, folder):
    """The same of a slim jar, unpacked: offset and size, and the file of the PTX."""
    for name in jar.namelist():
        if name.startswith(KERNELS):
            at, size = name[len(KERNELS):].split(".")[0].split("-")
            yield int(at), int(size), jar.extract(name, folder)


def compile_all(path, beside, tools, arch):
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as library:
        modules = [(at, size, source, None, os.path.getsize(source)) for at, size, source in beside] or [
            (at, size, path, entry.at, entry.unpacked) for at, size, entry in modules_in(library)]
        if not modules:
            fail("no PTX in the library; was this jar compiled already?")
        modules.sort(key=lambda module: -module[4])
        with concurrent.futures.ProcessPoolExecutor() as pool:
            waiting = {pool.submit(compile_one, source, ptx, tools, arch): (at, size) for at, size, source, ptx, _ in modules}
            for done, future in enumerate(concurrent.futures.as_completed(waiting), 1):
                replace(library, *waiting.pop(future), future.result())
                print("\r%d of %d modules" % (done, len(modules)), end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        library.flush()


def slim(path, jar):
    """Moves the PTX out of the library, into the jar beside it."""
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as library:
        modules = modules_in(library)
        if not modules:
            fail("no PTX in the library; was this jar compiled or made slim already?")
        for at, size, entry in modules:
            jar.writestr("%s%d-%d.ptx" % (KERNELS, at, size), entry.payload(library).rstrip(b"\0"), zipfile.ZIP_STORED)
            replace(library, at, size, b"")
        library.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jar")
    parser.add_argument("--arch", default="sm_90")
    parser.add_argument("--cuda", default=os.path.dirname(os.path.realpath(shutil.which("ptxas") or "ptxas")))
    parser.add_argument("--slim", action="store_true")
    given = parser.parse_args()
    for tool in () if given.slim else ("ptxas", "fatbinary"):
        if shutil.which(os.path.join(given.cuda, tool)) is None:
            parser.error("--cuda: no %s in %s; it comes with the CUDA toolkit" % (tool, given.cuda))
    if not given.arch[3:].isdigit() or not given.arch.startswith("sm_"):
        parser.error('--arch: given "%s", legal is sm_ and a number, as sm_90' % given.arch)
    if not zipfile.is_zipfile(given.jar):
        parser.error("%s: not a jar" % given.jar)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(given.jar))) as folder:
        part = os.path.join(folder, "part.jar")
        with zipfile.ZipFile(given.jar) as jar, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            for item in jar.infolist():
                if item.filename.endswith("/libnd4jcuda.so"):
                    library = jar.extract(item, folder)
                    if given.slim:
                        slim(library, out)
                    else:
                        compile_all(library, carried(jar, folder), given.cuda, given.arch)
                    out.write(library, item.filename, zipfile.ZIP_STORED if given.slim else zipfile.ZIP_DEFLATED)
                elif not item.filename.startswith(KERNELS):
                    out.writestr(item, jar.read(item))
        os.replace(part, given.jar)


if __name__ == "__main__":
    main()
