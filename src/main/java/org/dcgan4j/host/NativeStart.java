package org.dcgan4j.host;

import com.sun.jna.NativeLibrary;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;

/**
 * Readies this Java process for the native libraries, in one place for the program and for whoever
 * calls the library: where they are unpacked, how much memory and how many threads they take, and
 * that none of them speaks to the user. What the user has set already stays.
 */
public final class NativeStart {
  /** The system property that says how many threads compute. */
  public static final String THREADS = "org.dcgan4j.threads";

  private static final Pattern PROCESSES = Pattern.compile("(?m)^Max processes +(\\d+) .*$");
  private static final Path PROC = Path.of("/proc");

  // A logger that nobody holds forgets its level.
  private static final Logger JNA = Logger.getLogger("com.sun.jna.Native");

  private static boolean ready;

  private NativeStart() {}

  /** Settings that cost nothing and that help any command. */
  public static void quiet() {
    NativeCache.findHome();
    setUnlessSet("java.awt.headless", "true");
    // Under Maven its own logger speaks for the libraries, and does not read our properties file.
    setUnlessSet("org.nd4j.log.initialization", "false");
    setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j", "warn");
    setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j.nn.conf.inputs.InputType", "error");
    setUnlessSet("org.bytedeco.javacpp.logger", "slf4j");
    setUnlessSet("org.slf4j.simpleLogger.log.org.bytedeco", "off");
    JNA.setLevel(Level.OFF);
  }

  /** Readies the process as {@link #prepare} does, and for the GPU that the build may need. */
  public static void prepareToCompute(OptionalInt threads, Consumer<String> notes) {
    Optional<String> obstacle = GpuCheck.obstacle();
    if (obstacle.isPresent()) {
      throw new MachineException("gpu: " + obstacle.get());
    }
    prepare(threads, notes);
  }

  /**
   * Readies the process, once, before any native library is loaded.
   *
   * @param threads how many shall compute; without, what {@link #THREADS} says, or {@code
   *     OMP_NUM_THREADS}, or else all processors that the machine or the container grants
   * @throws MachineException if the libraries cannot be started here; the line says why
   * @throws InvalidInputException if there are not so many processors, or the process computes with
   *     another number of threads already
   */
  public static synchronized void prepare(OptionalInt threads, Consumer<String> notes) {
    int processors = Runtime.getRuntime().availableProcessors();
    int set = Integer.getInteger(THREADS, 0);
    int count = threads.orElse(set > 0 ? set : defaultThreads(processors));
    if (count < 1 || count > processors) {
      throw new InvalidInputException("threads: given " + count + ", legal is 1 to " + processors);
    }
    if (ready && threads.isPresent() && count != set) {
      throw InvalidInputException.of(
          "threads: given %d, and this process computes with %d already; say so before the first call",
          count, set);
    }
    if (ready) {
      return;
    }
    quiet();
    NativeCache.choose()
        .ifPresent(folder -> notes.accept("the native libraries are unpacked into " + folder));
    requireThreads(count);
    System.setProperty(THREADS, Integer.toString(count));
    setUnlessSet(
        "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(count - 1));
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long heap = Runtime.getRuntime().maxMemory();
    MemoryLimits limits = MemoryLimits.of(system.getTotalMemorySize(), heap);
    setUnlessSet("org.bytedeco.javacpp.maxbytes", Long.toString(limits.offHeap()));
    setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", Long.toString(limits.resident()));
    Optional.ofNullable(System.getProperty(NativeCache.PROPERTY))
        .ifPresent(folder -> setUnlessSet("jna.tmpdir", folder));
    setEnvironment(count);
    ready = true;
  }

  private static int defaultThreads(int processors) {
    String given = System.getenv("OMP_NUM_THREADS");
    boolean legal = given != null && given.matches("[1-9]\\d{0,3}");
    return legal ? Math.min(processors, Integer.parseInt(given)) : processors;
  }

  /**
   * The environment of OpenMP and OpenBLAS, which read it when they are loaded, and which Java
   * itself cannot set; where it cannot be set, training is slower and nothing else.
   *
   * <p>How long OpenMP's threads wait for more work before they sleep: where nothing else wants the
   * processors, through a whole step, since waking one takes as long as a small operation; where
   * something does, for some tens of microseconds, since it would lose by every moment more.
   */
  static void setEnvironment(int threads) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      setEnvironment("OMP_NUM_THREADS", Integer.toString(threads));
      setEnvironment("OPENBLAS_NUM_THREADS", Integer.toString(threads));
      if (System.getenv("OMP_WAIT_POLICY") == null) {
        setEnvironment("OMP_WAIT_POLICY", "PASSIVE");
        boolean quiet =
            isQuiet(PROC.resolve("loadavg"), threads, Runtime.getRuntime().availableProcessors());
        setEnvironment("GOMP_SPINCOUNT", quiet ? "1000000" : "2000");
      }
      blasKernels(PROC.resolve("cpuinfo"))
          .ifPresent(kernels -> setEnvironment("OPENBLAS_CORETYPE", kernels));
    } catch (LinkageError | RuntimeException e) {
      return;
    }
  }

  /** Whether so many threads have processors to themselves, by the load of the last minute. */
  static boolean isQuiet(Path loadavg, int threads, int processors) {
    try {
      double load = Double.parseDouble(Files.readString(loadavg).split(" ", 2)[0]);
      return load + threads <= processors + 0.5;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /**
   * Which of its kernels OpenBLAS shall take, by what the processor can. It goes by the processor's
   * model, and on one that is younger than itself it takes kernels of 2004, at a sixth of the
   * speed.
   */
  static Optional<String> blasKernels(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      Optional<Set<String>> flags =
          lines
              .filter(line -> line.startsWith("flags"))
              .<Set<String>>map(
                  line ->
                      new HashSet<>(
                          List.of(line.substring(line.indexOf(':') + 1).strip().split(" +"))))
              .findFirst();
      return flags.map(NativeStart::blasKernels);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // OpenBLAS's own choice
    }
  }

  private static String blasKernels(Set<String> flags) {
    if (flags.containsAll(Set.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"))) {
      return "SkylakeX";
    }
    return flags.containsAll(Set.of("avx2", "fma")) ? "Haswell" : null;
  }

  private static void setEnvironment(String name, String value) {
    if (System.getenv(name) == null || name.endsWith("NUM_THREADS")) {
      Object[] arguments = {name, value, 1}; // in place of what is there
      NativeLibrary.getProcess().getFunction("setenv").invokeInt(arguments);
    }
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * How many bytes beside Java's heap the networks and batches may take, half of what the machine
   * or the container has, and the whole process: too large a batch ends in a message so.
   */
  record MemoryLimits(long offHeap, long resident) {
    static MemoryLimits of(long machine, long heap) {
      long offHeap = machine / 2;
      return new MemoryLimits(offHeap, Math.min(machine * 9 / 10, offHeap + heap + (512L << 20)));
    }
  }

  /**
   * Refuses more computing threads than this process may start. Once one is refused, Java, AWT and
   * OpenBLAS each fail in their own way, and none says why.
   */
  private static void requireThreads(int computing) {
    // Ten for Java, its pictures and ND4J; OpenMP, OpenBLAS and Java's pool each have their own.
    int needed = 10 + 3 * (computing - 1);
    try {
      requireThreadsOfUser(needed);
      requireThreadsOfContainer(needed, Path.of("/sys/fs/cgroup"));
      requireThreadsOfContainer(needed, Path.of("/sys/fs/cgroup/pids"));
    } catch (IOException e) {
      return; // not Linux, and nobody can say
    }
  }

  private static void requireThreadsOfUser(int needed) throws IOException {
    Matcher limit = PROCESSES.matcher(Files.readString(PROC.resolve("self/limits")));
    Object user = Files.getAttribute(PROC.resolve("self"), "unix:uid");
    if (user.equals(0) || !limit.find()) {
      return; // the superuser may start as many as he likes, and so may who has no limit
    }
    long most = Long.parseLong(limit.group(1));
    if (most < 10_000) { // counting takes its time, and nobody comes near
      require("this user", "ulimit -u", most, threadsOf(user), needed);
    }
  }

  private static void requireThreadsOfContainer(int needed, Path cgroup) throws IOException {
    Path most = cgroup.resolve("pids.max");
    if (Files.isReadable(most) && !Files.readString(most).startsWith("max")) {
      long used = Long.parseLong(Files.readString(cgroup.resolve("pids.current")).strip());
      long limit = Long.parseLong(Files.readString(most).strip());
      require("this container", "its limit of processes", limit, used, needed);
    }
  }

  private static void require(String whose, String what, long most, long used, int needed) {
    if (most - used < needed) {
      throw new MachineException(
          Text.format(
              "%s may have %d threads, %d are taken, and %d more are needed; raise %s, or ask for fewer with --threads or java -XX:+UseSerialGC",
              whose, most, used, needed, what));
    }
  }

  private static long threadsOf(Object user) throws IOException {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("\\d+"))
          .mapToLong(process -> threads(process, user))
          .sum();
    }
  }

  private static long threads(Path process, Object user) {
    try {
      if (!user.equals(Files.getAttribute(process, "unix:uid"))) {
        return 0;
      }
      try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
        return tasks.count();
      }
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}
