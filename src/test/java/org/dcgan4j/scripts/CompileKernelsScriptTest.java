package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/compile-kernels.py} on a library of two modules, with a compiler that only writes
 * what it was given: the way at once and by a slim jar end in the same library.
 */
class CompileKernelsScriptTest {
  private static final String LIBRARY = "org/nd4j/nativeblas/linux-x86_64/libnd4jcuda.so";
  private static final int HEADER = 64;
  private static final int CONTAINER = 16;
  private static final int CODE_BYTES = 256;
  private static final List<String> SOURCES = List.of("first module's PTX", "and the second's");

  @TempDir private Path folder;
  private Path tools;

  @BeforeEach
  void requirePython() throws IOException, InterruptedException {
    try {
      assumeTrue(run("python3", "--version").startsWith("0 "), "python3 does not start");
    } catch (IOException e) {
      assumeTrue(false, "no python3");
    }
    tools = Files.createDirectory(folder.resolve("tools"));
    tool("ptxas", "{ echo \"$1\"; cat \"$2\"; } >\"$4\"");
    tool("fatbinary", "cp \"${4##*file=}\" \"${2#--create=}\"");
  }

  @Test
  void slimJar_shouldCompileToTheSameLibrary() throws IOException, InterruptedException {
    Path atOnce = jar("at-once.jar");
    Path slim = jar("slim.jar");

    assertThat(compile(slim, "--slim")).startsWith("0 ");
    byte[] empty = entry(slim, LIBRARY);

    assertThat(Arrays.copyOfRange(empty, HEADER, empty.length - 3 * HEADER - 32)).containsOnly(0);
    for (int i = 0; i < SOURCES.size(); i++) {
      String name = "kernels/" + offset(i) + "-" + containerBytes(i) + ".ptx";
      assertThat(entry(slim, name)).asString(StandardCharsets.UTF_8).isEqualTo(SOURCES.get(i));
    }

    assertThat(compile(slim, "--arch", "sm_90")).startsWith("0 ");
    assertThat(compile(atOnce, "--arch", "sm_90")).startsWith("0 ");
    byte[] compiled = entry(slim, LIBRARY);

    assertThat(compiled).isEqualTo(entry(atOnce, LIBRARY));
    for (int i = 0; i < SOURCES.size(); i++) {
      byte[] code = ("-arch=sm_90\n" + SOURCES.get(i)).getBytes(StandardCharsets.UTF_8);
      byte[] place = Arrays.copyOfRange(compiled, offset(i), offset(i) + containerBytes(i));
      assertThat(place).isEqualTo(Arrays.copyOf(code, containerBytes(i)));
    }
    try (ZipFile jar = new ZipFile(slim.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName)).containsExactly("other", LIBRARY);
    }
  }

  @Test
  void compiledJar_shouldNotBeMadeSlim() throws IOException, InterruptedException {
    Path jar = jar("compiled.jar");
    compile(jar);

    assertThat(compile(jar, "--slim")).startsWith("2 compile-kernels: no PTX in the library");
  }

  @Test
  void codeThatIsTooLarge_shouldBeRefused() throws IOException, InterruptedException {
    tool("ptxas", "head -c 1000 /dev/zero >\"$4\"");

    assertThat(compile(jar("large.jar"))).contains("a module of 1000 bytes does not fit into ");
  }

  private void tool(String name, String body) throws IOException {
    Path tool = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  private String compile(Path jar, String... options) throws IOException, InterruptedException {
    List<String> command =
        List.of("python3", "scripts/compile-kernels.py", jar.toString(), "--cuda", "" + tools);
    return run(Stream.concat(command.stream(), Arrays.stream(options)).toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    return process.waitFor() + " " + new String(output, StandardCharsets.UTF_8);
  }

  private static byte[] entry(Path jar, String name) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.getInputStream(file.getEntry(name)).readAllBytes();
    }
  }

  private Path jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("other"));
      out.putNextEntry(new ZipEntry(LIBRARY));
      out.write(library());
    }
    return jar;
  }

  private static int containerBytes(int module) {
    return CONTAINER + 2 * HEADER + CODE_BYTES + SOURCES.get(module).length();
  }

  private static int offset(int module) {
    return HEADER + (module == 0 ? 0 : containerBytes(0));
  }

  /** An ELF file with the section of fat binaries alone: each has machine code and PTX. */
  private static byte[] library() {
    int sectionBytes = containerBytes(0) + containerBytes(1);
    byte[] names = "\0.nv_fatbin\0".getBytes(StandardCharsets.UTF_8);
    int table = HEADER + sectionBytes + 32;
    ByteBuffer elf =
        ByteBuffer.allocate(table + 3 * HEADER).order(ByteOrder.LITTLE_ENDIAN).putLong(0x28, table);
    elf.putShort(0x3A, (short) HEADER).putShort(0x3C, (short) 3).putShort(0x3E, (short) 2);
    elf.position(HEADER);
    for (String source : SOURCES) {
      elf.putInt(0xBA55ED50).putShort((short) 1).putShort((short) CONTAINER);
      elf.putLong(2 * HEADER + CODE_BYTES + source.length());
      entry(elf, 2, new byte[CODE_BYTES]);
      entry(elf, 1, source.getBytes(StandardCharsets.UTF_8));
    }
    elf.put(names);
    section(elf, table + HEADER, 1, HEADER, sectionBytes);
    section(elf, table + 2 * HEADER, 0, HEADER + sectionBytes, names.length);
    return elf.array();
  }

  private static void entry(ByteBuffer elf, int kind, byte[] content) {
    int at = elf.position();
    elf.putShort((short) kind).putShort((short) 0).putInt(HEADER).putLong(content.length);
    elf.position(at + HEADER).put(content);
  }

  private static void section(ByteBuffer elf, int at, int name, long offset, long size) {
    elf.putInt(at, name).putLong(at + 0x18, offset).putLong(at + 0x20, size);
  }
}
