package org.dcgan4j.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.function.FailableSupplier;
import org.dcgan4j.binding.FieldType.Kind;

/** Checks records, builds them, changes them, and takes them apart, by their components. */
public final class Records {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Records() {}

  /**
   * Checks every component of the record whose compact constructor calls this against its {@link
   * FieldType.Range} and {@link FieldType.Nullable}.
   *
   * @param values all components, in the order of their declaration
   * @throws InvalidInputException with one line {@code name: given …, legal is …} for each that is
   *     not legal
   */
  public static void check(Object... values) {
    List<FieldType> types = FieldType.of(STACK.getCallerClass());
    String problems =
        IntStream.range(0, types.size())
            .filter(i -> !types.get(i).accepts(values[i]))
            .mapToObj(
                i -> types.get(i).name() + ": " + types.get(i).refusal(values[i]).getMessage())
            .collect(Collectors.joining("\n"));
    require(problems.isEmpty(), problems);
  }

  /** Checks a rule between several components. */
  public static void require(boolean legal, String problem) {
    if (!legal) {
      throw new InvalidInputException(problem);
    }
  }

  /**
   * @param values all components, in the order of their declaration
   * @throws InvalidInputException from the record's own checks
   */
  public static Object construct(Class<?> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return call(
        type + " cannot be built",
        () -> {
          Constructor<?> constructor = type.getDeclaredConstructor(types);
          constructor.setAccessible(true);
          return constructor.newInstance(values.toArray());
        });
  }

  public static Object value(RecordComponent component, Object owner) {
    return invoke(component.getAccessor(), owner);
  }

  static Object invoke(Method method, Object owner, Object... arguments) {
    method.setAccessible(true);
    return call(method + " cannot be called", () -> method.invoke(owner, arguments));
  }

  private static Object call(
      String problem, FailableSupplier<Object, ReflectiveOperationException> body) {
    try {
      return body.get();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(problem, e);
    }
  }

  /**
   * The same record with other values.
   *
   * @param changes by their dotted keys, all at once
   * @throws InvalidInputException from the records' own checks
   */
  @SuppressWarnings("unchecked")
  public static <T> T with(T record, Map<String, ?> changes) {
    Map<String, Object> left = new LinkedHashMap<>(changes);
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = component.getName();
      Map<String, Object> inner = new LinkedHashMap<>();
      for (String key : changes.keySet()) {
        if (key.startsWith(name + ".")) {
          inner.put(key.substring(name.length() + 1), left.remove(key));
        }
      }
      Object value = left.containsKey(name) ? left.remove(name) : value(component, record);
      values.add(inner.isEmpty() ? value : with(value, inner));
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("no components: " + left.keySet());
    }
    return (T) construct(record.getClass(), values);
  }

  /**
   * A record as it is written: keys in the order of the components, with texts, numbers, lists and
   * such groups below them. Reading it back gives an equal record.
   */
  public static Map<String, Object> written(Object record) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Kind kind = record.getClass().getAnnotation(Kind.class);
    if (kind != null) {
      keys.put(Node.KIND, kind.value());
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      keys.put(component.getName(), written(FieldType.of(component), value(component, record)));
    }
    return keys;
  }

  private static Object written(FieldType type, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> written(type.ofElement(), item)).toList();
    }
    if (value instanceof ConfigWord word) {
      return word.word();
    }
    if (value != null && (type.type().isRecord() || type.hasKinds())) {
      Map<String, Object> keys = written(value);
      Kind kind = value.getClass().getAnnotation(Kind.class);
      return kind != null && kind.bare() ? keys.get(type.bare().name()) : keys;
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }
}
