package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Problems;

/** Reads a configuration file: JSON when its name ends in {@code .json}, else YAML. */
final class ConfigFile {
  private static final int LARGEST = 1 << 20;

  /** Where a parser's message turns to the parser's settings, classes and objects. */
  private static final Pattern NOT_FOR_USERS =
      Pattern.compile("( \\([^()]*| at |: enable )?(`|\\[Source).*|, got this instead: .*");

  private ConfigFile() {}

  /**
   * The file's dotted keys.
   *
   * @param problems takes the keys that are given twice
   * @throws InvalidInputException when the file cannot be read at all
   */
  static Map<String, Given> read(Path file, Problems problems) {
    String text = text(file);
    boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    if (json && text.isBlank()) {
      throw new InvalidInputException(file + ": empty, legal is one JSON object");
    }
    return parse(json ? new JsonFactory() : new YAMLFactory(), text, file.toString(), problems);
  }

  static Map<String, Given> parse(JsonFactory format, String text, String name, Problems problems) {
    try (JsonParser parser = format.createParser(text)) {
      return read(parser, format.getFormatName(), name, problems);
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read", e);
    }
  }

  private static Map<String, Given> read(
      JsonParser parser, String format, String name, Problems problems) throws IOException {
    try {
      return new DocumentReader(parser, name, problems).read();
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw new InvalidInputException(place(name, where) + "not " + format + ": " + reason(e), e);
    }
  }

  /** The beginning of a message about a place in a file; lines and columns count from 1. */
  static String place(String name, JsonLocation where) {
    return name + ", line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
  }

  /** The parser's own words, as far as they speak to the user and not to a programmer. */
  private static String reason(JsonProcessingException e) {
    if (e.getCause() instanceof org.yaml.snakeyaml.error.MarkedYAMLException yaml) {
      return oneLine(yaml.getProblem());
    }
    return oneLine(e.getOriginalMessage());
  }

  private static String oneLine(String message) {
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
        throw new InvalidInputException(
            file + ": more than " + LARGEST + " bytes, legal is at most that");
      }
      return decode(bytes, file);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read", e);
    }
  }

  private static String decode(byte[] bytes, Path file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      throw new InvalidInputException(file + ": not UTF-8 text at byte " + in.position());
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
