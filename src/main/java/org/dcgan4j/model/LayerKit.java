package org.dcgan4j.model;

import org.dcgan4j.compute.ClipActivation;
import org.dcgan4j.compute.FastActivation;
import org.dcgan4j.compute.FastBatchNorm;
import org.dcgan4j.compute.FastConvolution;
import org.dcgan4j.compute.FastDeconvolution;
import org.dcgan4j.compute.FastDense;
import org.dcgan4j.compute.FastLeakyRelu;
import org.dcgan4j.compute.ScaleActivation;
import org.dcgan4j.compute.SeededDropout;
import org.dcgan4j.config.LayerSpec;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/**
 * Which layers a network is built of. Both kits have the same parameters in the same order, and the
 * same dropout.
 */
public enum LayerKit {
  /** Our own, see {@code compute}. */
  FAST {
    @Override
    Layer dense(LayerSpec.Dense spec, boolean bias) {
      return new FastDense(spec.units(), bias);
    }

    @Override
    Layer conv(ConvolutionLayer.Builder builder) {
      return new FastConvolution(builder);
    }

    @Override
    Layer deconv(Deconvolution2D.Builder builder) {
      return new FastDeconvolution(builder);
    }

    @Override
    Layer batchNorm() {
      return new FastBatchNorm();
    }

    @Override
    Layer leakyRelu(double slope) {
      return new FastLeakyRelu(slope, 0);
    }

    @Override
    Layer activation(LayerSpec.Function function) {
      return switch (function) {
        case RELU -> FastActivation.relu();
        case TANH -> FastActivation.tanh();
        case SIGMOID -> FastActivation.sigmoid();
        case IDENTITY -> FastActivation.identity();
      };
    }

    @Override
    Layer scale(double factor) {
      return FastActivation.scale(factor);
    }

    @Override
    Layer clip(double least, double greatest) {
      return FastActivation.clip(least, greatest);
    }
  },

  /** DL4J's, as anybody can load them. */
  STOCK {
    @Override
    Layer dense(LayerSpec.Dense spec, boolean bias) {
      return new DenseLayer.Builder()
          .nOut(spec.units())
          .hasBias(bias)
          .activation(Activation.IDENTITY)
          .build();
    }

    @Override
    Layer conv(ConvolutionLayer.Builder builder) {
      return builder.build();
    }

    @Override
    Layer deconv(Deconvolution2D.Builder builder) {
      return builder.build();
    }

    @Override
    Layer batchNorm() {
      BatchNormalization layer = new BatchNormalization();
      layer.setUseLogStd(false);
      return layer;
    }

    @Override
    Layer leakyRelu(double slope) {
      return new ActivationLayer(new ActivationLReLU(slope));
    }

    @Override
    Layer activation(LayerSpec.Function function) {
      return new ActivationLayer(
          switch (function) {
            case RELU -> Activation.RELU;
            case TANH -> Activation.TANH;
            case SIGMOID -> Activation.SIGMOID;
            case IDENTITY -> Activation.IDENTITY;
          });
    }

    @Override
    Layer scale(double factor) {
      return new ActivationLayer(new ScaleActivation(factor));
    }

    @Override
    Layer clip(double least, double greatest) {
      return new ActivationLayer(new ClipActivation(least, greatest));
    }
  };

  abstract Layer dense(LayerSpec.Dense spec, boolean bias);

  abstract Layer conv(ConvolutionLayer.Builder builder);

  abstract Layer deconv(Deconvolution2D.Builder builder);

  abstract Layer batchNorm();

  abstract Layer leakyRelu(double slope);

  abstract Layer activation(LayerSpec.Function function);

  abstract Layer scale(double factor);

  abstract Layer clip(double least, double greatest);

  /**
   * @param bias whether a layer with weights has a bias too; one in front of a batch normalisation
   *     needs none
   */
  Layer layer(LayerSpec spec, boolean bias) {
    if (spec instanceof LayerSpec.Dense dense) {
      return dense(dense, bias);
    } else if (spec instanceof LayerSpec.Conv conv) {
      return conv(convolution(conv, bias));
    } else if (spec instanceof LayerSpec.Deconv deconv) {
      return deconv(deconvolution(deconv, bias));
    } else if (spec instanceof LayerSpec.BatchNorm) {
      return batchNorm();
    } else if (spec instanceof LayerSpec.LeakyRelu leakyRelu) {
      return leakyRelu(leakyRelu.slope());
    } else if (spec instanceof LayerSpec.Activation activation) {
      return activation(activation.function());
    } else if (spec instanceof LayerSpec.Dropout dropout) {
      return new DropoutLayer(new SeededDropout(dropout.rate()));
    } else if (spec instanceof LayerSpec.Scale scale) {
      return scale(scale.factor());
    } else if (spec instanceof LayerSpec.Clip clip) {
      return clip(clip.least(), clip.greatest());
    }
    throw new IllegalArgumentException(spec + " is no layer of its own");
  }

  private static ConvolutionLayer.Builder convolution(LayerSpec.Conv spec, boolean bias) {
    return new ConvolutionLayer.Builder(spec.kernel(), spec.kernel())
        .stride(spec.stride(), spec.stride())
        .padding(spec.padding(), spec.padding())
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(spec.channels())
        .hasBias(bias)
        .activation(Activation.IDENTITY);
  }

  private static Deconvolution2D.Builder deconvolution(LayerSpec.Deconv spec, boolean bias) {
    Deconvolution2D.Builder builder = new Deconvolution2D.Builder(spec.kernel(), spec.kernel());
    builder
        .stride(spec.stride(), spec.stride())
        .padding(spec.padding(), spec.padding())
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(spec.channels())
        .hasBias(bias)
        .activation(Activation.IDENTITY);
    return builder;
  }
}
