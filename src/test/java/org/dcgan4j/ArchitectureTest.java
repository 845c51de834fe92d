package org.dcgan4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may enter which room. A room that is not in the table fails the build: add it with a reason.
 */
class ArchitectureTest {
  private static final String HOUSE = "org.dcgan4j.";

  /**
   * Who enters whom; all may enter {@code binding}, and all but the foundations {@code layer},
   * {@code config} and {@code io}.
   */
  private static final Map<String, Set<String>> ENTERS =
      Map.ofEntries(
          Map.entry("binding", Set.of()),
          // Names layers, and what may be chosen of what computes.
          Map.entry("config", Set.of("layer", "compute")),
          Map.entry("io", Set.of()),
          // Looks at the machine before anything else is loaded.
          Map.entry("host", Set.of()),
          Map.entry("data", Set.of()),
          // What the layers compute with; knows ND4J and DL4J alone.
          Map.entry("compute", Set.of()),
          // A part of the configuration: each kind knows its text, its networks and its file of
          // ONNX.
          Map.entry("layer", Set.of("compute", "io")),
          // A generator's pictures have a shape.
          Map.entry("model", Set.of("data", "compute")),
          // What the command line and the cluster's share; knows how a training fails, and what of
          // a
          // run is not to be replaced.
          Map.entry("commandline", Set.of("training", "run")),
          // Pictures, measures, checkpoints and reports attach as listeners.
          Map.entry("training", Set.of("data", "model", "compute")),
          // Draws pictures that have a shape, and numbers.
          Map.entry("image", Set.of("data")),
          // Features of images, and a listener.
          Map.entry("metrics", Set.of("data", "model", "training", "compute")),
          // What is done with trained networks besides drawing, judged by measures, shown as
          // pictures.
          Map.entry("analysis", Set.of("data", "model", "image", "metrics")),
          // A listener of training.
          Map.entry("checkpoint", Set.of("model", "training")),
          // Times them.
          Map.entry("bench", Set.of("data", "model", "training", "compute")),
          // The generator in other formats, and samples as data sets.
          Map.entry("export", Set.of("data", "model")),
          // Its listeners draw pictures and write figures, the measures among them.
          Map.entry("run", Set.of("data", "model", "image", "training", "metrics", "checkpoint")),
          // Shows what the run folder holds, keeps up with a training, and finds the nearest data.
          Map.entry("report", Set.of("data", "image", "metrics", "run", "training")),
          // A training with all its listeners, for commands and library alike.
          Map.entry(
              "job",
              Set.of(
                  "compute",
                  "data",
                  "model",
                  "training",
                  "image",
                  "metrics",
                  "checkpoint",
                  "run",
                  "report",
                  "export")),
          // The library's front door.
          Map.entry(
              "api",
              Set.of(
                  "analysis",
                  "checkpoint",
                  "data",
                  "export",
                  "host",
                  "image",
                  "job",
                  "layer",
                  "metrics",
                  "model",
                  "report",
                  "run",
                  "training")),
          // Training, sampling and evaluating on Spark.
          Map.entry(
              "cluster",
              Set.of(
                  "data",
                  "model",
                  "training",
                  "run",
                  "metrics",
                  "job",
                  "export",
                  "api",
                  "commandline")));

  private static final Set<String> FOUNDATIONS = Set.of("binding", "layer", "config", "io");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.dcgan4j");

  @Test
  void everyClass_shouldBeInAKnownRoom() {
    assertThat(CLASSES)
        .extracting(ArchitectureTest::room)
        .containsAll(Set.of("config", "data", "model", "training", "checkpoint"))
        .allMatch(room -> room.equals("cli") || ENTERS.containsKey(room));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void room_shouldOnlyEnterTheRoomsItMay(String room) {
    noClasses()
        .that()
        .resideInAPackage(HOUSE + room + "..")
        .should()
        .dependOnClassesThat(areClosedTo(room))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void rooms_shouldHaveNoCycles() {
    // data and data.letters are one room: each uses the other's half of the PNG folders.
    slices().matching(HOUSE + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** What computes knows ND4J and DL4J alone, and how a bad choice is refused. */
  @Test
  void layers_shouldKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage(HOUSE + "compute..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.dcgan4j..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(HOUSE + "compute..", HOUSE + "binding.."))))
        .check(CLASSES);
  }

  /** Raw memory: layers reach floats in place. */
  @Test
  void rawMemory_shouldStayWithTheLayers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(HOUSE + "compute..")
        .and()
        // The doctor reports JavaCPP's memory limits, which ND4J does not.
        .doNotHaveFullyQualifiedName(HOUSE + "cli.MachineCommands$Doctor")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "sun..", "jdk.internal.."))
        .check(CLASSES);
  }

  @Test
  void standardOutput_shouldBelongToTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HOUSE + "cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** In half of the world's locales their digits are not 0 to 9, or their i has no dot. */
  @Test
  void text_shouldNotDependOnTheLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .check(CLASSES);
  }

  /** Some Javas refuse a folder that is a link: {@code AtomicFile.makeFolders} does not. */
  @Test
  void folders_shouldBeMadeInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(HOUSE + "io.AtomicFile")
        .should()
        .callMethod(Files.class, "createDirectories", Path.class, FileAttribute[].class)
        .check(CLASSES);
  }

  static Stream<String> rooms() {
    return ENTERS.keySet().stream().sorted();
  }

  private static DescribedPredicate<JavaClass> areClosedTo(String room) {
    return DescribedPredicate.describe(
        "are in a room closed to " + room,
        target ->
            target.getPackageName().startsWith(HOUSE)
                && !room(target).equals(room)
                && !ENTERS.get(room).contains(room(target))
                && !room(target).equals("binding")
                && (FOUNDATIONS.contains(room) || !FOUNDATIONS.contains(room(target))));
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(HOUSE.length()).split("\\.", 2)[0];
  }
}
