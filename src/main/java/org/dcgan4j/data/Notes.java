package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.Text;

/** What reading passed over or changed: counted by kind, with the first of each kind. */
final class Notes {
  private final Map<String, String> first = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();

  /** {@code what} goes on after the count: {@code of its entries are devices}. */
  void add(String what, String name) {
    first.putIfAbsent(what, name);
    counts.merge(what, 1, Integer::sum);
  }

  /** Adds a whole line. */
  void say(String format, Object... values) {
    said.add(Text.format(format, values));
  }

  /** Forgets all. */
  void clear() {
    first.clear();
    counts.clear();
    said.clear();
  }

  /** A line for each kind: {@code 3 of 24 pictures are … (the first: A/x.png)}. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(said);
    counts.forEach(
        (what, count) ->
            lines.add(Text.format("%,d %s (the first: %s)", count, what, first.get(what))));
    lines.replaceAll(Text::escaped);
    return lines;
  }
}
