package org.dcgan4j.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects everything that is wrong, so that the user hears of it together. */
public final class Problems {
  /** A hostile file can have a hundred thousand; nobody reads more than these. */
  private static final int SHOWN = 20;

  private final List<String> lines = new ArrayList<>();
  private int count;

  public void add(Supplier<String> line) {
    if (count++ < SHOWN) {
      lines.add(line.get());
    }
  }

  /** Adds every line of an error, each behind the prefix that says where it is. */
  public void add(String prefix, InvalidInputException error) {
    error.getMessage().lines().forEach(line -> add(() -> prefix + line));
  }

  public void throwIfAny() {
    if (count > SHOWN) {
      lines.add("and " + (count - SHOWN) + " more problems");
    }
    if (count > 0) {
      throw new InvalidInputException(String.join("\n", lines));
    }
  }
}
