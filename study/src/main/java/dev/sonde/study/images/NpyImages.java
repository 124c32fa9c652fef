package dev.sonde.study.images;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.study.images.ImageFiles.Part;
import dev.sonde.study.images.ImageSettings.Layout;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images as a NumPy array: N×H×W, N×C×H×W or N×H×W×C, bytes (0 to 255 becomes 0 to 1) or floats (as
 * they stand); labels from {@code labels.npy} or {@code NAME-labels.npy} beside it.
 */
final class NpyImages {
  private NpyImages() {}

  static boolean recognises(Bytes bytes) {
    return bytes.startsWith(
        0, (byte) 0x93, (byte) 'N', (byte) 'U', (byte) 'M', (byte) 'P', (byte) 'Y');
  }

  static boolean isLabels(Path file) {
    return String.valueOf(file.getFileName()).endsWith("labels.npy");
  }

  static List<Part> folder(Path folder, List<Path> files, ImageSettings settings) {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      if (isLabels(file)) continue;
      parts.add(new Part(Split.named(String.valueOf(file.getFileName())), read(file, settings)));
    }
    long unsplit = parts.stream().filter(part -> part.split() == Split.ALL).count();
    if (unsplit > 1) throw new ImageException(folder + ": holds several .npy files: name one");
    return parts;
  }

  static Images read(Path file, ImageSettings settings) {
    Tensor tensor = Checkpoint.open(file).tensors().getFirst().asReal();
    Pixels pixels = pixels(file, tensor, settings.layout());
    int count = pixels.count();
    Path labels = labelsOf(file);
    if (labels == null) {
      int[] none = new int[count];
      Arrays.fill(none, Images.UNLABELLED);
      return Images.of(pixels, none, List.of(), ImageSource.of(file));
    }
    int[] classes = labels(labels, count);
    int most = IntStream.of(classes).max().orElse(0);
    return Images.of(
        pixels,
        classes,
        IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList(),
        ImageSource.of(file, List.of(file, labels)));
  }

  private static @org.jspecify.annotations.Nullable Path labelsOf(Path images) {
    String name = String.valueOf(images.getFileName());
    String stem = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
    for (String candidate : List.of(stem + "-labels.npy", stem + "_labels.npy", "labels.npy")) {
      Path beside = images.resolveSibling(candidate);
      if (Files.isRegularFile(beside) && !beside.equals(images)) return beside;
    }
    return null;
  }

  private static int[] labels(Path file, int count) {
    Tensor tensor = Checkpoint.open(file).tensors().getFirst().asReal();
    if (tensor.shape().rank() != 1 || tensor.shape().extent(0) != count) {
      throw new ImageException(
          file + ": has shape " + tensor.shape() + ", expected one label for each of " + count);
    }
    float[] values = tensor.toFloats();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (int) values[i];
      if (labels[i] != values[i] || labels[i] < 0 || labels[i] >= Limits.CLASSES) {
        throw new ImageException(
            file + ": label " + i + " is " + values[i] + ", expected a whole number from 0");
      }
    }
    return labels;
  }

  private static Pixels pixels(Path file, Tensor tensor, Layout layout) {
    long[] e = tensor.shape().toArray();
    boolean rank = e.length == 3 || e.length == 4;
    if (!rank || Arrays.stream(e).anyMatch(extent -> extent < 1)) {
      throw new ImageException(
          file + ": has shape " + tensor.shape() + ", images are N×H×W, N×C×H×W or N×H×W×C");
    }
    boolean last = e.length == 4 && channelsLast(file, e, layout);
    Shape shape =
        e.length == 3
            ? Shape.of(1, e[1], e[2])
            : last ? Shape.of(e[3], e[1], e[2]) : Shape.of(e[1], e[2], e[3]);
    if (e[0] > Limits.IMAGES || shape.extent(1) > Limits.SIDE || shape.extent(2) > Limits.SIDE) {
      throw new ImageException(file + ": too many or too large images: " + tensor.shape());
    }
    boolean bytes = tensor.dtype() == DType.UINT8;
    return new Elements(file.getFileName() + "", tensor, shape, last, bytes ? 255 : 1);
  }

  private static boolean channelsLast(Path file, long[] e, Layout layout) {
    if (layout != Layout.AUTO) return layout == Layout.CHANNELS_LAST;
    boolean first = e[1] == 1 || e[1] == 3;
    boolean last = e[3] == 1 || e[3] == 3;
    if (first != last) return last;
    throw new ImageException(
            file
                + ": shape "
                + Arrays.toString(e)
                + " does not show which axis counts channels; say the layout, channels_first or"
                + " channels_last")
        .mendedBy("layout");
  }

  private record Elements(String file, Tensor tensor, Shape shape, boolean last, float full)
      implements Pixels {
    @Override
    public int count() {
      return (int) tensor.shape().extent(0);
    }

    @Override
    public void read(int image, float[] to, int at) {
      int length = Math.toIntExact(shape.count());
      TensorReader reader = tensor.reader();
      float[] values = new float[length];
      reader.floats((long) image * length, values, length);
      int channels = last ? (int) shape.extent(0) : 1;
      int plane = length / channels;
      for (int i = 0; i < length; i++) {
        to[at + i % channels * plane + i / channels] = values[i] / full;
      }
    }

    @Override
    public String name(int image) {
      return file + "[" + image + "]";
    }
  }
}
