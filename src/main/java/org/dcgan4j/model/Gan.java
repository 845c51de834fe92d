package org.dcgan4j.model;

import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.compute.SeededDropout;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.OutputKind;
import org.dcgan4j.model.LayerStack.Part;
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
 */
public record Gan(
    Generator generator,
    Optional<GeneratorAverage> average,
    Discriminator discriminator,
    AdversarialGraph adversarial,
    StepMemory memory) {

  /** A new GAN of our own layers in single precision. */
  public static Gan create(Config config, DataShape data) {
    return create(config, data, LayerKit.FAST, DataType.FLOAT);
  }

  /** The shape of the examples that a configuration's generator makes. */
  public static DataShape shapeOf(Config config) {
    DataShape latent = Parts.input(config.generator());
    List<DataShape> shapes =
        LayerShapes.through("generator.layers", latent, config.generator().layers());
    return shapes.get(shapes.size() - 1);
  }

  /**
   * A new GAN with weights drawn from the configured seed.
   *
   * @param data the shape of one real example
   * @throws InvalidInputException if the layers do not fit each other or the data
   */
  public static Gan create(Config config, DataShape data, LayerKit kit, DataType type) {
    NetworkCheck.require(config, data);
    long seed = config.training().seed();
    OutputKind output = config.discriminator().output();
    Part g = Parts.generator(config.generator());
    Part d = Parts.discriminator(config.discriminator(), config.generator().classes());
    DataShape latent = Parts.input(config.generator());

    INDArray gInitial = new LayerStack(kit, type, latent, seed).add(g).build(null).params();
    INDArray dInitial =
        new LayerStack(kit, type, data, seed + 1)
            .add(d)
            .addProbability(output)
            .build(null)
            .params();
    long gLength = gInitial.length();
    INDArray all = Nd4j.createUninitialized(type, 1, gLength + dInitial.length());
    slice(all, 0, gLength).assign(gInitial);
    slice(all, gLength, all.length()).assign(dInitial);

    LayerStack gStack = new LayerStack(kit, type, latent, seed).add(g);
    LayerStack dStack = new LayerStack(kit, type, data, seed).add(d).addProbability(output);
    LayerStack both =
        new LayerStack(kit, type, latent, seed).add(g).add(d.frozenCopy()).addProbability(output);
    ComputationGraph gGraph = gStack.build(slice(all, 0, gLength));
    ComputationGraph dGraph = dStack.build(slice(all, gLength, all.length()));
    ComputationGraph stacked = both.build(all);
    shareGradients(gGraph, stacked, gStack.names());

    StepMemory memory = new StepMemory("step");
    AdversarialGraph adversarial =
        new AdversarialGraph(
            stacked,
            gStack.names(),
            dStack.names(),
            new Optimizer(gGraph, config.generator().optimizer()),
            memory);
    Generator generator = new Generator(gGraph, gStack.names(), data, config.data().pixelRange());
    return new Gan(
        generator,
        config.generator().average().on()
            ? Optional.of(averageOf(generator, config.generator(), kit))
            : Optional.empty(),
        new Discriminator(dGraph, dStack.names(), data, config.discriminator(), memory),
        adversarial,
        memory);
  }

  private static GeneratorAverage averageOf(
      Generator trained, GeneratorConfig config, LayerKit kit) {
    INDArray parameters = trained.graph().params();
    LayerStack stack =
        new LayerStack(kit, parameters.dataType(), Parts.input(config), 0)
            .add(Parts.generator(config));
    Generator generator =
        new Generator(
            stack.build(parameters.dup()), stack.names(), trained.output(), trained.range());
    return new GeneratorAverage(config.average(), parameters, generator);
  }

  /** The generator to draw samples with: the average where there is one, else the trained one. */
  public Generator sampler() {
    return average.map(GeneratorAverage::generator).orElse(generator);
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
    DataShape latent = Parts.input(config);
    ComputationGraph graph =
        new LayerStack(LayerKit.STOCK, parameters.dataType(), latent, 0)
            .add(Parts.generator(config))
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
  private static void shareGradients(
      ComputationGraph generator, ComputationGraph stacked, List<String> generatorLayers) {
    generator.initGradientsView();
    stacked.initGradientsView();
    for (String name : generatorLayers) {
      INDArray gradients = generator.getLayer(name).getGradientsViewArray();
      if (gradients != null) {
        stacked.getLayer(name).setBackpropGradientsViewArray(gradients);
      }
    }
  }
}
