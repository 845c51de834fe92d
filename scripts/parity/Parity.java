import static org.bytedeco.pytorch.global.torch.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.*;

/**
 * A DCGAN's training steps in PyTorch, from the weights, latents, labels and images of a file that
 * PyTorchParityTest wrote, and how far they are from what the file says of the same steps: one line
 * with the largest difference of a loss, the largest of a gradient in the first step, relative to
 * the largest number of its array, and the largest of a pixel.
 *
 * <p>It is written to docs/training-options.md, which is PyTorch's own way but for one thing: Adam's
 * epsilon is added before the second moment's bias is corrected, see {@link #rate}.
 */
public class Parity {
  private static final Pattern METADATA = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");
  private static final Pattern ARRAY =
      Pattern.compile("\"([\\w.]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([\\d,]*)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]");

  private static final Map<String, String> words = new HashMap<>();
  private static final Map<String, Tensor> arrays = new HashMap<>();

  /** The format safetensors: the length of a JSON header, that, and the numbers. */
  private static void read(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) all.getLong()];
    all.get(header);
    String text = new String(header, StandardCharsets.UTF_8);
    for (Matcher m = METADATA.matcher(text); m.find(); ) {
      words.put(m.group(1), m.group(2));
    }
    int start = all.position();
    for (Matcher m = ARRAY.matcher(text); m.find(); ) {
      int from = Integer.parseInt(m.group(3));
      float[] values = new float[(Integer.parseInt(m.group(4)) - from) / Float.BYTES];
      all.position(start + from).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      Tensor array = Tensor.create(values, numbers(m.group(2)));
      arrays.put(m.group(1), flag("double") ? array.to(ScalarType.Double) : array);
    }
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split("\\D+")).filter(n -> !n.isEmpty()).mapToLong(Long::parseLong).toArray();
  }

  private static double number(String key) {
    return Double.parseDouble(words.get(key));
  }

  /** On a straight line from, to, over so many images, and there it stays. */
  private static double line(String key, long images) {
    String[] line = words.get(key).split(" ");
    double from = Double.parseDouble(line[0]);
    return from + (Double.parseDouble(line[1]) - from) * Math.min(1, images / Double.parseDouble(line[2]));
  }

  private static boolean flag(String key) {
    return Boolean.parseBoolean(words.get(key));
  }

  /** A network in the layer language; its arrays have a prefix to their names, such as "trained.". */
  private record Net(String prefix, String name) {
    Tensor forward(Tensor input, boolean training, Iterator<Tensor> masks) {
      Map<String, Integer> counts = new HashMap<>();
      Tensor x = input;
      for (String layer : words.get(name).split(", ")) {
        String word = layer.replaceAll(" .*", "");
        String kind = word.equals("batch-norm") ? "batchNorm" : word;
        String at = prefix + name + "." + kind + counts.merge(kind, 1, Integer::sum);
        long[] n = numbers(layer.substring(word.length()));
        switch (word) {
          case "dense" -> x = linear(x.flatten(1, -1), weight(at), optional(at + ".bias"));
          case "conv" -> x = conv2d(x, weight(at), optional(at + ".bias"), pair(n[2]), pair(n[3]), pair(1), 1);
          case "deconv" -> x = conv_transpose2d(x, weight(at), optional(at + ".bias"), pair(n[2]), pair(n[3]), pair(0), 1, pair(1));
          case "batch-norm" -> x = batch_norm(x, optional(at + ".weight"), optional(at + ".bias"),
              optional(at + ".running_mean"), optional(at + ".running_var"), training, 0.1, 1e-5, false);
          case "reshape" -> x = x.view(-1, n[0], n[1], n[2]);
          case "leaky-relu" -> x = leaky_relu(x, new Scalar(Double.parseDouble(layer.substring(word.length()))));
          case "relu" -> x = relu(x);
          case "tanh" -> x = tanh(x);
          case "dropout" -> x = training ? x.mul(masks.next()) : x;
          default -> throw new IllegalArgumentException(layer);
        }
      }
      return x;
    }

    private static long[] pair(long number) {
      return new long[] {number, number};
    }

    private static Tensor weight(String at) {
      return arrays.get(at + ".weight");
    }

    private static TensorOptional optional(String array) {
      return arrays.containsKey(array) ? new TensorOptional(arrays.get(array)) : new TensorOptional();
    }

    List<String> learned() {
      return arrays.keySet().stream()
          .filter(array -> array.startsWith(prefix + name + ".") && !array.contains(".running_"))
          .sorted()
          .toList();
    }

    Adam adam() {
      TensorVector parameters = new TensorVector();
      for (String array : learned()) {
        arrays.get(array).set_requires_grad(true);
        parameters.push_back(arrays.get(array));
      }
      AdamOptions options = new AdamOptions(1);
      options.betas().put(0, number("beta2")); // a C++ tuple lies with its last element first
      options.betas().put(1, number("beta1"));
      return new Adam(parameters, options);
    }
  }

  /**
   * The rate of one update. Ours is {@code p -= rate sqrt(c2) / c1 m / (sqrt(v) + eps)} with c1 and
   * c2 the bias corrections; PyTorch's is {@code p -= rate / c1 m / (sqrt(v) / sqrt(c2) + eps)}.
   */
  private static void rate(Adam adam, int update, int batch) {
    AdamOptions options = new AdamOptions(adam.param_groups().get(0).options());
    options.set_lr(line("rate", (long) update * batch));
    options.eps().put(number("epsilon") / Math.sqrt(1 - Math.pow(number("beta2"), update + 1)));
  }

  /** Of the steps' arrays with a name and a number behind it. */
  private static Iterator<Tensor> drawn(int step, String name) {
    List<Tensor> found = new ArrayList<>();
    for (String at = step + "." + name; arrays.containsKey(at + found.size()); ) {
      found.add(arrays.get(at + found.size()));
    }
    return found.iterator();
  }

  /** The logit that judges each example: that of its class. */
  private static Tensor judged(Tensor logits, int step) {
    Tensor classes = arrays.get(step + ".classes");
    if (classes == null) {
      return logits;
    }
    long times = logits.size(0) / classes.size(0); // a generator that learns from several batches
    return logits.gather(1, classes.repeat(times).to(ScalarType.Long).view(-1, 1));
  }

  private static Tensor loss(Tensor logits, double target) {
    return binary_cross_entropy_with_logits(logits, full_like(logits, new Scalar(target)));
  }

  private static double apart(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_double();
  }

  private static double gradientsApart(Net net) {
    double worst = 0;
    for (String array : net.learned()) {
      Tensor ours = arrays.get("gradient." + array);
      double relative = apart(arrays.get(array).grad(), ours) / ours.abs().max().item_double();
      System.err.printf("%-24s %.1e%n", array, relative);
      worst = Math.max(worst, relative);
    }
    return worst;
  }

  public static void main(String[] args) throws IOException {
    read(Path.of(args[0]));
    Net g = new Net("", "g");
    Net d = new Net("", "d");
    Adam gAdam = g.adam();
    Adam dAdam = d.adam();
    double losses = 0;
    double gradients = 0;
    Tensor ours = arrays.get("losses");
    for (int step = 0; step < ours.size(0); step++) {
      Tensor reals = arrays.get(step + ".reals");
      int n = (int) reals.size(0);
      Iterator<Tensor> inputs = drawn(step, "inputs");
      Iterator<Tensor> masks = drawn(step, "masks");

      Tensor fakes = g.forward(inputs.next(), true, null);
      dAdam.zero_grad();
      Tensor onReals;
      Tensor onFakes;
      if (flag("separate")) {
        onReals = d.forward(reals, true, masks);
        onFakes = d.forward(fakes.detach(), true, masks);
      } else {
        Tensor both = d.forward(cat(new TensorVector(reals, fakes.detach())), true, masks);
        onReals = both.narrow(0, 0, n);
        onFakes = both.narrow(0, n, both.size(0) - n);
      }
      Tensor dLoss = loss(judged(onReals, step), 1).add(loss(judged(onFakes, step), 0));
      Tensor whole = dLoss;
      int every = (int) number("every");
      if (line("gamma", 0) > 0 && step % every == 0) {
        Tensor x = reals.detach().clone();
        x.set_requires_grad(true);
        Tensor logits = judged(d.forward(x, true, null), step);
        TensorVector dx = grad(new TensorVector(logits.sum()), new TensorVector(x), new TensorVector(), new BoolOptional(true), true, false);
        whole = dLoss.add(dx.get(0).square().sum().mul(new Scalar(line("gamma", step * n) * every / 2 / n)));
      }
      whole.backward();
      gradients = step == 0 ? gradientsApart(d) : gradients;
      rate(dAdam, step, n);
      dAdam.step();

      gAdam.zero_grad();
      fakes = flag("reuseFakes") ? fakes : g.forward(inputs.next(), true, null);
      Tensor gLoss = loss(judged(d.forward(fakes, true, drawn(step, "laterMasks")), step), 1);
      gLoss.backward();
      gradients = step == 0 ? Math.max(gradients, gradientsApart(g)) : gradients;
      rate(gAdam, step, n);
      gAdam.step();

      Tensor both = stack(new TensorVector(dLoss, gLoss));
      System.err.printf("step %d: losses %.1e apart%n", step, apart(both, ours.get(step)));
      losses = Math.max(losses, apart(both, ours.get(step)));
    }
    Tensor samples = new Net("trained.", "g").forward(arrays.get("latents"), false, null);
    System.out.printf(
        java.util.Locale.ROOT,
        "losses %.1e gradients %.1e samples %.1e%n",
        losses, gradients, apart(samples, arrays.get("samples")));
    System.exit(0);
  }
}
