import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes out of class folders of pictures what any-picture-check.sh trains on: {@code photographs},
 * one folder of many sizes, formats and orientations with three broken files, and CIFAR's binary
 * files in {@code cifar-10} and {@code cifar-100}.
 *
 * <pre>java scripts/MakePictures.java PICTURES OUT</pre>
 */
final class MakePictures {
  private static final int SIDE = 32;

  public static void main(String[] args) throws IOException {
    List<List<BufferedImage>> classes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().limit(10).toList()) {
        names.add(folder.getFileName().toString());
        classes.add(new ArrayList<>());
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.sorted().limit(80).toList()) {
            classes.get(classes.size() - 1).add(ImageIO.read(file.toFile()));
          }
        }
      }
    }
    photographs(classes, Files.createDirectories(Path.of(args[1], "photographs")));
    Path ten = Files.createDirectories(Path.of(args[1], "cifar-10"));
    for (int batch = 1; batch <= 2; batch++) {
      cifar(classes, batch, 3, 1, ten.resolve("data_batch_" + batch + ".bin"));
    }
    cifar(classes, 0, 3, 1, ten.resolve("test_batch.bin"));
    Files.write(ten.resolve("batches.meta.txt"), names);
    Path hundred = Files.createDirectories(Path.of(args[1], "cifar-100"));
    cifar(classes, 1, 2, 2, hundred.resolve("train.bin"));
    cifar(classes, 0, 2, 2, hundred.resolve("test.bin"));
    Files.write(hundred.resolve("fine_label_names.txt"), names);
    Files.write(hundred.resolve("coarse_label_names.txt"), List.of("even", "odd"));
  }

  /**
   * Every {@code step}-th picture, class by class in turn: its labels, and its red, green and blue.
   */
  private static void cifar(
      List<List<BufferedImage>> classes, int from, int step, int labels, Path file)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = from; i < classes.get(0).size(); i += step) {
        for (int label = 0; label < classes.size(); label++) {
          byte[] record = new byte[labels + 3 * SIDE * SIDE];
          record[0] = (byte) (labels == 2 ? label % 2 : label);
          record[labels - 1] = (byte) label;
          List<BufferedImage> all = classes.get(label);
          BufferedImage picture =
              scaled(all.get(i % all.size()), SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
          for (int p = 0; p < SIDE * SIDE; p++) {
            int rgb = picture.getRGB(p % SIDE, p / SIDE);
            for (int c = 0; c < 3; c++) {
              record[labels + c * SIDE * SIDE + p] = (byte) (rgb >> 16 - 8 * c);
            }
          }
          out.write(record);
        }
      }
    }
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height, int type) {
    BufferedImage scaled = new BufferedImage(width, height, type);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  private static void photographs(List<List<BufferedImage>> classes, Path out) throws IOException {
    Random random = new Random(1);
    byte[] jpeg = {};
    for (int i = 0; i < 60; i++) {
      List<BufferedImage> all = classes.get(i % classes.size());
      int width = 60 + random.nextInt(400);
      int height = 60 + random.nextInt(400);
      int type = i % 5 == 4 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
      BufferedImage picture = scaled(all.get(i / classes.size() % all.size()), width, height, type);
      int turned = i % 9; // 0 has no EXIF
      switch (i % 6) {
        case 0 -> ImageIO.write(picture, "png", out.resolve(i + ".png").toFile());
        case 1 -> ImageIO.write(picture, "bmp", out.resolve(i + ".bmp").toFile());
        case 2 -> ImageIO.write(picture, "gif", out.resolve(i + ".gif").toFile());
        default -> {
          jpeg = jpeg(picture, i % 2 == 0, turned);
          // Known by what is in them, not by their names.
          Files.write(out.resolve(i + (i % 4 == 0 ? ".png" : i % 7 == 0 ? "" : ".JPG")), jpeg);
        }
      }
    }
    Files.write(out.resolve("broken-cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
    Files.write(out.resolve("broken-empty.png"), new byte[0]);
    Files.writeString(out.resolve("broken-text.jpg"), "404 not found\n");
  }

  private static byte[] jpeg(BufferedImage picture, boolean progressive, int orientation)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    byte[] plain = file.toByteArray();
    if (orientation == 0) {
      return plain;
    }
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream turned = new ByteArrayOutputStream();
    turned.write(plain, 0, 2);
    turned.write(exif);
    turned.write(plain, 2, plain.length - 2);
    return turned.toByteArray();
  }
}
