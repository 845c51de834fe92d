package org.dcgan4j.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;

/**
 * Whether this process may start the threads that it will need. Once one is refused, Java, AWT and
 * OpenBLAS each fail in their own way, and none says why.
 */
final class ThreadRoom {
  /** Those of Java, its pictures and ND4J beside the ones that compute. */
  private static final int BESIDE = 10;

  private static final Pattern PROCESSES =
      Pattern.compile("(?m)^Max processes +(\\d+|unlimited) .*$");
  private static final Path PROC = Path.of("/proc");

  private ThreadRoom() {}

  /**
   * @param computing how many threads shall compute
   * @throws MachineException if there is no room for them
   */
  static void require(int computing) {
    // OpenMP and OpenBLAS each have their own, and Java's pool.
    int needed = BESIDE + 3 * (computing - 1);
    try {
      ofUser(needed);
      ofContainer(needed, Path.of("/sys/fs/cgroup"));
      ofContainer(needed, Path.of("/sys/fs/cgroup/pids"));
    } catch (IOException e) {
      return; // not Linux, and nobody can say
    }
  }

  private static void ofUser(int needed) throws IOException {
    Matcher limit = PROCESSES.matcher(Files.readString(PROC.resolve("self/limits")));
    Object user = Files.getAttribute(PROC.resolve("self"), "unix:uid");
    if (user.equals(0) || !limit.find() || limit.group(1).equals("unlimited")) {
      return; // the superuser may start as many as he likes
    }
    long most = Long.parseLong(limit.group(1));
    if (most < 10_000) { // counting takes its time, and nobody comes near
      require("this user", "ulimit -u", most, threadsOf(user), needed);
    }
  }

  private static void ofContainer(int needed, Path cgroup) throws IOException {
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
      List<Path> processes =
          entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).toList();
      return processes.stream().mapToLong(process -> threads(process, user)).sum();
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
