package org.dcgan4j.binding;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Enforces the declared ranges in the compact constructors. */
public final class Check {
  private Check() {}

  /**
   * Checks every component of a record against its {@link Range} and {@link Nullable}.
   *
   * @param values all components, in the order of their declaration
   * @throws InvalidInputException with one line {@code name: given …, legal is …} for each that is
   *     not legal
   */
  public static void components(Class<? extends Record> type, Object... values) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      FieldType leaf = FieldType.of(components[i]);
      if (!leaf.accepts(values[i])) {
        problems.add(components[i].getName() + ": " + leaf.refusal(values[i]).getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  /** A rule between several components. */
  public static void that(boolean legal, String problem) {
    if (!legal) {
      throw new InvalidInputException(problem);
    }
  }
}
