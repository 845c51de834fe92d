package org.dcgan4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What processes leave behind, and what gets in the way of those that live. */
public final class OwnFilesOfTheDead {
  // No system counts so far.
  private static final String NOBODY = "-999999999999-";
  private static final int MANY = 1000;

  private OwnFilesOfTheDead() {}

  /** A part of a process that is no more. */
  public static Path part(Path target) {
    Path part = OwnFiles.part(target);
    String ours = "-" + ProcessHandle.current().pid() + "-";
    return part.resolveSibling(part.getFileName().toString().replaceFirst(ours, NOBODY));
  }

  /** Folders that have the names of the next parts of this process, so that it cannot write. */
  public static void blockParts(Path target) throws IOException {
    String part = OwnFiles.part(target).getFileName().toString();
    Matcher number = Pattern.compile("(.*-)(\\d+)(\\..*)").matcher(part);
    number.matches();
    long next = Long.parseLong(number.group(2));
    for (long n = next; n < next + MANY; n++) {
      String name = number.group(1) + n + number.group(3);
      Files.createDirectories(target.resolveSibling(name).resolve("in-the-way"));
    }
  }
}
