package dev.sonde.checkpoint.exported;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.torch.TorchZipReader;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .pt2} archive: one or more programs, each with its graph, its weights (parameters and
 * buffers) and its constants by the names that the graph's signature uses.
 *
 * <pre>{@code
 * ExportedArchive archive = ExportedArchive.open(Path.of("model.pt2"));
 * String model = archive.models().getFirst();           // "model"
 * Bytes graph = archive.program(model);                 // JSON
 * Tensor weight = archive.weights(model).tensors().get("fc.weight");
 * }</pre>
 */
public final class ExportedArchive {

  /** The graph of PyTorch 2.1 to 2.6, whose weights lie beside it under fixed names. */
  private static final String OLD_PROGRAM = "serialized_exported_program.json";

  private static final int MAX_TEXT = 64;

  private final ZipArchive zip;

  /** The folder that holds everything, with its slash. */
  private final String root;

  private final boolean old;

  private ExportedArchive(ZipArchive zip, String root, boolean old) {
    this.zip = zip;
    this.root = root;
    this.old = old;
  }

  /**
   * Opens an archive.
   *
   * @throws CheckpointException if it is missing, none, or damaged
   */
  public static ExportedArchive open(Path path) {
    try {
      return open(Bytes.map(path));
    } catch (IOException e) {
      throw new CheckpointException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Opens an archive that is mapped already.
   *
   * @throws CheckpointException if it is none, or damaged
   */
  public static ExportedArchive open(Bytes bytes) {
    ZipArchive zip = ZipArchive.open(bytes);
    ExportedArchive archive = find(zip);
    if (archive != null) return archive;
    throw new CheckpointException(bytes.name() + ": not an archive of torch.export");
  }

  /** Whether it is such an archive; never throws. */
  public static boolean recognises(Bytes bytes) {
    if (!ZipArchive.recognises(bytes)) return false;
    try {
      return find(ZipArchive.open(bytes)) != null;
    } catch (CheckpointException damaged) {
      return false;
    }
  }

  private static @Nullable ExportedArchive find(ZipArchive zip) {
    if (zip.find(OLD_PROGRAM) != null) return new ExportedArchive(zip, "", true);
    for (String name : zip.names()) {
      int slash = name.indexOf('/');
      if (name.endsWith("/archive_format") && slash == name.lastIndexOf('/')) {
        return new ExportedArchive(zip, name.substring(0, slash + 1), false);
      }
    }
    return null;
  }

  /** The programs by name, in the archive's order; old archives have one, {@code model}. */
  public List<String> models() {
    if (old) return List.of("model");
    List<String> models = new ArrayList<>();
    String folder = root + "models/";
    for (String name : zip.names()) {
      if (name.startsWith(folder) && name.endsWith(".json")) {
        models.add(name.substring(folder.length(), name.length() - 5));
      }
    }
    return models;
  }

  /** The graph as JSON (the schema of PyTorch's {@code torch/_export/serde/schema.py}). */
  public Bytes program(String model) {
    return named(zip.get(old ? OLD_PROGRAM : root + "models/" + model + ".json"));
  }

  /** Parameters and buffers by their names in the module. */
  public Contents weights(String model) {
    if (old) return pickled(oldWeights());
    return payload(model, "data/weights/", "_weights_config.json");
  }

  /** Tensors that the graph holds beside them: constants, buffers that are not persistent. */
  public Contents constants(String model) {
    if (old) return pickled(zip.find("serialized_constants.pt"));
    return payload(model, "data/constants/", "_constants_config.json");
  }

  /** PyTorch 2.1 gave it the ending of a text. */
  private @Nullable ZipEntry oldWeights() {
    ZipEntry weights = zip.find("serialized_state_dict.pt");
    return weights != null ? weights : zip.find("serialized_state_dict.json");
  }

  private Contents payload(String model, String folder, String ending) {
    ZipEntry config = zip.find(root + folder + model + ending);
    if (config == null) return pickled(zip.find(root + folder + model + ".pt"));
    return new Payload(this, root + folder).read(named(config));
  }

  /** A file of {@code torch.save} inside the archive; nothing if there is none. */
  Contents pickled(@Nullable ZipEntry entry) {
    if (entry == null || entry.size() == 0) return new Contents.Builder(zip.fileName()).build();
    Bytes bytes = named(entry);
    var source = new CheckpointReader.Source(Path.of(zip.fileName()), false, bytes);
    TorchZipReader reader = new TorchZipReader();
    if (!reader.recognises(source)) throw bytes.error(0, "not a file of torch.save");
    return reader.read(source);
  }

  /** Whether weights are compiled into a library (AOTInductor) instead of lying in the archive. */
  boolean isCompiled() {
    String folder = root + "data/aotinductor/";
    return zip.names().stream().anyMatch(name -> name.startsWith(folder));
  }

  @Nullable ZipEntry entry(String name) {
    return zip.find(name);
  }

  String file() {
    return zip.fileName();
  }

  /** Of the raw bytes of weights. */
  ByteOrder order() {
    ZipEntry entry = zip.find(root + "byteorder");
    if (entry == null || entry.size() > MAX_TEXT) return ByteOrder.LITTLE_ENDIAN;
    Bytes content = entry.content();
    String order = content.utf8(0, content.size(), MAX_TEXT, "the byte order").strip();
    return order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** An entry whose messages name the archive first. */
  private Bytes named(ZipEntry entry) {
    Bytes content = entry.content();
    return content.slice(zip.fileName() + ": " + entry.name(), 0, content.size());
  }
}
