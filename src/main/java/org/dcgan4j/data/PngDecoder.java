package org.dcgan4j.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.loader.NativeImageLoader;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DataVec's image reader, stopped one step before it would turn bytes into floats: the grey bytes
 * are copied straight to where they belong. One for each image: M1.1's reader keeps an array that
 * was freed with the image before.
 */
final class PngDecoder extends NativeImageLoader {
  private static final long serialVersionUID = 1L;
  private static final double FROM_16_BIT = 1.0 / 257;

  private static final String BUILD =
      "/META-INF/maven/org.datavec/datavec-data-image/pom.properties";

  private transient byte[] target;
  private transient int offset;
  private transient PngStructure.Size size;

  /** DataVec's release, which is DL4J's; empty if it does not say. */
  static String release() {
    Properties build = new Properties();
    try (InputStream in = NativeImageLoader.class.getResourceAsStream(BUILD)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "");
  }

  /**
   * Decodes one image to grey, 0 to 255.
   *
   * @param target receives {@code height * width} bytes from {@code offset} on
   * @param size what the file's header says
   */
  @SuppressWarnings({
    "unchecked",
    "try"
  }) // the scope's empty varargs are generic, its use is silent
  void decode(byte[] png, byte[] target, int offset, PngStructure.Size size)
      throws UnreadableImageException {
    this.target = target;
    this.offset = offset;
    this.size = size;
    try (PointerScope scope = new PointerScope()) {
      asMatrixView(new ByteArrayInputStream(png), null);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("the decoder gives up: " + e.getMessage());
    } catch (LinkageError e) {
      // What OpenCV refuses, DataVec would give to Leptonica, whose natives are left out.
      throw new UnreadableImageException("the decoder gives up");
    }
  }

  @Override
  protected INDArray transformImage(Mat image, INDArray unused) throws IOException {
    if (image.rows() != size.height() || image.cols() != size.width()) {
      throw new IOException("%dx%d pixels come out".formatted(image.cols(), image.rows()));
    }
    Mat grey = eightBit(grey(image));
    grey.data().get(target, offset, size.height() * size.width());
    return null;
  }

  private static Mat grey(Mat image) {
    if (image.channels() == 1) {
      return image;
    }
    Mat grey = new Mat();
    boolean alpha = image.channels() == 4;
    int conversion = alpha ? opencv_imgproc.COLOR_BGRA2GRAY : opencv_imgproc.COLOR_BGR2GRAY;
    opencv_imgproc.cvtColor(image, grey, conversion);
    return grey;
  }

  private static Mat eightBit(Mat image) {
    if (image.depth() == opencv_core.CV_8U) {
      return image;
    }
    Mat bytes = new Mat();
    image.convertTo(bytes, opencv_core.CV_8U, FROM_16_BIT, 0);
    return bytes;
  }
}
