package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.compute.GroupedConvolution;
import org.dcgan4j.compute.SeededDropout;
import org.dcgan4j.compute.Threads;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.GeneratorConfig.AverageConfig;
import org.dcgan4j.config.GeneratorConfig.InitKind;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.Linear.Dense;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.NetworkSpec;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A generator, a discriminator and the adversarial graph of both, over one array of parameters:
 * first the generator's, then the discriminator's.
 *
 * @param generator the one that is trained
 * @param average of it, where the configuration asks for one
 * @param memory what a training step happens in
 * @param backend what computes all of them
 */
public record Gan(
    Generator generator,
    Optional<GeneratorEma> average,
    Discriminator discriminator,
    AdversarialGraph adversarial,
    StepWorkspace memory,
    Backend backend) {

  /** A new GAN of our own layers in single precision. */
  public static Gan create(Config config, DataShape data) {
    return create(config, data, LayerKit.FAST, DataType.FLOAT);
  }

  /** The shape of the examples that a configuration's generator makes. */
  public static DataShape shapeOf(Config config) {
    DataShape latent = input(config.generator());
    return DataShape.behind("generator.layers", latent, config.generator().layers());
  }

  /**
   * A new GAN with weights drawn from the configured seed.
   *
   * @param data the shape of one real example
   * @throws InvalidInputException if the layers do not fit each other or the data
   */
  public static Gan create(Config config, DataShape data, LayerKit kit, DataType type) {
    Threads.count(); // tells ND4J, before it computes
    require(config, data);
    Backend backend = config.training().backend().choose(type);
    long seed = config.training().seed();
    boolean logit = config.discriminator().output() == OutputKind.LOGIT;
    NetworkSpec g = generator(config.generator());
    NetworkSpec d = discriminator(config.discriminator(), config.generator().classes());
    DataShape latent = input(config.generator());
    BiFunction<DataShape, Long, NetworkBuilder> stack =
        (input, drawn) -> new NetworkBuilder(kit, backend, type, input, drawn);

    INDArray gInitial = stack.apply(latent, seed).add(g).build(null).params();
    INDArray dInitial =
        stack.apply(data, seed + 1).add(d).addProbability(logit).build(null).params();
    long gLength = gInitial.length();
    INDArray all = Nd4j.createUninitialized(type, 1, gLength + dInitial.length());
    slice(all, 0, gLength).assign(gInitial);
    slice(all, gLength, all.length()).assign(dInitial);

    NetworkBuilder gStack = stack.apply(latent, seed).add(g);
    NetworkBuilder dStack = stack.apply(data, seed).add(d).addProbability(logit);
    NetworkBuilder both =
        stack.apply(latent, seed).add(g).add(d.as(Part.FROZEN)).addProbability(logit);
    ComputationGraph gGraph = gStack.build(slice(all, 0, gLength));
    ComputationGraph dGraph = dStack.build(slice(all, gLength, all.length()));
    ComputationGraph stacked = both.build(all);
    shareGradients(gGraph, stacked);

    StepWorkspace memory = new StepWorkspace("step");
    AdversarialGraph adversarial =
        new AdversarialGraph(
            stacked,
            gStack.names(),
            dStack.names(),
            new Optimizer(
                gGraph, config.generator().optimizer(), config.generator().fanIn(), backend),
            memory);
    Generator generator = new Generator(gGraph, gStack.names(), data, config.data().pixelRange());
    return new Gan(
        generator,
        config.generator().average().on()
            ? Optional.of(averageOf(generator, config.generator(), kit, backend))
            : Optional.empty(),
        new Discriminator(dGraph, dStack.names(), data, config.discriminator(), memory, backend),
        adversarial,
        memory,
        backend);
  }

  /** What the generator takes. */
  static DataShape input(GeneratorConfig config) {
    return DataShape.vector(config.inputSize());
  }

  static NetworkSpec generator(GeneratorConfig config) {
    return new NetworkSpec(
        "g",
        config.layers(),
        config.init() == InitKind.FAN_IN,
        config.initStd(),
        config.initBias(),
        Optimizer.updaterOf(config.optimizer()),
        config.normalisedClasses(),
        Part.LEARNING);
  }

  /**
   * The discriminator, with as many logits as there are classes: an image's class picks one, as a
   * projection of the last features onto the class's own weights. With {@code
   * discriminator.projection} there is one more, the last, which is added to each.
   *
   * @param classes 0 for one logit
   */
  static NetworkSpec discriminator(DiscriminatorConfig config, int classes) {
    return new NetworkSpec(
        "d",
        classes == 0
            ? config.layers()
            : widened(config.layers(), classes + (config.projection() ? 1 : 0)),
        config.init() == InitKind.FAN_IN,
        config.initStd(),
        config.initBias(),
        Optimizer.updaterOf(config.optimizer()),
        Part.LEARNING);
  }

  private static List<LayerSpec> widened(List<LayerSpec> layers, int classes) {
    List<LayerSpec> wide = new ArrayList<>(layers);
    for (int i = wide.size() - 1; i >= 0; i--) {
      if (wide.get(i) instanceof Dense dense && dense.units() == 1) {
        wide.set(i, new Dense(classes, dense.bias()));
        return wide;
      }
    }
    return wide;
  }

  /**
   * Tells before any network is built whether all fits.
   *
   * @throws InvalidInputException with a line for everything that does not
   */
  private static void require(Config config, DataShape data) {
    List<String> problems = new ArrayList<>();
    DataShape input = input(config.generator());
    DataShape made = behind("generator.layers", input, config.generator().layers(), problems);
    if (made != null && !made.equals(data)) {
      problems.add("generator.layers: they make " + made + ", and the data are " + data);
    }
    DataShape judged =
        behind("discriminator.layers", data, config.discriminator().layers(), problems);
    if (judged != null && !judged.equals(DataShape.vector(1))) {
      problems.add("discriminator.layers: they end in " + judged + "; end them with \"dense 1\"");
    }
    if (config.training().conditional() == Conditional.TRUE && !config.tellsClasses()) {
      problems.add("training.conditional: needs data with labels, and these have none");
    }
    if (config.generator().normalisedClasses() > 0
        && config.generator().layers().stream().noneMatch(LayerSpec::normalises)) {
      problems.add(
          "generator.classNormalisation: given \"true\", legal without a batch-norm in"
              + " generator.layers is \"false\"");
    }
    if (config.training().augmentation().changes() && !data.isImage()) {
      problems.add("training.augmentation: only images can be changed, and the data are " + data);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  private static DataShape behind(
      String key, DataShape input, List<LayerSpec> layers, List<String> problems) {
    try {
      DataShape out = DataShape.behind(key, input, layers);
      long parameters = DataShape.sum(input, layers, LayerSpec::parameters);
      if (parameters > Integer.MAX_VALUE) {
        problems.add(
            key + ": have " + parameters + " parameters, legal are at most " + Integer.MAX_VALUE);
      }
      return out;
    } catch (InvalidInputException e) {
      problems.add(e.getMessage());
      return null;
    }
  }

  private static GeneratorEma averageOf(
      Generator trained, GeneratorConfig config, LayerKit kit, Backend backend) {
    INDArray parameters = trained.graph().params();
    NetworkBuilder stack =
        new NetworkBuilder(kit, backend, parameters.dataType(), input(config), 0)
            .add(generator(config));
    Generator generator =
        new Generator(
            stack.build(parameters.dup()), stack.names(), trained.output(), trained.range());
    return new GeneratorEma(config.average(), backend, parameters, generator);
  }

  /** The generator to draw samples with: the average where there is one, else the trained one. */
  public Generator sampler() {
    return average.map(GeneratorEma::generator).orElse(generator);
  }

  /**
   * A generator once more, as a graph of DL4J's own layers that knows no class of ours: latents
   * {@code [N, size]} to images {@code [N, C, H, W]} in [-1, 1]. It has a copy of the parameters; a
   * convolution in groups, which DL4J has not, is a full one with zeros between the groups.
   *
   * @param generator this GAN's trained or average one
   * @param config the one that it was made of
   */
  public static ComputationGraph stockGenerator(Generator generator, GeneratorConfig config) {
    INDArray parameters = generator.graph().params();
    DataShape latent = input(config);
    ComputationGraph graph =
        new NetworkBuilder(LayerKit.STOCK, null, parameters.dataType(), latent, 0)
            .add(generator(config))
            .build(stockParameters(generator.graph()));
    graph.getConfiguration().getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .forEach(Gan::useStockDropout);
    return graph;
  }

  /** A copy, as the stock kit has them. */
  private static INDArray stockParameters(ComputationGraph network) {
    boolean same =
        Arrays.stream(network.getLayers())
            .noneMatch(layer -> layer.conf().getLayer() instanceof GroupedConvolution);
    return same
        ? network.params().dup()
        : Nd4j.concat(
            1,
            Arrays.stream(network.getLayers())
                .filter(layer -> layer.numParams() > 0)
                .map(GroupedConvolution::spread)
                .toArray(INDArray[]::new));
  }

  /** The stock kit's dropout is ours, so that both kits drop the same. */
  private static void useStockDropout(Layer layer) {
    if (layer.getIDropout() instanceof SeededDropout ours) {
      layer.setIDropout(ours.stock());
    }
  }

  private static INDArray slice(INDArray row, long from, long to) {
    return row.get(NDArrayIndex.interval(0, 1), NDArrayIndex.interval(from, to));
  }

  /**
   * Lets the stacked graph write the generator's gradients where the generator's updater looks for
   * them.
   */
  private static void shareGradients(ComputationGraph generator, ComputationGraph stacked) {
    generator.initGradientsView();
    stacked.initGradientsView();
    for (org.deeplearning4j.nn.api.Layer layer : generator.getLayers()) {
      INDArray gradients = layer.getGradientsViewArray();
      if (gradients != null) {
        stacked
            .getLayer(layer.conf().getLayer().getLayerName())
            .setBackpropGradientsViewArray(gradients);
      }
    }
  }

  /**
   * The exponential moving average of a generator, as a generator over an array of its own. The
   * running statistics of batch normalisation are averaged with the weights they belong to.
   *
   * @param generator what the average draws with
   */
  public record GeneratorEma(
      AverageConfig config, Backend backend, INDArray trained, Generator generator) {

    /**
     * Moves the average towards the trained parameters, after one update of them.
     *
     * @param update the number of the update, from 1
     * @param last of the whole run
     * @param batch images in each
     */
    public void follow(long update, long last, int batch) {
      double decay = config.decay((double) update * batch, batch, (double) last * batch);
      backend.average(parameters(), trained, decay);
    }

    /** The average itself, {@code [1, n]}. */
    public INDArray parameters() {
      return generator.graph().params();
    }
  }

  /**
   * The memory of one pass after the other: what layers make while it is open is gone when it
   * closes, and the next pass uses the same memory again, so that a steady step allocates nothing.
   */
  public static final class StepWorkspace {
    private static final WorkspaceConfiguration CONFIGURATION =
        WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.02)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            // A later pass may be larger than the first: the discriminator's alone, for example.
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final String name;
    private final LayerWorkspaceMgr manager;

    /**
     * @param name unlike that of any other memory of this thread
     */
    public StepWorkspace(String name) {
      this.name = name;
      this.manager = LayerWorkspaceMgr.builder().defaultWorkspace(name, CONFIGURATION).build();
    }

    /** Begins a pass; closing it ends the pass and all arrays that were made in it. */
    public MemoryWorkspace open() {
      return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, name);
    }

    LayerWorkspaceMgr manager() {
      return manager;
    }
  }
}
