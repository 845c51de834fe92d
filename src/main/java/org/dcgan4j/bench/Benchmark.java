package org.dcgan4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.bench.BenchReport.Sampling;
import org.dcgan4j.bench.BenchReport.Spread;
import org.dcgan4j.bench.BenchReport.Training;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.compute.Blas;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.training.TrainingStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures a configuration on this machine: training steps, matrix products, samples. */
public final class Benchmark {
  /** Of the noise: what conditional training is told. */
  private static final int CLASSES = 10;

  private static final int ROUNDS = 4;

  private final Config config;
  private final Plan plan;
  private final Gan gan;
  private final TrainingStep trainingStep;
  private final SgemmRate sgemm = new SgemmRate();
  private long step;

  /**
   * How much is timed.
   *
   * @param steps timed training steps, 1 to 100,000; fewer than 20 make no figure to report
   * @param warmUp training steps before them, 0 to 100,000
   */
  public record Plan(int steps, int warmUp) {
    private static final int MOST = 100_000;

    public Plan {
      check("--steps", steps, 1);
      check("--warm-up", warmUp, 0);
    }

    private static void check(String option, int given, int least) {
      if (given < least || given > MOST) {
        throw new InvalidInputException(
            option + ": given " + given + ", legal is " + least + " to " + MOST);
      }
    }
  }

  private Benchmark(Config config, Plan plan, Gan gan) {
    this.config = config;
    this.plan = plan;
    this.gan = gan;
    this.trainingStep = new TrainingStep(config, gan, new SyntheticReals(config, gan));
  }

  /**
   * Builds the networks and measures them on noise, of the size and colours that are asked for
   * where they follow it; no data is read.
   *
   * @throws InvalidInputException if the layers do not fit each other
   */
  public static BenchReport run(Config given, Plan plan) {
    ImageShape noise = ImageSets.shapeOfLetters(given.data());
    DataShape shape = DataShape.image(noise.channels(), noise.height(), noise.width());
    Config config = given.withShape(shape).withClasses(CLASSES);
    Benchmark benchmark = new Benchmark(config, plan, Gan.create(config, Gan.shapeOf(config)));
    Training training = benchmark.training();
    Long peak = ProcessFigures.ofThisProcess().peakResidentBytes().orElse(null);
    return new BenchReport(
        training,
        benchmark.sampling(),
        config.preset(),
        Gan.shapeOf(config).toString(),
        config.training().batchSize(),
        Nd4j.getEnvironment().maxThreads(),
        benchmark.sgemm.gigaflops(),
        peak);
  }

  /**
   * Times whole training steps, in a few rounds with matrix products before, between and after. A
   * round is of whole cycles, so that each kind of step has its share wherever a round begins.
   */
  private Training training() {
    for (int i = 0; i < plan.warmUp(); i++) {
      step();
    }
    ProcessFigures process = ProcessFigures.ofThisProcess();
    int cycle = StepWork.cycle(config);
    int cycles = (plan.steps() + cycle - 1) / cycle;
    int rounds = Math.min(ROUNDS, cycles);
    double[] millis = new double[cycle * cycles];
    int timed = 0;
    Optional<Long> faults = Optional.of(0L);
    for (int round = 1; round <= rounds; round++) {
      sgemm.measure();
      step(); // the threads of the products have come to rest after it
      Optional<Long> before = process.minorFaults();
      for (int end = cycle * (cycles * round / rounds); timed < end; timed++) {
        millis[timed] = millis(this::step);
      }
      Optional<Long> after = process.minorFaults();
      faults = faults.flatMap(sum -> after.flatMap(a -> before.map(b -> sum + a - b)));
    }
    sgemm.measure();
    double mean = Arrays.stream(millis).average().orElseThrow();
    long flop = StepWork.of(config).flopPerImage();
    return new Training(
        imagesPerSecond(mean),
        mean,
        flop * 1e-9 * imagesPerSecond(mean) / sgemm.gigaflops().median(),
        millis.length,
        Spread.of(millis),
        flop,
        faults.orElse(null));
  }

  private void step() {
    if (!trainingStep.run(++step).isFinite()) {
      throw new InvalidInputException(
          "the configured training diverges at step " + step + ", so its speed says nothing");
    }
  }

  /**
   * Times the generator as in use, and the same parameters in DL4J's own layers, in turn, both from
   * floats to floats; the latents are there before.
   */
  private Sampling sampling() {
    int count = config.training().batchSize();
    float[] latents = new Latents(config.generator(), config.training().seed()).next(count);
    ComputationGraph graph = Gan.stockGenerator(gan.generator(), config.generator());
    Runnable ours = () -> gan.generator().generate(latents, count);
    Runnable stock =
        () ->
            graph
                .outputSingle(
                    Nd4j.createFromArray(latents).reshape('c', count, latents.length / count))
                .data()
                .asFloat();
    for (int i = 0; i < plan.warmUp(); i++) {
      ours.run();
      stock.run();
    }
    double[] millis = new double[plan.steps()];
    double[] stockMillis = new double[plan.steps()];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = millis(ours);
      stockMillis[i] = millis(stock);
    }
    Spread spread = Spread.of(millis);
    double median = spread.median();
    return new Sampling(
        imagesPerSecond(median), median, spread, Spread.of(stockMillis).median() / median);
  }

  private double imagesPerSecond(double millis) {
    return config.training().batchSize() * 1e3 / millis;
  }

  private static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  /**
   * The rate at which the backend multiplies matrices of 1024x1024 floats with all its threads:
   * what a training step could reach at best. It is measured a few products at a time, between the
   * steps, so that both see the same machine.
   */
  private static final class SgemmRate {
    private static final int SIZE = 1024;
    private static final double GIGAFLOP = 2e-9 * SIZE * SIZE * SIZE;
    private static final int UNTIMED = 2;
    private static final int TIMED = 6;

    private final INDArray a = Nd4j.rand(DataType.FLOAT, SIZE, SIZE).dup('f');
    private final INDArray b = Nd4j.rand(DataType.FLOAT, SIZE, SIZE).dup('f');
    private final INDArray product =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {SIZE, SIZE}, 'f');
    private final List<Double> rates = new ArrayList<>();

    void measure() {
      Blas.useThreads(Nd4j.getEnvironment().maxThreads());
      for (int i = 0; i < UNTIMED; i++) {
        multiply();
      }
      for (int i = 0; i < TIMED; i++) {
        rates.add(GIGAFLOP * 1e3 / millis(this::multiply));
      }
      Blas.useThreads(1);
    }

    private void multiply() {
      Nd4j.gemm(a, b, product, false, false, 1, 0);
      Nd4j.getExecutioner().commit();
    }

    /** All rates so far, in GFLOP/s. */
    Spread gigaflops() {
      return Spread.of(rates.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** One batch of noise in [-1, 1), held in memory: no time of a step goes into reading data. */
  private static final class SyntheticReals implements RealBatches {
    private final float[] values;
    private final int[] labels;

    SyntheticReals(Config config, Gan gan) {
      int batch = config.training().batchSize();
      int classes = config.generator().classes();
      labels = IntStream.range(0, classes == 0 ? 0 : batch).map(i -> i % classes).toArray();
      Random random = new Random(1);
      values = new float[batch * gan.generator().output().length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * random.nextFloat() - 1;
      }
    }

    @Override
    public int batchesPerEpoch() {
      return 1;
    }

    /** All take turns. */
    @Override
    public int[] labels(long number) {
      return labels.clone();
    }

    @Override
    public void fill(long number, float[] batch) {
      System.arraycopy(values, 0, batch, 0, values.length);
    }
  }
}
