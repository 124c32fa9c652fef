package dev.sonde.analysis.vectors;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.Printable;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A user's own vectors.
 *
 * <pre>{@code
 * Vectors iris = Vectors.read(Path.of("iris.csv"), null, TextSettings.found().withLabelColumn("species"));
 * iris.notes(); // iris.csv: columns are parted by commas; line 1 is the heading; column 5 ('species') …
 * }</pre>
 *
 * @param points the vectors; of float64 values that float32 would round, less their mean
 * @param unit how much of the file's unit 1 is in {@code points}: 1, or a power of two where the
 *     values are too large or too small for float32
 * @param names one per vector; empty if the file has none
 * @param classes of the vectors, where a column holds them, else null
 * @param notes what was taken for what, one line each
 */
public record Vectors(
    Points points, double unit, List<String> names, @Nullable Classes classes, List<String> notes) {

  public Vectors {
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }

  /**
   * From text in columns ({@code .csv}, {@code .tsv}, {@code .txt}), or a tensor of any checkpoint.
   *
   * @param address which tensor of a file with several, or null
   * @param text how text is to be read; tensors take no notice
   * @throws VectorsException if the file does not hold vectors of finite numbers
   */
  public static Vectors read(Path file, @Nullable String address, TextSettings text)
      throws IOException {
    return Text.isText(file)
        ? TextVectors.read(file, text)
        : of(only(file, address), file.toString());
  }

  /**
   * The first axis counts the vectors, all others are laid flat.
   *
   * @param what it is, for messages
   */
  public static Vectors of(Tensor tensor, String what) {
    if (tensor.dtype().isComplex()) {
      throw new VectorsException(
          what + ": holds " + tensor.dtype().label() + " values; vectors are of real numbers");
    }
    if (tensor.shape().rank() == 0 || tensor.shape().extent(0) < 1) {
      throw new VectorsException(what + ": has no vectors");
    }
    if (tensor.count() == 0) throw new VectorsException(what + ": its vectors are empty");
    if (tensor.count() > Integer.MAX_VALUE - 16) {
      throw new VectorsException(
          "%s: %d values; at most 2,147,483,631 fit in memory at once"
              .formatted(what, tensor.count()));
    }
    int count = (int) tensor.shape().extent(0);
    Values values = new Values.OfTensor(tensor, count, (int) (tensor.count() / count));
    return Rounded.of(values, what).vectors(List.of(), null, List.of());
  }

  /** The tensor that is asked for, or the only one. */
  static Tensor only(Path file, @Nullable String address) {
    Checkpoint checkpoint = Checkpoint.open(file);
    if (address != null) return checkpoint.tensor(address);
    List<Tensor> tensors = checkpoint.tensors();
    if (tensors.size() == 1) return tensors.getFirst();
    if (tensors.isEmpty()) throw new VectorsException(file + ": holds no tensor");
    String some =
        tensors.stream()
            .limit(5)
            .map(tensor -> Printable.of(tensor.address()))
            .collect(Collectors.joining(", "));
    throw new VectorsException(
        "%s: holds %d tensors; name one: %s%s"
            .formatted(file, tensors.size(), some, tensors.size() > 5 ? ", …" : ""));
  }
}
