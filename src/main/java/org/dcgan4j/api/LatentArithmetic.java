package org.dcgan4j.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dcgan4j.analysis.LatentExpression;
import org.dcgan4j.analysis.LatentExpression.Item;
import org.dcgan4j.analysis.LatentExpression.Item.Named;
import org.dcgan4j.analysis.LatentExpression.Item.Seed;
import org.dcgan4j.analysis.LatentExpression.Term;
import org.dcgan4j.analysis.LatentSum;
import org.dcgan4j.analysis.LatentSum.Part;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.Panels;
import org.dcgan4j.image.Panels.Panel;
import org.dcgan4j.image.PictureFile;

/**
 * A sum of latents and classes, for {@link Generator#arithmetic}.
 *
 * @param expression as it was written
 * @param terms what each of its terms was
 * @param input the sum, as the generator takes it: the latent, and the classes behind it
 * @param classes of the sum in their order, with their weights, those that are not 0; empty where
 *     the generator is told none
 * @param shortened what the summed latent was multiplied by so that it is no longer than usual
 * @param variations the sum's picture in the middle of eight others with a little noise
 */
public record LatentArithmetic(
    String expression,
    List<Value> terms,
    float[] input,
    Map<String, Double> classes,
    double shortened,
    Images variations) {
  /** Variations in a row, and rows. */
  private static final int SIDE = 3;

  /** Parts of a mean that are drawn, the first. */
  private static final int SHOWN = 3;

  /** What sums of floats are off by, and no more. */
  private static final double LITTLE = 1e-6;

  /** Pixels of a letter in a title, about. */
  private static final int LETTER = 8;

  public LatentArithmetic {
    terms = List.copyOf(terms);
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /** The class of the sum; null where it is none, a mix of several, or one of another weight. */
  public String className() {
    return one(classes);
  }

  private static String one(Map<String, Double> classes) {
    boolean one = classes.size() == 1 && Math.abs(classes.values().iterator().next() - 1) < LITTLE;
    return one ? classes.keySet().iterator().next() : null;
  }

  /**
   * What the sum is of, in words: {@code class A}, {@code 1.00 A + 0.50 B}; empty without classes.
   */
  public String describe() {
    String mix =
        classes.entrySet().stream()
            .map(each -> Text.format("%.2f %s", each.getValue(), each.getKey()))
            .collect(Collectors.joining(" + "))
            .replace("+ -", "- ");
    return className() == null ? mix : "class " + className();
  }

  /**
   * What a term was.
   *
   * @param text with its sign: {@code - seed:9}
   * @param what in words: a class, a latent, a picture of class A
   * @param pictures of the first parts of a mean, and at last of the term
   */
  public record Value(String text, String what, Images pictures) {}

  /**
   * How a sum is drawn.
   *
   * @param noise the greatest number that is added to those of the latent for the variations, 0 to
   *     10
   * @param seed of the variations, and of the latent where the expression has none
   */
  public record Drawing(double noise, long seed) {
    /** As the paper has it. */
    public static final Drawing DEFAULT = new Drawing(0.25, 1);

    public Drawing {
      if (!(noise >= 0 && noise <= 10)) {
        throw InvalidInputException.of("--noise: given %s, legal is 0 to 10", noise);
      }
    }
  }

  static LatentArithmetic of(
      Generator generator, LatentExpression expression, Drawing drawing, Consumer<String> notes) {
    return new Calculation(generator, expression, drawing, notes).result();
  }

  /**
   * Writes a picture of all terms, those of a mean's first parts above it, and of the sum in the
   * middle of its variations.
   */
  public void write(Path png) throws IOException {
    List<Panel> panels = new ArrayList<>();
    for (Value term : terms) {
      panels.add(panel(title(term.text()), term.pictures(), 1));
    }
    String title = className() == null ? describe() : className();
    panels.add(panel(("= " + title).strip(), variations, SIDE));
    PictureFile.write(new Panels(List.of(panels)).draw(), png);
  }

  /** A term without the folders in which its files and folders lie. */
  static String title(String term) {
    return term.replaceAll("[^ ,('\"]*/(?=[^ ,)'\"/])", "");
  }

  private static Panel panel(String title, Images images, int columns) {
    ImageGrid grid =
        ImageGrid.of(images.shape(), images.count() / columns, columns).enlargedTo(ImageGrid.SEEN);
    BufferedImage drawn = grid.draw(images);
    int fits = Math.max(4, drawn.getWidth() / LETTER);
    String shown = title.length() <= fits ? title : title.substring(0, fits - 1) + "…";
    return new Panel(shown, drawn);
  }

  /** {@code terms} and {@code termKinds} are in the same order; {@code classes} has weights. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("expression", expression);
    ArrayNode texts = json.putArray("terms");
    terms.forEach(term -> texts.add(term.text()));
    ArrayNode kinds = json.putArray("termKinds");
    terms.forEach(term -> kinds.add(term.what()));
    if (className() != null) {
      json.put("class", className());
    }
    if (!classes.isEmpty()) {
      ObjectNode mix = json.putObject("classes");
      classes.forEach(mix::put);
    }
    json.put("shortened", shortened);
    ArrayNode latent = json.putArray("latent");
    IntStream.range(0, input.length).forEach(i -> latent.add(input[i]));
    return json;
  }

  /** Finds out what the terms are, and sums them. */
  private static final class Calculation {
    private final Generator generator;
    private final GeneratorConfig config;
    private final List<String> classes;
    private final LatentExpression expression;
    private final Drawing drawing;
    private final Consumer<String> notes;

    /** An item or a term: its input, and what it is. */
    private record Known(float[] input, String what, List<float[]> parts) {}

    Calculation(
        Generator generator, LatentExpression expression, Drawing drawing, Consumer<String> notes) {
      this.generator = generator;
      this.config = generator.run.config().generator();
      this.classes = generator.classes();
      this.expression = expression;
      this.drawing = drawing;
      this.notes = notes;
      generator.imageShape(); // refuses points
    }

    LatentArithmetic result() {
      expression.terms().forEach(term -> term.items().forEach(this::requireKnown));
      List<Known> known = expression.terms().stream().map(this::term).toList();
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        parts.add(new Part(expression.terms().get(i).sign(), known.get(i).input));
      }
      if (known.stream().noneMatch(k -> hasLatent(k.input))) {
        notes.accept("no term has a latent: it is that of seed:" + drawing.seed());
        parts.add(new Part(1, seed(drawing.seed())));
      }
      LatentSum sum = LatentSum.of(config, parts);
      if (!classes.isEmpty() && !hasClass(sum.input())) {
        throw new InvalidInputException(
            "\""
                + Text.escaped(expression.text())
                + "\": no class is left in the sum; add one of "
                + Text.listed(classes));
      }
      if (sum.bounded() > 0) {
        notes.accept(
            Text.format(
                "%d of the %d numbers of the summed latent are beyond what the run's are drawn"
                    + " from, and are moved to its end",
                sum.bounded(), config.latentSize()));
      }
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        Known k = known.get(i);
        values.add(new Value(expression.terms().get(i).signed(), k.what, pictures(k, sum.input())));
      }
      float[][] varied = sum.variations(config, SIDE * SIDE, drawing.noise(), drawing.seed());
      return new LatentArithmetic(
          expression.text(),
          values,
          sum.input(),
          classesOf(sum.input()),
          sum.shortened(),
          generator.images(varied));
    }

    /** Before anything is projected. */
    private void requireKnown(Item item) {
      if (item instanceof Named named
          && !classes.contains(named.name())
          && !Files.exists(Path.of(named.name()))) {
        String legal =
            classes.isEmpty()
                ? "no file; the run was told no classes, so a name is a file or folder of pictures"
                : "neither a file nor one of the classes " + Text.listed(classes);
        if (named.name().matches(".*[+-].*")) {
          legal += "; a sign that adds or subtracts has spaces around it";
        }
        throw LatentExpression.refusal(
            expression.text(), named.position(), "\"" + named.name() + "\" is " + legal);
      }
    }

    private Known term(Term term) {
      List<Known> items = term.items().stream().map(this::item).toList();
      if (items.size() == 1) {
        return items.get(0);
      }
      List<float[]> inputs = items.stream().map(Known::input).toList();
      if (inputs.stream().map(this::hasLatent).distinct().count() > 1) {
        throw InvalidInputException.of(
            "\"%s\": %s has classes beside what has latents; legal are means of one of both",
            Text.escaped(expression.text()), Text.escaped(term.text()));
      }
      String what =
          "mean of "
              + items.size()
              + ": "
              + String.join("; ", items.stream().map(Known::what).toList());
      return new Known(LatentSum.mean(inputs), what, inputs);
    }

    private Known item(Item item) {
      if (item instanceof Seed seed) {
        return new Known(seed(seed.seed()), "latent", List.of());
      }
      String name = ((Named) item).name();
      int index = classes.indexOf(name);
      if (index >= 0) {
        float[] input = new float[config.inputSize()];
        input[config.latentSize() + index] = 1;
        return new Known(input, "class", List.of());
      }
      Projections found = generator.project(List.of(Path.of(name)), Options.DEFAULT, notes);
      List<float[]> inputs = found.all().stream().map(Projections.Projection::input).toList();
      float[] mean = LatentSum.mean(inputs);
      String one = one(classesOf(mean));
      String told = one == null ? "" : " of class " + one;
      String what =
          inputs.size() == 1
              ? Text.format("picture%s, distance %.4f", told, found.meanDistance())
              : Text.format(
                  "mean of %,d pictures%s, mean distance %.4f",
                  inputs.size(), told, found.meanDistance());
      return new Known(mean, what, inputs.size() == 1 ? List.of() : inputs);
    }

    /** The latent of a seed, without its class. */
    private float[] seed(long seed) {
      float[] input = generator.latents(seed).next(1);
      Arrays.fill(input, config.latentSize(), input.length, 0);
      return input;
    }

    private Images pictures(Known term, float[] sum) {
      List<float[]> shown = new ArrayList<>();
      term.parts.stream().limit(SHOWN).forEach(part -> shown.add(completed(part, sum)));
      shown.add(completed(term.input, sum));
      return generator.images(shown.toArray(float[][]::new));
    }

    /** A class is drawn with the sum's latent, and a latent with its class. */
    private float[] completed(float[] part, float[] sum) {
      float[] whole = part.clone();
      if (!hasLatent(part)) {
        System.arraycopy(sum, 0, whole, 0, config.latentSize());
      }
      if (!hasClass(part)) {
        int from = config.latentSize();
        System.arraycopy(sum, from, whole, from, whole.length - from);
      }
      return whole;
    }

    private boolean hasLatent(float[] input) {
      return any(input, 0, config.latentSize());
    }

    private boolean hasClass(float[] input) {
      return any(input, config.latentSize(), input.length);
    }

    private static boolean any(float[] input, int from, int to) {
      return IntStream.range(from, to).anyMatch(i -> Math.abs(input[i]) > LITTLE);
    }

    /** The classes that an input has, with their weights. */
    private Map<String, Double> classesOf(float[] input) {
      Map<String, Double> those = new LinkedHashMap<>();
      for (int c = 0; c < classes.size(); c++) {
        float weight = input[config.latentSize() + c];
        if (Math.abs(weight) > LITTLE) {
          those.put(classes.get(c), (double) weight);
        }
      }
      return those;
    }
  }
}
