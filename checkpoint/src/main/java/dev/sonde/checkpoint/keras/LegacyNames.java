package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.hdf5.Hdf5Attribute;
import dev.sonde.checkpoint.hdf5.Hdf5File;
import dev.sonde.checkpoint.hdf5.Hdf5Group;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Notes;
import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names in the HDF5 files of Keras 1 and 2 (and of Keras 3 when asked for): a group that lists its
 * {@code layer_names}, in it a group for each layer that lists its {@code weight_names}, which are
 * paths below it. Lists too long for one attribute are cut into {@code layer_names0}, {@code
 * layer_names1}, …
 */
final class LegacyNames {

  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";
  private static final String OPTIMIZER = "/optimizer_weights";

  /** What Keras puts behind a name that was taken. */
  private static final Pattern NUMBER = Pattern.compile("(_\\d+)?");

  /**
   * The cell of a recurrent layer: it has only one, whose number depends on what was made before.
   */
  private static final Pattern CELL = Pattern.compile("(lstm|gru|simple_rnn)_cell(_\\d+)?");

  /** Models in models, and the parts of a name. */
  private static final int MAX_PARTS = 100;

  private final Hdf5File file;
  private final Budget budget;
  private final List<Named> named = new ArrayList<>();
  private final Notes notes;

  private LegacyNames(Hdf5File file, Notes notes) {
    this.file = file;
    this.budget = file.budget();
    this.notes = notes;
  }

  /** The datasets that the file's own lists name, in their order; none if it has no such lists. */
  static List<Named> of(Hdf5File file, Notes notes) {
    LegacyNames names = new LegacyNames(file, notes);
    Hdf5Group weights = file.group("/model_weights");
    Hdf5Group layers = weights != null && lists(weights, LAYERS) ? weights : file.group("/");
    if (layers == null || !lists(layers, LAYERS)) return List.of();
    names.layers(layers);
    names.optimizer();
    return names.named;
  }

  private static boolean lists(Hdf5Group group, String list) {
    return group.attribute(list) != null || group.attribute(list + "0") != null;
  }

  private static List<String> list(Hdf5Group group, String name) {
    Hdf5Attribute whole = group.attribute(name);
    if (whole != null) return whole.texts();
    List<String> parts = new ArrayList<>();
    for (int i = 0; ; i++) {
      Hdf5Attribute part = group.attribute(name + i);
      if (part == null) return parts;
      parts.addAll(part.texts());
    }
  }

  private void layers(Hdf5Group layers) {
    String folder = layers.path().equals("/") ? "/" : layers.path() + "/";
    Set<String> names = new LinkedHashSet<>(list(layers, LAYERS));
    // Weights that belong to no layer; Keras lists them nowhere.
    names.add("top_level_model_weights");
    for (String layer : names) {
      Hdf5Group group = file.group(folder + layer);
      if (group == null) continue;
      for (String weight : list(group, WEIGHTS)) {
        // A long name of a group stands before each of its weights.
        budget.spend(group.path().length() + layer.length() + 2L * weight.length());
        add(group.path() + "/" + weight, address(layer, weight));
      }
    }
  }

  private void optimizer() {
    Hdf5Group group = file.group(OPTIMIZER);
    if (group == null) return;
    for (String weight : list(group, WEIGHTS)) {
      String path = OPTIMIZER + "/" + weight;
      add(path, withoutOutput(path.substring(1)));
    }
  }

  private void add(String path, String address) {
    if (file.datasets().containsKey(path)) named.add(new Named(path, address));
    else
      notes.add(Printable.of(path, 200) + " is listed among the weights, but is not in the file");
  }

  /**
   * {@code dense} and {@code sequential/dense/kernel:0} make {@code dense/kernel}; the name of a
   * weight may start with those of models around the layer, or lack the layer's own.
   */
  static String address(String layer, String weight) {
    List<String> name = List.of(withoutOutput(weight).split("/", -1));
    List<String> owner = Arrays.asList(layer.split("/", -1));
    // Looking for one list in another takes time with both: no models nest deeper.
    boolean sensible = name.size() <= MAX_PARTS && owner.size() <= MAX_PARTS;
    int from = sensible ? Collections.indexOfSubList(name, owner) : -1;
    if (sensible && from < 0) from = renamed(name, owner);
    boolean inside = from >= 0 && from + owner.size() < name.size();
    List<String> parts = new ArrayList<>(owner);
    parts.addAll(inside ? name.subList(from + owner.size(), name.size()) : name);
    int cell = parts.size() - 2;
    if (cell > 0 && CELL.matcher(parts.get(cell)).matches()) parts.remove(cell);
    return String.join("/", parts);
  }

  /**
   * Where the owner's name stands with a number behind each part: a model that was loaded and is
   * saved again calls the weights of {@code dense_1} {@code dense_1_1/kernel}, since the name was
   * taken. −1 if nowhere.
   */
  private static int renamed(List<String> name, List<String> owner) {
    for (int from = 0; from + owner.size() < name.size(); from++) {
      boolean all = true;
      for (int i = 0; i < owner.size() && all; i++) {
        String part = name.get(from + i);
        String plain = owner.get(i);
        all = part.startsWith(plain) && NUMBER.matcher(part.substring(plain.length())).matches();
      }
      if (all) return from;
    }
    return -1;
  }

  /** TensorFlow numbers the outputs of an operation; a variable has one, {@code :0}. */
  static String withoutOutput(String name) {
    return name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
  }
}
