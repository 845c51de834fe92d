package org.dcgan4j.data.letters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a folder of rendered letters was made from. Lies beside the class folders as {@code
 * letters.json}, which also says that the folder is ours. With the fonts on the class path, two
 * equal ones mean equal pixels.
 *
 * @param madeBy always {@value #MADE_BY}
 * @param rendererVersion see {@link LetterRenderer#VERSION}
 * @param count how many letters
 * @param faces how many faces they were drawn from
 * @param fonts the CRC-32 of where the faces come from and of their names in order
 */
record LetterManifest(
    @JsonProperty(required = true) String madeBy,
    @JsonProperty(required = true) int rendererVersion,
    @JsonProperty(required = true) int count,
    @JsonProperty(required = true) long seed,
    @JsonProperty(required = true) int faces,
    @JsonProperty(required = true) long fonts) {

  static final String FILE = "letters.json";
  private static final String MADE_BY = "dcgan4j";
  private static final int MOST_BYTES = 4096;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  LetterManifest {
    if (!MADE_BY.equals(madeBy)) {
      throw new IllegalArgumentException("made by " + madeBy);
    }
  }

  static LetterManifest of(String origin, List<String> faceNames, int count, long seed) {
    CRC32 sum = new CRC32();
    sum.update((origin + "\n" + String.join("\n", faceNames)).getBytes(StandardCharsets.UTF_8));
    return new LetterManifest(
        MADE_BY, LetterRenderer.VERSION, count, seed, faceNames.size(), sum.getValue());
  }

  /** The manifest in a folder; empty when there is none or it is not ours. */
  static Optional<LetterManifest> in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(JSON.readValue(in.readNBytes(MOST_BYTES), LetterManifest.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }
}
