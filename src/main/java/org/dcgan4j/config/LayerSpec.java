package org.dcgan4j.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Named;
import org.dcgan4j.binding.Range;

/**
 * One layer of a network, written as one short text such as {@code conv 64 k4 s2 p1}. Shapes are
 * {@code [N, features]} or {@code [N, C, H, W]}; a dense layer behind an image flattens it.
 *
 * <p>A new layer is a new record here with its {@link Form}; nothing else needs to change.
 */
public sealed interface LayerSpec
    permits LayerSpec.Dense,
        LayerSpec.Reshape,
        LayerSpec.Conv,
        LayerSpec.Deconv,
        LayerSpec.BatchNorm,
        LayerSpec.LeakyRelu,
        LayerSpec.Activation,
        LayerSpec.Dropout,
        LayerSpec.Scale,
        LayerSpec.Clip {

  /**
   * Reads a layer from its text; any run of white space counts as one space.
   *
   * @throws InvalidInputException naming the nearest word, the legal form or the legal range
   */
  @JsonCreator
  static LayerSpec parse(String text) {
    return LayerText.parse(text);
  }

  /** The canonical text: {@code parse(x.text())} equals {@code x}. */
  @JsonValue
  default String text() {
    return LayerText.write(this);
  }

  /** A fully connected layer with a bias: {@code [N, any] -> [N, units]}. */
  @Form("dense {units}")
  record Dense(@Range(from = 1, to = 1_048_576) int units) implements LayerSpec {
    public Dense {
      Check.components(Dense.class, units);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Sees a vector as an image: {@code [N, C * H * W] -> [N, C, H, W]}. */
  @Form("reshape {channels}x{height}x{width}")
  record Reshape(
      @Range(from = 1, to = 65_536) int channels,
      @Range(from = 1, to = 1024) int height,
      @Range(from = 1, to = 1024) int width)
      implements LayerSpec {
    public Reshape {
      Check.components(Reshape.class, channels, height, width);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * A convolution, {@code [N, any, H, W] -> [N, channels, H', W']} with {@code H' = (H + 2 padding
   * - kernel) / stride + 1}.
   */
  @Form("conv {channels} k{kernel} s{stride} p{padding}")
  record Conv(
      @Range(from = 1, to = 65_536) int channels,
      @Range(from = 1, to = 64) int kernel,
      @Range(from = 1, to = 64) int stride,
      @Range(from = 0, to = 63) int padding)
      implements LayerSpec {
    public Conv {
      Check.components(Conv.class, channels, kernel, stride, padding);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * A transposed convolution, {@code [N, any, H, W] -> [N, channels, H', W']} with {@code H' = (H -
   * 1) stride + kernel - 2 padding}.
   */
  @Form("deconv {channels} k{kernel} s{stride} p{padding}")
  record Deconv(
      @Range(from = 1, to = 65_536) int channels,
      @Range(from = 1, to = 64) int kernel,
      @Range(from = 1, to = 64) int stride,
      @Range(from = 0, to = 63) int padding)
      implements LayerSpec {
    public Deconv {
      Check.components(Deconv.class, channels, kernel, stride, padding);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Batch normalisation over each feature or channel; the shape stays. */
  @Form("batch-norm")
  record BatchNorm() implements LayerSpec {
    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code max(x, slope * x)}; the shape stays. */
  @Form("leaky-relu {slope}")
  record LeakyRelu(@Range(from = 0, to = 1, toIncluded = false) double slope) implements LayerSpec {
    public LeakyRelu {
      Check.components(LeakyRelu.class, slope);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** An activation without parameters, written as its bare word; the shape stays. */
  @Form("{function}")
  record Activation(Function function) implements LayerSpec {
    public Activation {
      Check.components(Activation.class, function);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * Dropout; the shape stays.
   *
   * @param rate the probability that a value is dropped
   */
  @Form("dropout {rate}")
  record Dropout(@Range(from = 0, to = 1, toIncluded = false) double rate) implements LayerSpec {
    public Dropout {
      Check.components(Dropout.class, rate);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code factor x}; the shape stays. */
  @Form("scale {factor}")
  record Scale(@Range(from = -1000, to = 1000) double factor) implements LayerSpec {
    public Scale {
      Check.components(Scale.class, factor);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * {@code min(greatest, max(least, x))}, whose gradient outside of the bounds is 0; the shape
   * stays.
   */
  @Form("clip {least} {greatest}")
  record Clip(
      @Range(from = -1000, to = 1000) double least, @Range(from = -1000, to = 1000) double greatest)
      implements LayerSpec {
    public Clip {
      Check.components(Clip.class, least, greatest);
      Check.that(
          least < greatest, "least: given " + least + ", legal is below greatest, " + greatest);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** The functions of {@link Activation}. */
  enum Function implements Named {
    RELU("relu"),
    TANH("tanh"),
    SIGMOID("sigmoid"),
    IDENTITY("identity");

    private final String word;

    Function(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }
}
