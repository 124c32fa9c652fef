package dev.sonde.network.channels;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Absorption and emission of the channels of convolutions, for each image of a batch.
 *
 * @param layers in the order of computation
 * @param predicted the class of the greatest logit of each image
 * @param followed the class whose signal was followed
 */
public record ChannelGradients(
    List<LayerGradients> layers, List<Integer> predicted, List<Integer> followed) {

  public ChannelGradients {
    layers = List.copyOf(layers);
    predicted = List.copyOf(predicted);
    followed = List.copyOf(followed);
  }

  /**
   * What is computed.
   *
   * @param sites which convolutions: a glob over sites
   * @param normalisation statistics of batch normalisation; with those of the batch, images should
   *     come one by one
   */
  public record Settings(
      Definition definition, Signal signal, String sites, Pass.Normalisation normalisation) {

    public static Settings defaults() {
      return new Settings(Definition.CODE, Signal.WEIGHTED_LOGIT, "**", Pass.Normalisation.RUNNING);
    }

    public Settings definition(Definition other) {
      return new Settings(other, signal, sites, normalisation);
    }

    public Settings signal(Signal other) {
      return new Settings(definition, other, sites, normalisation);
    }

    public Settings sites(String glob) {
      return new Settings(definition, signal, glob, normalisation);
    }

    public Settings normalisation(Pass.Normalisation other) {
      return new Settings(definition, signal, sites, other);
    }
  }

  /**
   * One convolution.
   *
   * @param site its name
   * @param absorption {@code [images × channels]}: input channels by {@link Definition#PAPER},
   *     output channels by {@link Definition#CODE}
   * @param emission {@code [images × output channels]}
   */
  @SuppressWarnings("ArrayRecordComponent") // large numbers of floats, never compared
  public record LayerGradients(
      String site, float[] absorption, int absorbing, float[] emission, int emitting) {}

  /**
   * Follows one batch.
   *
   * @param images {@code [images × channels × height × width]}, normalised as the network expects
   * @param classes the class of each image to follow; empty for the predicted ones
   * @throws ChannelException if no convolution is selected, one cannot be followed (transposed,
   *     three-dimensional, used twice), or the network gives no logits of these classes
   */
  public static ChannelGradients of(
      Network<Array, Array> network, Array images, Optional<int[]> classes, Settings settings) {
    ConvolutionTap tap = ConvolutionTap.of(settings.sites());
    try (Pass pass = network.evaluate(settings.normalisation(), tap)) {
      Array logits = network.forward(pass, images);
      if (logits.rank() != 2 || logits.extent(0) != images.extent(0)) {
        throw new ChannelException(
            "the network gives " + logits.shape() + ", logits [images, classes] are needed");
      }
      long[] predicted = logits.argmax(1).toLongs();
      long[] followed = classes.map(ChannelGradients::wide).orElse(predicted);
      for (long one : followed) {
        if (one < 0 || one >= logits.extent(1)) {
          throw new ChannelException(
              "class " + one + " of a network with " + logits.extent(1) + " outputs");
        }
      }
      Array signal = settings.signal().of(logits, Array.ofIndices(followed, followed.length));
      pass.backward(signal);
      List<LayerGradients> layers = new ArrayList<>();
      for (ConvolutionTap.Use use : tap.uses()) layers.add(layer(use, settings.definition()));
      return new ChannelGradients(layers, boxed(predicted), boxed(followed));
    }
  }

  private static long[] wide(int[] classes) {
    long[] wide = new long[classes.length];
    for (int i = 0; i < wide.length; i++) wide[i] = classes[i];
    return wide;
  }

  private static List<Integer> boxed(long[] classes) {
    List<Integer> boxed = new ArrayList<>();
    for (long one : classes) boxed.add((int) one);
    return boxed;
  }

  private static LayerGradients layer(ConvolutionTap.Use use, Definition definition) {
    Spatial.Geometry geometry = use.geometry();
    int axes = geometry.strides().length;
    if (geometry.transposed() || axes > 2) {
      throw new ChannelException(
              "site '"
                  + use.name()
                  + "' is a "
                  + (geometry.transposed() ? "transposed convolution" : "convolution over 3 axes")
                  + "; absorption and emission are defined for convolutions of images and signals:"
                  + " choose layers without it")
          .mendedBy("layers");
    }
    Array gradient =
        use.gradient().orElseGet(() -> Array.zeros(use.output().shape().toArray())).detach();
    Array weight = use.weight().detach();
    long height = 1;
    long width = use.inputShape().extent(axes + 1);
    if (axes == 1) {
      gradient = gradient.unsqueeze(2);
      weight = weight.unsqueeze(2);
      geometry =
          new Spatial.Geometry(
              new long[] {1, geometry.strides()[0]},
              new long[] {0, geometry.before()[0]},
              new long[] {1, geometry.dilations()[0]},
              geometry.groups(),
              false);
    } else {
      height = use.inputShape().extent(2);
    }
    Array sent = SentNorms.squared(gradient, weight, geometry, height, width);
    int out = Math.toIntExact(gradient.extent(1));
    return switch (definition) {
      case CODE -> {
        float[] absorbed = norms(gradient).toFloats();
        yield new LayerGradients(use.name(), absorbed, out, root(sent.sum(2)).toFloats(), out);
      }
      case PAPER -> {
        Array norms = root(sent);
        long images = sent.extent(0);
        long groups = geometry.groups();
        long in = sent.extent(2);
        Array absorbed = norms.view(images, groups, out / groups, in).sum(2);
        int absorbing = Math.toIntExact(groups * in);
        yield new LayerGradients(
            use.name(), absorbed.toFloats(), absorbing, norms.sum(2).toFloats(), out);
      }
    };
  }

  private static Array norms(Array gradient) {
    return root(
        gradient.contiguous().view(gradient.extent(0), gradient.extent(1), -1).square().sum(2));
  }

  private static Array root(Array squares) {
    return dev.sonde.network.torch.Unary.SQUARE_ROOT.of(squares);
  }
}
