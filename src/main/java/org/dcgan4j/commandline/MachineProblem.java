package org.dcgan4j.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;

/** Says what the machine was short of, for what, and what helps. */
final class MachineProblem {
  private static final String OFF_HEAP = "org.bytedeco.javacpp.maxbytes";
  private static final String RESIDENT = "org.bytedeco.javacpp.maxphysicalbytes";
  private static final String UNPACKED = "org.bytedeco.javacpp.cachedir";
  private static final String ASK_FOR_LESS =
      "; ask for less (--batch-size, fewer or smaller layers, --count), or raise that with ";

  private MachineProblem() {}

  /**
   * In one line; empty if a failure has another cause. Errors come wrapped in whatever the thread
   * or the class that met them throws.
   */
  static Optional<String> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MachineException) {
        return Optional.of(cause.getMessage() + " (see dcgan4j doctor)");
      } else if (cause instanceof OutOfMemoryError memory) {
        return Optional.of(memory(memory));
      } else if (cause instanceof UnsatisfiedLinkError library) {
        return Optional.of(library(deepest(library)));
      }
    }
    boolean again = failure instanceof NoClassDefFoundError missing && isNative(missing);
    return again ? Optional.of(library(failure)) : Optional.empty();
  }

  /** Whether a file could not be written because its disk, or the user's share of it, is full. */
  static boolean isFullDisk(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof IOException
          && (message.contains("No space left on device")
              || message.contains("Disk quota exceeded")
              || message.contains("not enough space on the disk"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * JavaCPP speaks of pointers and, in the cause, of the whole process; all else comes from Java's
   * own heap.
   */
  private static String memory(OutOfMemoryError e) {
    String reason = firstLine(e);
    String cause = e.getCause() == null ? "" : firstLine(e.getCause());
    if (reason.contains("native thread")) {
      return Text.format(
          "out of threads: %s; raise the limit of processes (ulimit -u, or the container's), or ask for fewer with --threads",
          reason);
    }
    if ((reason + cause).contains("maxPhysicalBytes")) {
      return Text.format(
          "out of memory: %s; the whole process may have %s bytes%s-D%s",
          reason, System.getProperty(RESIDENT), ASK_FOR_LESS, RESIDENT);
    }
    if (reason.contains("Pointer")) {
      return Text.format(
          "out of memory: %s; networks and batches may have %s bytes%s-D%s",
          reason, System.getProperty(OFF_HEAP), ASK_FOR_LESS, OFF_HEAP);
    }
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return isReading(e)
        ? Text.format(
            "out of memory while reading the data: %s, of which there are %d MiB; give Java more with -Xmx, or the machine or container",
            reason, heap)
        : Text.format(
            "out of memory: %s, of which there are %d MiB%sjava -Xmx", reason, heap, ASK_FOR_LESS);
  }

  /** A smaller batch does not make a data set smaller. */
  private static boolean isReading(OutOfMemoryError e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> name.startsWith("org.dcgan4j."))
        .findFirst()
        .filter(name -> name.startsWith("org.dcgan4j.data."))
        .isPresent();
  }

  private static String library(Throwable reason) {
    String folder = System.getProperty(UNPACKED);
    String line = "a native library cannot be loaded: " + firstLine(reason);
    return folder == null ? line : line + "; they are unpacked into " + folder + free(folder);
  }

  private static String free(String folder) {
    try {
      long bytes = Files.getFileStore(Path.of(folder)).getUsableSpace();
      return Text.format(", with %d MiB free there", bytes >> 20);
    } catch (IOException e) {
      return "";
    }
  }

  /** What Java says when it meets a class whose library could not be loaded before. */
  private static boolean isNative(NoClassDefFoundError e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Could not initialize class org.")
        && (message.contains("bytedeco") || message.contains("nd4j"));
  }

  private static Throwable deepest(Throwable e) {
    return e.getCause() == null ? e : deepest(e.getCause());
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
