package dev.sonde.checkpoint;

import dev.sonde.checkpoint.gate.Gates;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.file.IoReason;
import dev.sonde.tensor.MappedFault;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file of trained weights: an ordered map from address to tensor, opened lazily. Opening reads
 * names, types and shapes; the numbers stay mapped until someone reads them, so a file larger than
 * memory is normal.
 *
 * <pre>{@code
 * Checkpoint model = Checkpoint.open(Path.of("model.pt"));
 * for (Tensor tensor : model.match("encoder.**")) System.out.println(tensor);
 * }</pre>
 */
public final class Checkpoint {

  private static final int MAX_SHOWN = 5;

  private final Path path;
  private final String format;
  private final Contents contents;
  private final Gates gates;

  private Checkpoint(Path path, String format, Contents contents) {
    this.path = path;
    this.format = format;
    this.contents = contents;
    this.gates = Gates.of(contents.tensors(), contents.recurrent());
  }

  /**
   * Opens a checkpoint of any known format, recognised by its content. A folder stands for the one
   * checkpoint in it, such as a model's folder from the Hugging Face hub.
   *
   * @throws CheckpointException if the file is missing, unknown, damaged or hostile
   */
  public static Checkpoint open(Path path) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path))
        throw new CheckpointException(path + ": neither a file nor a folder; copy it to a file");
      var source =
          Files.isDirectory(path)
              ? FolderChoice.of(path)
              : new CheckpointReader.Source(path, false, Bytes.map(path));
      CheckpointReader reader = Formats.recognise(source);
      return new Checkpoint(source.path(), reader.format(), reader.read(source));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(path + ": no such file", e);
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException(path + ": cannot be read: " + IoReason.of(e), e);
    } catch (InternalError e) {
      throw new CheckpointException(path + ": " + MappedFault.in(e), e);
    }
  }

  /** A checkpoint made in memory, to be written or compared. */
  public static Checkpoint of(Path path, List<Tensor> tensors, Map<String, String> metadata) {
    Contents.Builder contents = new Contents.Builder(path.toString());
    tensors.forEach(contents::add);
    metadata.forEach(contents::metadata);
    return new Checkpoint(path, "memory", contents.build());
  }

  /** The file; for a folder that stands for a file, that file. */
  public Path path() {
    return path;
  }

  /** The format's name: {@code safetensors}, {@code pytorch-zip}, {@code keras-h5}, … */
  public String format() {
    return format;
  }

  /** What the file says of itself beside tensors: settings, epochs, versions. */
  public Map<String, String> metadata() {
    return contents.metadata();
  }

  /** What was odd: code that the file would have run elsewhere, values that were left out. */
  public List<String> notes() {
    return contents.notes();
  }

  /** All tensors, in the file's order. */
  public List<Tensor> tensors() {
    return List.copyOf(contents.tensors().values());
  }

  /**
   * The tensor, or the block of a recurrent layer's gate, at an address: {@code
   * decoder.rnn.weight_hh_l0}, {@code decoder.rnn/W_hf}; see {@link Gates}. The end of an address,
   * from a dot or slash on, is enough where only one tensor ends so.
   *
   * @throws CheckpointException if there is none, or several end so
   */
  public Tensor tensor(String address) {
    Tensor tensor = contents.tensors().get(address);
    if (tensor == null) tensor = gates.find(address);
    if (tensor != null) return tensor;
    List<Tensor> ending = endingIn(address);
    if (ending.size() == 1) return ending.getFirst();
    List<String> near = address.contains("/") ? gates.namesBeside(address) : List.of();
    String more =
        ending.isEmpty()
            ? near.isEmpty() ? "" : "; this layer has " + String.join(", ", near)
            : "; "
                + ending.size()
                + " end so: "
                + ending.stream()
                    .limit(MAX_SHOWN)
                    .map(Tensor::address)
                    .collect(Collectors.joining(", "))
                + (ending.size() > MAX_SHOWN ? ", …" : "");
    throw new CheckpointException(
        path
            + ": no tensor '"
            + address
            + "' among its "
            + contents.tensors().size()
            + " tensors"
            + more);
  }

  /** The tensors, and blocks of gates, whose address ends in this one after a dot or slash. */
  private List<Tensor> endingIn(String address) {
    if (address.isEmpty()) return List.of();
    List<Tensor> ending = new ArrayList<>();
    for (Tensor tensor : contents.tensors().values()) {
      if (endsIn(tensor.address(), address)) ending.add(tensor);
      for (Tensor block : gates.blocksOf(tensor.address())) {
        if (endsIn(block.address(), address)) ending.add(block);
      }
    }
    return ending;
  }

  private static boolean endsIn(String whole, String end) {
    int before = whole.length() - end.length() - 1;
    return before >= 0
        && whole.endsWith(end)
        && (whole.charAt(before) == '.' || whole.charAt(before) == '/');
  }

  public boolean has(String address) {
    return contents.tensors().containsKey(address) || gates.find(address) != null;
  }

  /**
   * The tensors whose address matches a {@link Glob}, in the file's order; may be empty. A gate's
   * block is among them if the pattern matches it and not the tensor that it is a part of. A plain
   * address that only the end of one tensor's matches gives that tensor.
   */
  public List<Tensor> match(String glob) {
    Glob pattern = Glob.of(glob);
    List<Tensor> matching = new ArrayList<>();
    for (Tensor tensor : contents.tensors().values()) {
      if (pattern.matches(tensor.address())) {
        matching.add(tensor);
      } else {
        for (Tensor block : gates.blocksOf(tensor.address())) {
          if (pattern.matches(block.address())) matching.add(block);
        }
      }
    }
    if (!matching.isEmpty() || !pattern.isPlain()) return matching;
    List<Tensor> ending = endingIn(glob);
    return ending.size() == 1 ? ending : matching;
  }

  /**
   * The same checkpoint with each recurrent layer's tensors replaced by the blocks of its gates, as
   * views; see {@link Gates}.
   */
  public Checkpoint withGates() {
    Contents.Builder split = new Contents.Builder(path.toString());
    for (Tensor tensor : contents.tensors().values()) {
      List<Tensor> blocks = gates.blocksOf(tensor.address());
      if (blocks.isEmpty()) split.add(tensor);
      else blocks.forEach(split::add);
    }
    contents.metadata().forEach(split::metadata);
    contents.notes().forEach(split::note);
    return new Checkpoint(path, format, split.build());
  }

  /** The same file with its tensors under other names, and a note of why. */
  Checkpoint renamed(List<Tensor> tensors, String note) {
    Contents.Builder renamed = new Contents.Builder(path.toString());
    tensors.forEach(renamed::add);
    contents.metadata().forEach(renamed::metadata);
    contents.notes().forEach(renamed::note);
    renamed.note(note);
    return new Checkpoint(path, format, renamed.build());
  }

  /** Writes all tensors and metadata as one safetensors file, in one step. */
  public void write(Path target) throws IOException {
    SafetensorsWriter.write(tensors(), metadata(), target);
  }

  @Override
  public String toString() {
    return path + " (" + format + ", " + contents.tensors().size() + " tensors)";
  }
}
