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
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.ProtoMessage;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.TrainingListener;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  /** What the name of our file ends with. */
  private static final String OWN = ".dcgan4j";

  /** Bytes of the time and the tag behind it. */
  private static final int SHORTEST = 10;

  /** Bytes around an event. */
  private static final int FRAME = 16;

  // Fields of tensorflow.Event, and of a Summary the one that holds its values.
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int VALUE = 1;

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
      write(() -> add(state.step(), new ProtoMessage(), RunFiles.FAKES_INIT));
    }
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    write(() -> add(tick.step(), summary(tick), RunFiles.fakes(tick.step())));
  }

  private ProtoMessage summary(TickStats tick) {
    ProtoMessage summary = new ProtoMessage();
    scalars(summary, "", tick);
    List<TickMeasures> measures = new RunLog.Measures(run).read();
    measures.stream()
        .filter(measure -> measure.step() == tick.step())
        .forEach(measure -> scalars(summary, "measures/", measure));
    histograms(summary, gan.generator().graph());
    histograms(summary, gan.discriminator().graph());
    return summary;
  }

  private static void scalars(ProtoMessage summary, String prefix, Object figures) {
    for (Map.Entry<String, Double> figure : RunLog.figures(figures).entrySet()) {
      float value = figure.getValue().floatValue();
      summary.message(VALUE, new ProtoMessage().text(1, prefix + figure.getKey()).single(2, value));
    }
  }

  private static void histograms(ProtoMessage summary, ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      for (Map.Entry<String, INDArray> array : layer.paramTable().entrySet()) {
        float[] values = array.getValue().dup('c').data().asFloat();
        summary.message(
            VALUE,
            new ProtoMessage().text(1, name + "/" + array.getKey()).message(5, histogram(values)));
      }
    }
  }

  /** Of equally wide buckets from the least value to the greatest. */
  static ProtoMessage histogram(float... values) {
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
    ProtoMessage made =
        new ProtoMessage().real(1, min).real(2, max).real(3, values.length).real(4, sum);
    made.real(5, squares);
    for (int i = 0; i < BUCKETS; i++) {
      made.real(6, i == BUCKETS - 1 ? max : min + (i + 1) * width).real(7, counts[i]);
    }
    return made;
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

  private void add(long step, ProtoMessage summary, String picture) throws IOException {
    Path png = run.path().resolve(picture);
    if (Files.exists(png)) {
      BufferedImage size = ImageIO.read(png.toFile());
      ProtoMessage image =
          new ProtoMessage()
              .whole(1, size.getHeight())
              .whole(2, size.getWidth())
              .whole(3, size.getRaster().getNumBands())
              .bytes(4, Files.readAllBytes(png));
      summary.message(VALUE, new ProtoMessage().text(1, "fakes").message(4, image));
    }
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    Path file = files(run).stream().findFirst().orElseGet(() -> newFile(run));
    if (!Files.exists(file)) {
      frame(event().text(FILE_VERSION, "brain.Event:2").toBytes(), records);
    }
    frame(event().whole(STEP, step).message(SUMMARY, summary).toBytes(), records);
    AtomicFile.append(file, records.toByteArray());
  }

  private static ProtoMessage event() {
    return new ProtoMessage().real(WALL_TIME, System.currentTimeMillis() / 1000.0);
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
   * was cut off by the end of a process, or damaged, goes, too.
   */
  public static void keep(RunFolder run, LongPredicate kept) {
    try {
      for (Path file : files(run)) {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        while (all.remaining() >= SHORTEST + FRAME) {
          long length = all.getLong();
          int sum = all.getInt();
          if (sum != masked(little(Long.BYTES).putLong(length).array())
              || length < SHORTEST
              || length > all.remaining() - Integer.BYTES) {
            break;
          }
          byte[] event = new byte[(int) length];
          if (all.get(event).getInt() == masked(event) && kept.test(stepOf(event))) {
            frame(event, records);
          }
        }
        if (records.size() == 0) {
          Files.delete(file); // the next event begins a file with its version
        } else {
          AtomicFile.write(file, part -> Files.write(part, records.toByteArray()));
          Files.move(file, newFile(run));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the events of " + run.path(), e);
    }
  }

  /** Of an event of ours: behind the time, which is nine bytes; 0 where none is said. */
  private static long stepOf(byte[] event) {
    long step = 0;
    if (event[9] == STEP << 3) {
      int shift = 0;
      for (int at = 10; at < event.length && (shift == 0 || event[at - 1] < 0); at++, shift += 7) {
        step |= (long) (event[at] & 0x7F) << shift;
      }
    }
    return step;
  }

  /** Ours; other programs may have theirs beside them. */
  private static List<Path> files(RunFolder run) throws IOException {
    try (Stream<Path> files = Files.list(run.path())) {
      return files.filter(TensorBoard::isOwn).filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isOwn(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(RunFiles.EVENTS) && name.endsWith(OWN);
  }

  private static Path newFile(RunFolder run) {
    Path file;
    long seconds = System.currentTimeMillis() / 1000;
    do {
      file = run.path().resolve(RunFiles.EVENTS + seconds++ + OWN);
    } while (Files.exists(file));
    return file;
  }
}
