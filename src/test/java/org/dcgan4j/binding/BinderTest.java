package org.dcgan4j.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Kind;
import org.dcgan4j.binding.FieldType.Nullable;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.InvalidInputException.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of groups, groups of a kind, values that need not be given. */
class BinderTest {
  record House(Rate rate, List<Room> rooms, @Nullable Rate second) {}

  record Room(String name, @Range(from = 0, to = 9) int chairs, @Default("0.5") Rate heat) {}

  sealed interface Rate {
    @Kind(value = "constant", bare = true)
    record Constant(@Range(from = 0, to = 10) double value) implements Rate {}

    @Kind("linear")
    record Linear(double from, @Default("0") double to) implements Rate {}

    @Kind("steps")
    record Steps(double from, long every) implements Rate {}
  }

  private static final String BASE =
      """
      rate: {kind: linear, from: 3, to: 1}
      rooms: []
      """;

  @Test
  void listOfGroups_shouldBeBoundElementByElement() {
    House house = bind(BASE, "rooms:\n- {name: hall, chairs: 2}\n- name: attic\n  chairs: 0\n");

    assertThat(house.rooms())
        .containsExactly(
            new Room("hall", 2, new Rate.Constant(0.5)),
            new Room("attic", 0, new Rate.Constant(0.5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate: 0.25", "rate: {kind: constant, value: 0.25}"})
  void bareKind_shouldBeWrittenAlone(String text) {
    House house = bind(BASE, text);

    assertThat(house.rate()).isEqualTo(new Rate.Constant(0.25));
    assertThat(Records.written(house)).containsEntry("rate", 0.25);
  }

  @Test
  void otherKind_shouldTakeOverWhatItHasToo_andLetTheRestGo() {
    assertThat(bind(BASE, "rate: {kind: steps, every: 5}").rate()).isEqualTo(new Rate.Steps(3, 5));
    assertThat(bind(BASE, "rate: {to: 2}").rate()).isEqualTo(new Rate.Linear(3, 2));
    assertThat(bind("rate: 1\nrooms: []\n", "rate: {kind: linear, from: 2}").rate())
        .isEqualTo(new Rate.Linear(2, 0));
  }

  @Test
  void everyValue_shouldBeReadBackEqual() throws Exception {
    House house =
        new House(
            new Rate.Steps(1e-9, 1L << 60),
            List.of(
                new Room("a", 1, new Rate.Linear(1, 2)), new Room("b", 2, new Rate.Constant(7))),
            null);

    String text = new JsonMapper().writeValueAsString(Records.written(house));

    assertThat(bind("", text)).isEqualTo(house);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate: {kind: linaer, from: 1} | f, line 1, column 8: rate.kind: given "linaer", legal is "constant" or "linear" or "steps"; did you mean "linear"?
          rate: {kind: linear, every: 1} | f, line 1, column 22: rate.every: not a key of linear, legal are from, to
          rate: {kind: steps, form: 1, every: 2} | f, line 1, column 21: unknown key "rate.form"; did you mean "rate.from"?
          rate: fast | f, line 1, column 1: rate: given "fast", legal is a number from 0 to 10
          rate: 11 | f, line 1, column 1: rate: given 11, legal is a number from 0 to 10
          rate: [1] | f, line 1, column 1: rate: given a list, legal is a number from 0 to 10 or a group of keys with the kind "constant" or "linear" or "steps"
          rooms: [{name: a, chairs: 10}] | f, line 1, column 19: rooms[0].chairs: given 10, legal is a whole number from 0 to 9
          rooms: [{name: a, chairs: 1, nmae: b}] | f, line 1, column 30: unknown key "rooms[0].nmae"; did you mean "rooms[].name"?
          rooms: [hall] | f, line 1, column 9: rooms[0]: given a value, legal is a group of keys such as rooms[].name
          rooms: [{name: a, chairs: 1, chairs: 2}] | f, line 1, column 30: "rooms.chairs" is given twice
          second: {to: 1} | f, line 1, column 1: second.kind: given nothing, legal is "constant" or "linear" or "steps"
          """)
  void problem_shouldBeNamedWithItsPlace(String text, String problem) {
    assertThat(problemsOf(text)).isEqualTo(problem);
  }

  @Test
  void problems_shouldBeReportedTogether() {
    assertThat(problemsOf("rooms:\n- name: a\n- {chairs: x, name: b}\n").lines())
        .containsExactly(
            "rooms[0].chairs: given nothing, legal is a whole number from 0 to 9",
            "f, line 3, column 4: rooms[1].chairs: given \"x\", legal is a whole number from 0 to 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{name: a, chairs: 1}]",
        "[{\"name\":\"a\",\"chairs\":1}]",
        "{name: a, chairs: 1}"
      })
  void listInOneText_shouldBeReadInYamlsShortForm(String text) {
    assertThat(bind(BASE, "rooms: '" + text + "'").rooms())
        .containsExactly(new Room("a", 1, new Rate.Constant(0.5)));
  }

  @Test
  void change_shouldLeaveAllElseAsItWas() {
    House house = bind(BASE, "");

    House changed = Records.with(house, Map.of("rate.to", 5.0, "rooms", List.of()));

    assertThat(changed.rate()).isEqualTo(new Rate.Linear(3, 5));
    assertThat(house.rate()).isEqualTo(new Rate.Linear(3, 1));
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class, () -> Records.with(house, Map.of("rate.too", 1.0))))
        .hasMessageContaining("too");
  }

  @Test
  void index_shouldHoldTheKeysOfAllKindsAndOfListElements() {
    assertThat(new LinkedHashMap<>(new KeyIndex(House.class).all()).keySet())
        .startsWith("rate", "rate.kind", "rate.value", "rate.from", "rate.to", "rate.every")
        .contains("rooms", "rooms[].name", "rooms[].heat", "rooms[].heat.kind");
  }

  private static House bind(String base, String text) {
    Problems problems = new Problems();
    House house = bind(base, text, problems);
    problems.throwIfAny();
    return house;
  }

  private static String problemsOf(String text) {
    Problems problems = new Problems();
    bind(BASE, text, problems);
    InvalidInputException refusal =
        catchThrowableOfType(InvalidInputException.class, problems::throwIfAny);
    return refusal == null ? "accepted" : refusal.getMessage();
  }

  private static House bind(String base, String text, Problems problems) {
    Node tree = Document.group(new YAMLFactory(), base, "base", problems);
    tree.merge(Document.group(new YAMLFactory(), text, "f", problems));
    return new Binder(new KeyIndex(House.class), problems).bind(House.class, tree);
  }
}
