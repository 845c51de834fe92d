package org.dcgan4j.model;

import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.compute.SeededDropout;
import org.dcgan4j.compute.Threads;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerKit;
import org.dcgan4j.layer.LayerShapes;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkSpec;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
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
    DataShape latent = NetworkSpecs.input(config.generator());
    return LayerShapes.behind("generator.layers", latent, config.generator().layers());
  }

  /**
   * A new GAN with weights drawn from the configured seed.
   *
   * @param data the shape of one real example
   * @throws InvalidInputException if the layers do not fit each other or the data
   */
  public static Gan create(Config config, DataShape data, LayerKit kit, DataType type) {
    Threads.count(); // tells ND4J, before it computes
    NetworkSpecs.require(config, data);
    Backend backend = config.training().backend().choose(type);
    long seed = config.training().seed();
    boolean logit = config.discriminator().output() == OutputKind.LOGIT;
    NetworkSpec g = NetworkSpecs.generator(config.generator());
    NetworkSpec d =
        NetworkSpecs.discriminator(config.discriminator(), config.generator().classes());
    DataShape latent = NetworkSpecs.input(config.generator());

    INDArray gInitial =
        new NetworkBuilder(kit, backend, type, latent, seed).add(g).build(null).params();
    INDArray dInitial =
        new NetworkBuilder(kit, backend, type, data, seed + 1)
            .add(d)
            .addProbability(logit)
            .build(null)
            .params();
    long gLength = gInitial.length();
    INDArray all = Nd4j.createUninitialized(type, 1, gLength + dInitial.length());
    slice(all, 0, gLength).assign(gInitial);
    slice(all, gLength, all.length()).assign(dInitial);

    NetworkBuilder gStack = new NetworkBuilder(kit, backend, type, latent, seed).add(g);
    NetworkBuilder dStack =
        new NetworkBuilder(kit, backend, type, data, seed).add(d).addProbability(logit);
    NetworkBuilder both =
        new NetworkBuilder(kit, backend, type, latent, seed)
            .add(g)
            .add(d.frozenCopy())
            .addProbability(logit);
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
            new Optimizer(gGraph, config.generator().optimizer(), backend),
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

  private static GeneratorEma averageOf(
      Generator trained, GeneratorConfig config, LayerKit kit, Backend backend) {
    INDArray parameters = trained.graph().params();
    NetworkBuilder stack =
        new NetworkBuilder(kit, backend, parameters.dataType(), NetworkSpecs.input(config), 0)
            .add(NetworkSpecs.generator(config));
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
   * {@code [N, size]} to images {@code [N, C, H, W]} in [-1, 1]. It has a copy of the parameters.
   *
   * @param generator this GAN's trained or average one
   * @param config the one that it was made of
   */
  public static ComputationGraph stockGenerator(Generator generator, GeneratorConfig config) {
    INDArray parameters = generator.graph().params();
    DataShape latent = NetworkSpecs.input(config);
    ComputationGraph graph =
        new NetworkBuilder(LayerKit.STOCK, null, parameters.dataType(), latent, 0)
            .add(NetworkSpecs.generator(config))
            .build(parameters.dup());
    graph.getConfiguration().getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .forEach(Gan::useStockDropout);
    return graph;
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
}
