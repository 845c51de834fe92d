package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcgan4j.config.Refusals.messageOf;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.binding.FieldType.Nullable;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config.CheckpointConfig;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.dcgan4j.config.GeneratorConfig.AverageConfig;
import org.dcgan4j.config.GeneratorConfig.InitKind;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;
import org.dcgan4j.layer.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every component that declares a range is checked by its record's constructor. */
class RecordRangesTest {

  static Stream<Arguments> components() {
    Stream<Object> configurations = groups(ConfigReader.preset(ConfigReader.defaultPreset()));
    Stream<Object> layers =
        Stream.of("dense 1", "reshape 1x1x1", "conv 65536 k1 s1 p0", "deconv 1 k1 s1 p0", "tanh")
            .map(LayerSpec::parse);
    Stream<Object> numbers =
        Stream.of("leaky-relu 0.1", "dropout 0.1", "scale 2").map(LayerSpec::parse);
    return Stream.of(configurations, layers, numbers)
        .flatMap(owners -> owners)
        .flatMap(
            owner ->
                Arrays.stream(owner.getClass().getRecordComponents())
                    .map(component -> Arguments.of(owner, component)));
  }

  private static Stream<Object> groups(Object owner) {
    Stream<Object> inner =
        Arrays.stream(owner.getClass().getRecordComponents())
            .map(component -> Records.value(component, owner))
            .filter(Record.class::isInstance)
            .flatMap(RecordRangesTest::groups);
    return Stream.concat(Stream.of(owner), inner);
  }

  @ParameterizedTest
  @MethodSource("components")
  void constructor_shouldRefuseWhatIsOutsideTheDeclaredRange(
      Object owner, RecordComponent component) {
    for (Object bad : illegal(component)) {
      assertThat(messageOf(() -> with(owner, component, bad)))
          .as("%s of %s", bad, component)
          .startsWith(component.getName() + ": given ")
          .contains(", legal is ");
    }
  }

  static Stream<Arguments> numbers() {
    return components()
        .filter(
            arguments -> {
              RecordComponent component = (RecordComponent) arguments.get()[1];
              return component.isAnnotationPresent(Range.class)
                  && component.getType() != List.class;
            });
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void constructor_shouldAcceptTheEndsOfTheRangeThatAreIncluded(
      Object owner, RecordComponent component) {
    Range range = component.getAnnotation(Range.class);
    // 0 steps are legal only beside another limit, which has a test of its own.
    if (range.fromIncluded() && !component.getName().equals("steps")) {
      assertThat(messageOf(() -> with(owner, component, number(component, range.from()))))
          .isEqualTo("accepted");
    }
    if (range.toIncluded()) {
      assertThat(messageOf(() -> with(owner, component, number(component, range.to()))))
          .isEqualTo("accepted");
    }
  }

  @Test
  void record_shouldReportAllItsProblems() {
    assertThat(messageOf(() -> new CheckpointConfig(-1, 0, 0)))
        .isEqualTo(
            "every: given -1, legal is a whole number from 0 to 1000000000\n"
                + "keep: given 0, legal is a whole number from 1 to 1000");
  }

  @Test
  void discriminator_shouldEndWithOneLogit() {
    List<LayerSpec> layers = List.of(LayerSpec.parse("dense 1"), LayerSpec.parse("sigmoid"));
    DiscriminatorConfig preset = ConfigReader.preset(ConfigReader.defaultPreset()).discriminator();
    assertThat(
            messageOf(
                () ->
                    new DiscriminatorConfig(
                        layers,
                        OutputKind.LOGIT,
                        1,
                        InitKind.NORMAL,
                        1,
                        0,
                        preset.optimizer(),
                        false,
                        false,
                        false,
                        preset.penalties(),
                        0)))
        .isEqualTo(
            "layers: the last is \"sigmoid\", legal is \"dense 1\" (the sigmoid is in the loss)");
  }

  @Test
  void layers_shouldNotChangeAfterwards() {
    List<LayerSpec> layers = new ArrayList<>(List.of(LayerSpec.parse("dense 1")));
    OptimizerConfig adam =
        ConfigReader.preset(ConfigReader.defaultPreset()).generator().optimizer();
    AverageConfig none = new AverageConfig(Schedule.of(0), 0);
    GeneratorConfig generator =
        new GeneratorConfig(
            1,
            LatentDistribution.NORMAL,
            null,
            1,
            layers,
            InitKind.NORMAL,
            1,
            0,
            0,
            false,
            adam,
            none);
    layers.clear();
    assertThat(generator.layers()).hasSize(1);
  }

  private static List<Object> illegal(RecordComponent component) {
    List<Object> values = new ArrayList<>();
    Class<?> type = component.getType();
    if (!type.isPrimitive() && !component.isAnnotationPresent(Nullable.class)) {
      values.add(null);
    }
    Range range = component.getAnnotation(Range.class);
    if (type == List.class) {
      if (range.from() > 0) {
        values.add(List.of());
      }
      values.add(Collections.nCopies((int) range.to() + 1, LayerSpec.parse("dense 1")));
    } else if (type == Schedule.class) {
      if (!range.fromIncluded()) {
        values.add(Schedule.of(range.from()));
      }
      if (range.to() < 1e12) {
        values.add(Schedule.of(range.to() + 1e-3));
      }
    } else if (range != null) {
      boolean whole = type != double.class;
      values.add(
          number(
              component, range.fromIncluded() ? range.from() - (whole ? 1 : 1e-9) : range.from()));
      values.add(
          number(component, range.toIncluded() ? above(range.to(), whole ? 1 : 1e-3) : range.to()));
    }
    if (type == double.class) {
      values.add(Double.NaN);
    }
    return values;
  }

  /** By so much, or by as much as makes a difference. */
  private static double above(double number, double difference) {
    return Math.max(number + difference, Math.nextUp(number));
  }

  private static Object number(RecordComponent component, double value) {
    Class<?> type = component.getType();
    if (type == Schedule.class) {
      return Schedule.of(value);
    }
    return type == int.class
        ? (Object) (int) value
        : type == long.class ? (Object) (long) value : value;
  }

  private static Object with(Object owner, RecordComponent changed, Object value) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : owner.getClass().getRecordComponents()) {
      boolean isChanged = component.getName().equals(changed.getName());
      values.add(isChanged ? value : Records.value(component, owner));
    }
    return Records.construct(owner.getClass(), values);
  }
}
