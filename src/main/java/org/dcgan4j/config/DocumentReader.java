package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Problems;
import org.dcgan4j.binding.Quoted;

/**
 * Flattens one JSON or YAML document into dotted keys with their texts.
 *
 * <p>Only groups, lists of single values and single values are read. Everything by which a document
 * can grow beyond its file or name a Java type is refused: anchors, aliases, tags on values and
 * deep nesting.
 */
final class DocumentReader {
  private static final int DEEPEST = 8;

  private final JsonParser parser;
  private final String name;
  private final Problems problems;
  private final Map<String, Given> values = new LinkedHashMap<>();

  /**
   * @param name the file's name for messages
   * @param problems takes the keys that are given twice
   */
  DocumentReader(JsonParser parser, String name, Problems problems) {
    this.parser = parser;
    this.name = name;
    this.problems = problems;
  }

  /**
   * @throws InvalidInputException when the document has no readable structure
   * @throws IOException from the parser
   */
  Map<String, Given> read() throws IOException {
    JsonToken first = next();
    if (first == JsonToken.START_OBJECT) {
      group("", 1);
      if (next() != null) {
        throw refusal("given a second document, legal is one");
      }
    } else if (first != null && first != JsonToken.VALUE_NULL) {
      throw refusal("given " + kind(first) + ", legal is a group of keys");
    }
    return values;
  }

  private void group(String prefix, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw refusal("nested deeper than " + DEEPEST + " groups");
    }
    while (next() != JsonToken.END_OBJECT) {
      String key = prefix + parser.getText();
      String place = place();
      JsonToken token = next();
      if (token == JsonToken.START_OBJECT) {
        group(key + ".", depth + 1);
      } else if (token == JsonToken.START_ARRAY) {
        put(key, new Given(null, items(), place));
      } else {
        put(key, new Given(text(token), null, place));
      }
    }
  }

  private List<String> items() throws IOException {
    List<String> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      if (token.isStructStart()) {
        throw refusal("given " + kind(token) + " inside a list, legal are single values");
      }
      items.add(text(token));
    }
    return items;
  }

  private String text(JsonToken token) throws IOException {
    return token == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  private void put(String key, Given given) {
    if (values.putIfAbsent(key, given) != null) {
      problems.add(() -> given.place() + Quoted.text(key) + " is given twice");
    }
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

  private static String kind(JsonToken token) {
    return token == JsonToken.START_OBJECT
        ? "a group"
        : token == JsonToken.START_ARRAY ? "a list" : "a single value";
  }

  private String place() {
    JsonLocation location = parser.currentTokenLocation();
    return ConfigFile.place(name, location);
  }

  private InvalidInputException refusal(String problem) {
    return new InvalidInputException(place() + problem);
  }
}
