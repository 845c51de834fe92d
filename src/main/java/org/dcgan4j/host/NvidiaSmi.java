package org.dcgan4j.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** NVIDIA's own program that knows GPU and driver, and how long it may take. */
record NvidiaSmi(String program, int seconds) {
  static final List<String> QUERY =
      List.of(
          "--query-gpu=index,name,compute_cap,driver_version,memory.free",
          "--format=csv,noheader,nounits");

  Answer ask() {
    try {
      // Into a file: a program that hangs would keep a pipe open, and us with it.
      Path out = Files.createTempFile("nvidia-smi", ".csv");
      try {
        return ask(out);
      } finally {
        if (!out.toFile().delete()) {
          out.toFile().deleteOnExit();
        }
      }
    } catch (IOException e) {
      return Answer.NO_PROGRAM;
    }
  }

  private Answer ask(Path out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program, QUERY.get(0), QUERY.get(1));
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try (var in = Files.newInputStream(out)) {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        return Answer.none(seconds);
      }
      String text = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
      return Answer.parse(process.exitValue(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none(seconds);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * What generation a GPU is, in NVIDIA's counting.
   *
   * @param major 5 for Maxwell, 6 Pascal, 7 Volta and Turing, 8 Ampere and Ada, 9 Hopper
   * @param minor the step within it, one digit
   */
  record ComputeCapability(int major, int minor) {
    /** Reads {@code 8.6}; null for anything else. */
    static ComputeCapability parse(String text) {
      if (!text.matches("\\d{1,2}\\.\\d")) {
        return null;
      }
      String[] parts = text.split("\\.");
      return new ComputeCapability(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Machine code for this runs there: the same major number, and the minor not below. */
    boolean machineCodeRunsOn(ComputeCapability gpu) {
      return major == gpu.major && minor <= gpu.minor;
    }

    boolean isNotAbove(ComputeCapability gpu) {
      return 10 * major + minor <= 10 * gpu.major + gpu.minor;
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /**
   * One GPU as {@code nvidia-smi} tells of it.
   *
   * @param index its number, as {@code CUDA_VISIBLE_DEVICES} counts
   * @param capability null where the driver is too old to say
   * @param freeMebi free memory in MiB, or {@link #UNKNOWN}
   */
  record Gpu(int index, String name, ComputeCapability capability, String driver, long freeMebi) {
    static final long UNKNOWN = -1;

    @Override
    public String toString() {
      String known = capability == null ? name : name + ", compute capability " + capability;
      String free = freeMebi == UNKNOWN ? "" : ", " + freeMebi + " MiB free";
      return known + ", driver " + driver + free;
    }
  }

  /** At least one GPU; or none, and in one line what went wrong, which else is null. */
  record Answer(List<Gpu> gpus, String problem) {
    static final Answer NO_PROGRAM = new Answer(List.of(), "none (no nvidia-smi)");

    static Answer none(int seconds) {
      return new Answer(List.of(), "nvidia-smi does not answer within " + seconds + " seconds");
    }

    static Answer failed(String line) {
      return new Answer(List.of(), "nvidia-smi fails: " + line);
    }

    /** Reads the answer to {@link #QUERY}, a line for each GPU. */
    static Answer parse(int status, String text) {
      List<String> lines = text.lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
      if (status != 0) {
        return failed(lines.isEmpty() ? "exit status " + status : lines.get(0));
      }
      List<Gpu> gpus = new ArrayList<>();
      for (String line : lines) {
        Gpu gpu = gpu(line.split("\\s*,\\s*", -1));
        if (gpu == null) {
          return failed("not understood: " + line);
        }
        gpus.add(gpu);
      }
      return gpus.isEmpty() ? failed("it names no GPU") : new Answer(gpus, null);
    }

    private static Gpu gpu(String[] fields) {
      if (fields.length != 5 || !fields[0].matches("\\d{1,3}") || fields[1].isEmpty()) {
        return null;
      }
      ComputeCapability capability = ComputeCapability.parse(fields[2]);
      if (capability == null && !fields[2].startsWith("[")) {
        return null; // [N/A], [Not Supported] is an answer, and anything else is none
      }
      long free = fields[4].matches("\\d{1,9}") ? Long.parseLong(fields[4]) : Gpu.UNKNOWN;
      return new Gpu(Integer.parseInt(fields[0]), fields[1], capability, fields[3], free);
    }
  }
}
