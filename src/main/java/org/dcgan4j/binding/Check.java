package org.dcgan4j.binding;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Enforces the declared ranges in the compact constructors. */
public final class Check {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Check() {}

  /**
   * Checks every component of the record whose compact constructor calls this against its {@link
   * FieldType.Range} and {@link FieldType.Nullable}.
   *
   * @param values all components, in the order of their declaration
   * @throws InvalidInputException with one line {@code name: given …, legal is …} for each that is
   *     not legal
   */
  public static void components(Object... values) {
    List<FieldType> types = FieldType.of(STACK.getCallerClass());
    String problems =
        IntStream.range(0, types.size())
            .filter(i -> !types.get(i).accepts(values[i]))
            .mapToObj(
                i -> types.get(i).name() + ": " + types.get(i).refusal(values[i]).getMessage())
            .collect(Collectors.joining("\n"));
    that(problems.isEmpty(), problems);
  }

  /** A rule between several components. */
  public static void that(boolean legal, String problem) {
    if (!legal) {
      throw new InvalidInputException(problem);
    }
  }
}
