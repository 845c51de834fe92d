package org.dcgan4j.cli;

/** Says which memory was too small, for what, and which option helps. */
final class MemoryProblem {
  private static final String OFF_HEAP = "org.bytedeco.javacpp.maxbytes";
  private static final String RESIDENT = "org.bytedeco.javacpp.maxphysicalbytes";
  private static final String ASK_FOR_LESS =
      "; ask for less (--batch-size, fewer or smaller layers, --count), or ";

  private MemoryProblem() {}

  /** In one line. JavaCPP speaks of bytes and pointers; all else comes from Java's own heap. */
  static String of(OutOfMemoryError e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (reason.contains("physicalBytes (")) {
      return "out of memory: %s; the process may have %s%sraise that with -D%s=BYTES"
          .formatted(reason, mebi(Long.getLong(RESIDENT, 0)), ASK_FOR_LESS, RESIDENT);
    }
    if (reason.contains("totalBytes") || reason.contains("Pointer")) {
      return "out of memory: %s; networks and batches may have %s%sraise that with -D%s=BYTES"
          .formatted(reason, mebi(Long.getLong(OFF_HEAP, 0)), ASK_FOR_LESS, OFF_HEAP);
    }
    return "out of memory: %s, of which there are %s%sraise that with java -Xmx"
        .formatted(reason, mebi(Runtime.getRuntime().maxMemory()), ASK_FOR_LESS);
  }

  private static String mebi(long bytes) {
    return bytes <= 0 ? "what the system has" : (bytes >> 20) + " MiB";
  }
}
