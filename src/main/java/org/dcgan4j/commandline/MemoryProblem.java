package org.dcgan4j.commandline;

/** Says which memory was too small, for what, and which option helps. */
final class MemoryProblem {
  private static final String OFF_HEAP = "org.bytedeco.javacpp.maxbytes";
  private static final String RESIDENT = "org.bytedeco.javacpp.maxphysicalbytes";
  private static final String ASK_FOR_LESS =
      "; ask for less (--batch-size, fewer or smaller layers, --count), or raise that with ";

  private MemoryProblem() {}

  /**
   * In one line. JavaCPP speaks of pointers and, in the cause, of the whole process; all else comes
   * from Java's own heap.
   */
  static String of(OutOfMemoryError e) {
    String reason = firstLine(e);
    String cause = e.getCause() == null ? "" : firstLine(e.getCause());
    if ((reason + cause).contains("maxPhysicalBytes")) {
      return "out of memory: %s; the whole process may have %s bytes%s-D%s"
          .formatted(reason, System.getProperty(RESIDENT), ASK_FOR_LESS, RESIDENT);
    }
    if (reason.contains("Pointer")) {
      return "out of memory: %s; networks and batches may have %s bytes%s-D%s"
          .formatted(reason, System.getProperty(OFF_HEAP), ASK_FOR_LESS, OFF_HEAP);
    }
    return "out of memory: %s, of which there are %d MiB%sjava -Xmx"
        .formatted(reason, Runtime.getRuntime().maxMemory() >> 20, ASK_FOR_LESS);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
