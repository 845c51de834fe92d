package org.dcgan4j.job;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Trainer.TrainingLimits;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** What there is to know of a training before it begins. */
record Preview(Config config, DataSource data, RealBatches reals, Gan gan) {
  /** The running statistics of batch normalisation, which are not learned. */
  private static final Set<String> RUNNING =
      Set.of(
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          BatchNormalizationParamInitializer.GLOBAL_VAR);

  /** The configuration as JSON, then the sizes. */
  String describe() {
    return config.json()
        + Text.format("data: %s, %,d batches an epoch%n", data.describe(), reals.batchesPerEpoch())
        + sizes("generator", gan.generator().graph())
        + sizes("discriminator", gan.discriminator().graph());
  }

  private static String sizes(String name, ComputationGraph graph) {
    String layers = "";
    long sum = 0;
    for (Layer layer : graph.getLayers()) {
      long learned =
          layer.paramTable().entrySet().stream()
              .filter(parameter -> !RUNNING.contains(parameter.getKey()))
              .mapToLong(parameter -> parameter.getValue().length())
              .sum();
      sum += learned;
      if (learned > 0) {
        String layerName = layer.conf().getLayer().getLayerName();
        layers += Text.format("  %-14s %,12d%n", layerName, learned);
      }
    }
    return Text.format("%s: %,d parameters%n", name, sum) + layers;
  }

  /** Where its networks are larger than their rates are meant for, and what the machine lacks. */
  List<String> notes() {
    double judging = config.discriminator().fanIn(new DataShape(data.shape()));
    return Stream.of(
            ofWidth(),
            ofLayers("generator", config.generator().optimizer(), config.generator().fanIn()),
            ofLayers("discriminator", config.discriminator().optimizer(), judging),
            config.training().backend().lacking())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> ofWidth() {
    String line = "width %d: the networks are made for it, and are not the preset %s's own";
    return config.width() > 0 && ConfigReader.preset(config.preset()).width() == 0
        ? Optional.of(Text.format(line, config.width(), config.preset()))
        : Optional.empty();
  }

  private static Optional<String> ofLayers(
      String network, OptimizerConfig optimizer, double fanIn) {
    String meant = "layers of at most %,d inputs to an output, and these have %,.0f";
    return slower(network, optimizer.scale(fanIn), meant, "fanIn", optimizer.fanIn(), fanIn);
  }

  /** Where the run is longer than its rates are meant for, once its length is known. */
  List<String> notesOfLength() {
    int k = config.training().discriminatorSteps();
    return Stream.of(
            ofLength("generator", config.generator().optimizer(), 1),
            ofLength("discriminator", config.discriminator().optimizer(), k))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> ofLength(String network, OptimizerConfig optimizer, int updatesInStep) {
    int inStep = updatesInStep * config.training().batchSize();
    double images = TrainingLimits.of(config.training(), reals).images(inStep);
    String meant = "runs of at most %,.0f images, and this is one of %,.0f";
    double scale = optimizer.scaleOfRun(images);
    return slower(network, scale, meant, "runImages", optimizer.runImages(), images);
  }

  private static Optional<String> slower(
      String network, double scale, String meant, String key, Object... numbers) {
    String line = "the %s learns at %.3g of its learning rate, which is meant for ";
    return scale == 1
        ? Optional.empty()
        : Optional.of(
            Text.format(line, network, scale)
                + Text.format(meant, numbers)
                + Text.format(" (%s.optimizer.%s)", network, key));
  }
}
