package org.dcgan4j.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * NVIDIA's own program that knows GPU and driver.
 *
 * @param program its name or path
 * @param seconds how long it may take
 */
record NvidiaSmi(String program, int seconds) {
  static final NvidiaSmi OF_THIS_MACHINE = new NvidiaSmi("nvidia-smi", 10);
  static final List<String> QUERY =
      List.of(
          "--query-gpu=index,name,compute_cap,driver_version,memory.free",
          "--format=csv,noheader,nounits");
  private static final int LONGEST_ANSWER = 1 << 16;

  GpuAnswer ask() {
    Path out = null;
    try {
      out = Files.createTempFile("nvidia-smi", ".csv");
      // Into a file: a program that hangs would keep a pipe open, and us with it.
      return ask(out);
    } catch (IOException e) {
      return new GpuAnswer.NoProgram();
    } finally {
      delete(out);
    }
  }

  private GpuAnswer ask(Path out) throws IOException {
    List<String> command = new ArrayList<>(QUERY);
    command.add(0, program);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        return new GpuAnswer.NoAnswer(seconds);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new GpuAnswer.NoAnswer(seconds);
    } finally {
      process.destroyForcibly();
    }
    try (var in = Files.newInputStream(out)) {
      String text = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
      return GpuAnswer.parse(process.exitValue(), text);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
