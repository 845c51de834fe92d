package org.dcgan4j.binding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dcgan4j.binding.InvalidInputException.Problems;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one JSON or YAML document into a tree. A dotted key stands for groups.
 *
 * <p>Everything by which a document can grow beyond its file or name a Java type is refused:
 * anchors, aliases, tags on values and deep nesting.
 */
public final class Document {
  private static final int LARGEST = 1 << 20;

  /** Where a parser's message turns to the parser's settings, classes and objects. */
  private static final Pattern NOT_FOR_USERS =
      Pattern.compile("( \\([^()]*| at |: enable )?(`|\\[Source).*|, got this instead: .*");

  private final JsonParser parser;
  private final String name;
  private final Problems problems;

  private Document(JsonParser parser, String name, Problems problems) {
    this.parser = parser;
    this.name = name;
    this.problems = problems;
  }

  /**
   * The group that a file holds: JSON when its name ends in {@code .json}, else YAML.
   *
   * @param problems takes the keys that are given twice
   * @throws InvalidInputException when the file cannot be read at all
   */
  public static Node read(Path file, Problems problems) {
    String text = text(file);
    boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    if (text.isBlank()) {
      String legal = json ? "one JSON object" : "a group of keys in YAML";
      throw new InvalidInputException(file + ": empty, legal is " + legal);
    }
    return group(json ? new JsonFactory() : new YAMLFactory(), text, file.toString(), problems);
  }

  /** The group that a text holds. */
  public static Node group(JsonFactory format, String text, String name, Problems problems) {
    Node node = parse(format, text, name, problems, true);
    return node.value() == null ? Node.group() : node;
  }

  /** One value in YAML's short form, {@code [a, b]} or {@code {a: 1}}, of which JSON is a part. */
  public static Node value(String text, Problems problems) {
    return parse(new YAMLFactory(), text, "", problems, false);
  }

  private static Node parse(
      JsonFactory format, String text, String name, Problems problems, boolean group) {
    try (JsonParser parser = format.createParser(text)) {
      try {
        return new Document(parser, name, problems).root(group);
      } catch (JsonProcessingException e) {
        JsonLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        throw new InvalidInputException(
            place(name, where) + "not " + format.getFormatName() + ": " + reason(e), e);
      }
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read", e);
    }
  }

  private Node root(boolean group) throws IOException {
    JsonToken first = next();
    if (first == null) {
      return new Node(null, "");
    }
    // In YAML, a document that is null is one where nothing is written, or all is commented out.
    boolean empty = first == JsonToken.VALUE_NULL;
    boolean legal = first == JsonToken.START_OBJECT || empty && parser instanceof YAMLParser;
    if (group && !legal) {
      String shape = empty ? "null" : first == JsonToken.START_ARRAY ? "a list" : "a single value";
      throw refusal("given " + shape + ", legal is a group of keys");
    }
    Node node = value(first, "", place(), 1);
    if (next() != null) {
      throw refusal("given a second document, legal is one");
    }
    return node;
  }

  private Node value(JsonToken token, String key, String place, int depth) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      return new Node(group(key, depth).value(), place);
    }
    if (token == JsonToken.START_ARRAY) {
      return new Node(items(key, depth), place);
    }
    return new Node(token == JsonToken.VALUE_NULL ? null : parser.getText(), place);
  }

  private Node group(String prefix, int depth) throws IOException {
    if (depth > Node.DEEPEST) {
      throw refusal("nested deeper than " + Node.DEEPEST + " groups");
    }
    Node group = Node.group();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.getText();
      String key = prefix + name;
      String place = place();
      Node node = value(next(), key + ".", place, depth + 1);
      put(group, name, node, key);
    }
    return group;
  }

  private void put(Node group, String name, Node node, String key) {
    Node before = group.get(name);
    if (before != null && before.isGroup() && node.isGroup()) {
      node.keys().forEach((inner, value) -> put(before, inner, value, key + "." + inner));
    } else if (!group.put(name, node)) {
      problems.add(() -> node.place() + Text.quoted(key) + " is given twice");
    }
  }

  private List<Node> items(String key, int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      if (token == JsonToken.START_ARRAY) {
        throw refusal("given a list inside a list, legal are single values");
      }
      items.add(value(token, key, place(), depth));
    }
    return items;
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    if (alias || parser.getObjectId() != null) {
      throw refusal("YAML anchors and aliases are not read");
    }
    if (parser.getTypeId() != null) {
      throw refusal("YAML tags are not read");
    }
    return token;
  }

  private InvalidInputException refusal(String problem) {
    return new InvalidInputException(place() + problem);
  }

  private String place() {
    return place(name, parser.currentTokenLocation());
  }

  /** The beginning of a message about a place in a file; lines and columns count from 1. */
  private static String place(String name, JsonLocation where) {
    return name.isEmpty()
        ? ""
        : name + ", line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
  }

  /** The parser's own words, as far as they speak to the user and not to a programmer. */
  private static String reason(JsonProcessingException e) {
    String message =
        e.getCause() instanceof MarkedYAMLException yaml
            ? yaml.getProblem()
            : e.getOriginalMessage();
    String line = message.lines().findFirst().orElse("no reason known");
    return NOT_FOR_USERS.matcher(line).replaceFirst("").replaceAll("\\p{Cntrl}", "?");
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": not a file, legal is a JSON or YAML file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw InvalidInputException.of(
            "%s: more than %d bytes, legal is at most that", file, LARGEST);
      }
      return Text.utf8(bytes, file);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read", e);
    }
  }
}
