package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code scripts/kubernetes} against the classes made from Kubernetes' API schema. */
class KubernetesJobsTest {
  private static final Path FOLDER = Path.of("scripts", "kubernetes");

  @ParameterizedTest
  @ValueSource(strings = {"train-job.yaml", "sweep-job.yaml"})
  void file_shouldFollowTheSchema(String name) throws IOException {
    List<JsonNode> documents = documents(Files.readString(FOLDER.resolve(name)));

    assertThat(documents)
        .extracting(document -> document.path("kind").asText())
        .containsExactly("PersistentVolumeClaim", "Job");
    for (JsonNode document : documents) {
      validate(document);
    }
    String claim = documents.get(0).at("/metadata/name").asText();
    String pointer = "/spec/template/spec/volumes/0/persistentVolumeClaim/claimName";
    assertThat(documents.get(1).at(pointer).asText()).isEqualTo(claim);
  }

  @Test
  void misspeltKey_shouldNotFollowTheSchema() throws IOException {
    String yaml =
        Files.readString(FOLDER.resolve("sweep-job.yaml")).replace("completionMode:", "complete:");

    assertThatThrownBy(() -> validate(documents(yaml).get(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("complete");
  }

  private static void validate(JsonNode document) throws IOException {
    JsonElement json = JsonParser.parseString(document.toString());
    if (document.path("kind").asText().equals("Job")) {
      V1Job.validateJsonElement(json);
    } else {
      V1PersistentVolumeClaim.validateJsonElement(json);
    }
  }

  private static List<JsonNode> documents(String yaml) throws IOException {
    ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
    try (MappingIterator<JsonNode> documents = mapper.readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll();
    }
  }
}
