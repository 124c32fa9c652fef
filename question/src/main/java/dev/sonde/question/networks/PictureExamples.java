package dev.sonde.question.networks;

import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.question.QuestionException;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Images in the layout of a network's only input: channels first, channels last, or flat.
 *
 * @param shape of one, as the network takes it
 * @param channelsLast whether channels are its last axis
 */
record PictureExamples(
    Images images,
    Normalisation normalisation,
    String name,
    List<Long> shape,
    boolean channelsLast,
    boolean cut,
    long fixed)
    implements Examples {

  static PictureExamples of(ArrayNetwork network, Images images, Normalisation normalisation) {
    ArrayNetwork.Input input = only(network);
    List<Long> wanted = input.shape();
    long c = images.channels();
    List<Long> first = List.of(c, (long) images.height(), (long) images.width());
    List<Long> last = List.of((long) images.height(), (long) images.width(), c);
    List<Long> each = wanted.isEmpty() ? first : wanted.subList(1, wanted.size());
    long fixed = wanted.isEmpty() ? 0 : Math.max(0, wanted.getFirst());
    if (fixed > 1 && images.size() % fixed != 0) {
      throw new QuestionException(
          "%s: the network takes exactly %d images at a time, but there are %d"
              .formatted(images.source().name(), fixed, images.size()));
    }
    List<Long> shape;
    if (fits(each, first)) shape = first;
    else if (fits(each, last)) shape = last;
    else if (fits(each, List.of((long) images.length()))) shape = List.of((long) images.length());
    else {
      throw new QuestionException(
          "%s: images have shape %s, but the network's input '%s' takes %s"
              .formatted(images.source().name(), first, input.name(), wanted));
    }
    boolean turned = shape.equals(last) && !shape.equals(first);
    return new PictureExamples(images, normalisation, input.name(), shape, turned, true, fixed);
  }

  private static ArrayNetwork.Input only(ArrayNetwork network) {
    if (network.inputs().size() == 1) return network.inputs().getFirst();
    throw new QuestionException(
        "images need a network with one input; this one has "
            + network.inputs().stream().map(ArrayNetwork.Input::name).toList());
  }

  private static boolean fits(List<Long> wanted, List<Long> given) {
    if (wanted.size() != given.size()) return false;
    for (int i = 0; i < given.size(); i++) {
      if (wanted.get(i) >= 0 && !wanted.get(i).equals(given.get(i))) return false;
    }
    return true;
  }

  @Override
  public long count() {
    return cut ? images.size() : 1;
  }

  @Override
  public List<Path> files() {
    return images.source().files();
  }

  @Override
  public Examples whole() {
    return new PictureExamples(images, normalisation, name, shape, channelsLast, false, 0);
  }

  @Override
  public Map<String, Array> batch(long from, long count) {
    int n = Math.toIntExact(cut ? count : images.size());
    float[] pixels = images.range(Math.toIntExact(cut ? from : 0), n);
    normalisation.apply(pixels, images.shape());
    if (channelsLast) pixels = turned(pixels, images.channels());
    long[] extents = new long[shape.size() + 1];
    extents[0] = n;
    for (int i = 0; i < shape.size(); i++) extents[i + 1] = shape.get(i);
    return Map.of(name, Array.of(pixels, extents));
  }

  private float[] turned(float[] pixels, int channels) {
    int length = images.length();
    int plane = length / channels;
    float[] turned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / length;
      int channel = i % length / plane;
      turned[image * length + i % plane * channels + channel] = pixels[i];
    }
    return turned;
  }
}
