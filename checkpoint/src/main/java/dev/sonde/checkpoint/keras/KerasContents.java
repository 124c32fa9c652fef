package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.hdf5.Hdf5Attribute;
import dev.sonde.checkpoint.hdf5.Hdf5Dataset;
import dev.sonde.checkpoint.hdf5.Hdf5File;
import dev.sonde.checkpoint.hdf5.Hdf5Group;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.Notes;
import dev.sonde.file.Printable;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns an HDF5 file into tensors with the addresses and the order that a user expects. */
final class KerasContents {

  /** Metadata is for settings; longer lists of numbers or texts are data. */
  private static final int MAX_ELEMENTS = 64;

  private static final long MAX_TEXT = 1 << 20;

  private final Hdf5File file;
  private final Contents.Builder contents;
  private final Set<String> described = new HashSet<>();

  private KerasContents(Hdf5File file, Contents.Builder contents) {
    this.file = file;
    this.contents = contents;
  }

  /** Adds everything in {@code file} to {@code contents}. */
  static void add(Hdf5File file, @Nullable LayerConfig config, Contents.Builder contents) {
    KerasContents keras = new KerasContents(file, contents);
    keras.metadata("/");
    keras.metadata("/model_weights");
    contents.notes(file.notes());
    Notes notes = new Notes();
    List<Named> named = keras.named(config, notes);
    contents.notes(notes);
    Named.unique(named).forEach(keras::tensor);
  }

  /** First what the file's own lists name, then numbered variables, then the rest as it stands. */
  private List<Named> named(@Nullable LayerConfig config, Notes notes) {
    List<Named> named = new ArrayList<>(LegacyNames.of(file, notes));
    boolean lists = !named.isEmpty();
    named.addAll(NumberedNames.of(file, config));
    Set<String> seen = new HashSet<>();
    named.removeIf(one -> !seen.add(one.path()));
    for (String path : file.datasets().keySet()) {
      if (!seen.add(path)) continue;
      String plain = path.substring(1);
      named.add(new Named(path, lists ? LegacyNames.withoutOutput(plain) : plain));
    }
    return named;
  }

  private void tensor(String path, String address) {
    Hdf5Dataset dataset = file.dataset(path);
    String shown = Printable.of(path, 200);
    if (dataset.isNumbers()) contents.add(dataset.tensor(address));
    else if (isBrainFloat(dataset)) contents.add(dataset.opaqueAs(DType.BFLOAT16, address));
    else if (dataset.isNull()) contents.note(shown + " is a null dataset: left out");
    else if (dataset.isText()
        && dataset.count() <= MAX_ELEMENTS
        && dataset.byteSize() <= MAX_TEXT) {
      contents.metadata(address, String.join("\n", dataset.texts()));
    } else {
      contents.note(shown + " holds " + dataset.type() + ", not numbers: left out");
    }
  }

  /** HDF5 has no word for bfloat16: Keras 3 stores opaque bytes and says what they are beside. */
  private static boolean isBrainFloat(Hdf5Dataset dataset) {
    if (!dataset.isOpaque(2)) return false;
    Hdf5Attribute dtype = dataset.attribute("dtype");
    return dtype != null && dtype.isText() && dtype.texts().equals(List.of("bfloat16"));
  }

  private void metadata(String path) {
    Hdf5Group group = file.group(path);
    if (group == null) return;
    // By name: whether the file keeps their order is chance.
    new TreeMap<>(group.attributes())
        .forEach(
            (name, attribute) -> {
              if (name.startsWith("layer_names") || name.startsWith("weight_names")) return;
              if (!described.add(name)) return;
              String shown = shown(attribute);
              if (shown != null) contents.metadata(name, shown);
              else
                contents.note(
                    "attribute '" + Printable.of(name, 200) + "' of " + path + " is left out");
            });
  }

  private static @Nullable String shown(Hdf5Attribute attribute) {
    if (attribute.count() > MAX_ELEMENTS) return null;
    if (attribute.isText()) return String.join("\n", attribute.texts());
    if (!attribute.isNumbers()) return null;
    Tensor numbers = attribute.numbers();
    if (numbers.dtype().isComplex()) return null;
    List<String> texts = new ArrayList<>();
    for (double value : numbers.toDoubles()) {
      boolean whole = !numbers.dtype().isFloating() && Math.abs(value) < 1L << 53;
      texts.add(whole ? String.valueOf((long) value) : String.valueOf(value));
    }
    return String.join(", ", texts);
  }
}
