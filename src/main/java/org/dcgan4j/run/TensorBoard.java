package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.TrainingListener;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.nd4j.shade.protobuf.WireFormat;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;

/**
 * The event file of a run, which TensorBoard reads: the figures of {@code metrics.jsonl} and {@code
 * measures.jsonl} under their names, the pictures of the fakes, and a histogram of each array of
 * weights, at every tick. A folder of many runs is read as one.
 *
 * <p>Records are framed as TensorFlow does it: length, its masked CRC-32C, the event, its masked
 * CRC-32C, numbers little-endian. A run that goes on keeps what lies before the step from which it
 * does, in a file of another name, so that whoever reads along begins again.
 */
public final class TensorBoard implements TrainingListener {
  private static final int BUCKETS = 40;

  // Of tensorflow.Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  private final RunFolder run;
  private final Gan gan;
  private final Consumer<String> problems;
  private boolean lost;

  /**
   * @param problems gets a line if the file cannot be written, which is then done without
   */
  public TensorBoard(RunFolder run, Gan gan, Consumer<String> problems) {
    this.run = run;
    this.gan = gan;
    this.problems = problems;
  }

  @Override
  public void onStart(TrainingState state) {
    if (state.step() == 0) {
      write(() -> add(state.step(), Summary.newBuilder(), RunFiles.FAKES_INIT));
    }
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    write(() -> add(tick.step(), summary(tick), RunFiles.fakes(tick.step())));
  }

  private Summary.Builder summary(TickStats tick) {
    Summary.Builder summary = Summary.newBuilder();
    scalars(summary, "", tick);
    List<TickMeasures> measures = new RunLog.Measures(run).read();
    measures.stream()
        .filter(measure -> measure.step() == tick.step())
        .forEach(measure -> scalars(summary, "measures/", measure));
    histograms(summary, gan.generator().graph());
    histograms(summary, gan.discriminator().graph());
    return summary;
  }

  private static void scalars(Summary.Builder summary, String prefix, Object figures) {
    for (Map.Entry<String, Double> figure : RunLog.figures(figures).entrySet()) {
      float value = figure.getValue().floatValue();
      summary.addValueBuilder().setTag(prefix + figure.getKey()).setSimpleValue(value);
    }
  }

  private static void histograms(Summary.Builder summary, ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      for (Map.Entry<String, INDArray> array : layer.paramTable().entrySet()) {
        float[] values = array.getValue().dup('c').data().asFloat();
        summary.addValueBuilder().setTag(name + "/" + array.getKey()).setHisto(histogram(values));
      }
    }
  }

  /** Of equally wide buckets from the least value to the greatest. */
  static HistogramProto histogram(float... values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      squares += (double) value * value;
    }
    double width = (max - min) / BUCKETS;
    long[] counts = new long[BUCKETS];
    for (float value : values) {
      int at = width > 0 ? (int) ((value - min) / width) : 0;
      counts[Math.min(BUCKETS - 1, at)]++;
    }
    HistogramProto.Builder made =
        HistogramProto.newBuilder().setMin(min).setMax(max).setSum(sum).setSumSquares(squares);
    for (int i = 0; i < BUCKETS; i++) {
      made.addBucketLimit(i == BUCKETS - 1 ? max : min + (i + 1) * width).addBucket(counts[i]);
    }
    return made.setNum(values.length).build();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) {
    try {
      if (!lost) {
        writing.run();
      }
    } catch (IOException e) {
      lost = true;
      problems.accept("the events for TensorBoard end here: " + IoProblem.of(e));
    }
  }

  private void add(long step, Summary.Builder summary, String picture) throws IOException {
    Path png = run.path().resolve(picture);
    if (Files.exists(png)) {
      BufferedImage size = ImageIO.read(png.toFile());
      summary
          .addValueBuilder()
          .setTag("fakes")
          .getImageBuilder()
          .setWidth(size.getWidth())
          .setHeight(size.getHeight())
          .setColorspace(size.getRaster().getNumBands())
          .setEncodedImageString(ByteString.copyFrom(Files.readAllBytes(png)));
    }
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    Path file = files(run).stream().findFirst().orElseGet(() -> newFile(run));
    if (!Files.exists(file)) {
      frame(event(out -> out.writeString(FILE_VERSION, "brain.Event:2")), records);
    }
    byte[] values = summary.build().toByteArray();
    frame(
        event(
            out -> {
              out.writeInt64(STEP, step);
              out.writeByteArray(SUMMARY, values);
            }),
        records);
    AtomicFile.append(file, records.toByteArray());
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] event(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeDouble(WALL_TIME, System.currentTimeMillis() / 1000.0);
    fields.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static void frame(byte[] event, ByteArrayOutputStream into) {
    byte[] length = little(Long.BYTES).putLong(event.length).array();
    for (byte[] part : List.of(length, event)) {
      into.writeBytes(part);
      into.writeBytes(little(Integer.BYTES).putInt(masked(part)).array());
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** So that a checksum of bytes that hold checksums is none of its fixed points. */
  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
  }

  /**
   * Keeps the events of these steps, and no others, which a training that goes on makes again; what
   * was cut off by the end of a process goes, too.
   */
  public static void keep(RunFolder run, LongPredicate kept) {
    try {
      for (Path file : files(run)) {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        while (all.remaining() > Long.BYTES
            && all.getLong(all.position()) <= all.remaining() - 16) {
          byte[] event = new byte[(int) all.getLong(all.position())];
          all.position(all.position() + 12).get(event).getInt();
          if (kept.test(stepOf(event))) {
            frame(event, records);
          }
        }
        AtomicFile.write(file, part -> Files.write(part, records.toByteArray()));
        Files.move(file, newFile(run));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the events of " + run.path(), e);
    }
  }

  private static long stepOf(byte[] event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(event);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == STEP) {
        return in.readInt64();
      }
      in.skipField(tag);
    }
    return 0;
  }

  private static List<Path> files(RunFolder run) throws IOException {
    try (Stream<Path> files = Files.list(run.path())) {
      return files.filter(f -> f.getFileName().toString().startsWith(RunFiles.EVENTS)).toList();
    }
  }

  private static Path newFile(RunFolder run) {
    Path file;
    long seconds = System.currentTimeMillis() / 1000;
    do {
      file = run.path().resolve(Text.format("%s%d.dcgan4j", RunFiles.EVENTS, seconds++));
    } while (Files.exists(file));
    return file;
  }
}
