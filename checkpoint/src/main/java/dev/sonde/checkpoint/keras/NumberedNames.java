package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.hdf5.Hdf5Attribute;
import dev.sonde.checkpoint.hdf5.Hdf5Dataset;
import dev.sonde.checkpoint.hdf5.Hdf5File;
import dev.sonde.checkpoint.hdf5.Hdf5Group;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names in the weights files of Keras 3 (and of 2.12 to 2.15 inside {@code .keras}): the path says
 * where in the model's tree of objects a variable is, and its number which of its owner's it is:
 * {@code layers/dense_1/vars/0}.
 *
 * <p>A layer's part of the path is its class, counted. Where the user gave the layer a name, that
 * takes its place; a name that Keras made up does not, since it depends on what else was made
 * before, and runs are to be compared.
 */
final class NumberedNames {

  private static final Pattern VARIABLE = Pattern.compile("/(?:(.+)/)?vars/(\\d{1,9})");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** Of one owner: its variables by their numbers. */
  private record Owner(String path, TreeMap<Integer, String> variables) {}

  private final Hdf5File file;
  private final @Nullable LayerConfig config;

  /** By path with {@code /} only. */
  private final Map<String, Hdf5Group> groups = new HashMap<>();

  private NumberedNames(Hdf5File file, @Nullable LayerConfig config) {
    this.file = file;
    this.config = config;
    file.groups().forEach((path, group) -> groups.put(portable(path), group));
  }

  /**
   * Keras joins the first parts of a path as the system it runs on does: on Windows a group is
   * called {@code layers\lstm\cell}.
   */
  private static String portable(String path) {
    return path.replace('\\', '/');
  }

  /** The datasets that are numbered variables, in the order of the model's layers. */
  static List<Named> of(Hdf5File file, @Nullable LayerConfig config) {
    return new NumberedNames(file, config).named();
  }

  private List<Named> named() {
    Map<String, Owner> owners = new HashMap<>();
    for (String path : file.datasets().keySet()) {
      Matcher matcher = VARIABLE.matcher(portable(path));
      if (!matcher.matches()) continue;
      String owner = matcher.group(1) == null ? "" : matcher.group(1);
      owners
          .computeIfAbsent(owner, key -> new Owner(key, new TreeMap<>()))
          .variables
          .put(Integer.parseInt(matcher.group(2)), path);
    }
    Map<Owner, Place> places = new HashMap<>();
    for (Owner owner : owners.values()) places.put(owner, place(owner.path));
    List<Owner> sorted = new ArrayList<>(owners.values());
    sorted.sort(Comparator.comparing(owner -> order(places, owner)));
    List<Named> all = new ArrayList<>();
    for (Owner owner : sorted) {
      Place place = places.get(owner);
      if (place != null) add(owner, place, all);
    }
    return all;
  }

  private static String order(Map<Owner, Place> places, Owner owner) {
    Place place = places.get(owner);
    return place == null ? owner.path : place.order;
  }

  private void add(Owner owner, Place place, List<Named> all) {
    List<Tensor> tensors = new ArrayList<>();
    for (String path : owner.variables.values()) {
      Hdf5Dataset dataset = file.dataset(path);
      if (dataset.isNumbers()) tensors.add(dataset.tensor(path));
    }
    boolean complete =
        tensors.size() == owner.variables.size()
            && owner.variables.firstKey() == 0
            && owner.variables.lastKey() == tensors.size() - 1;
    List<String> names = complete ? LayerVariables.names(place.kind, place.config, tensors) : null;
    String prefix = place.address.isEmpty() ? "" : place.address + "/";
    owner.variables.forEach(
        (number, path) ->
            all.add(
                new Named(path, prefix + (names == null ? "vars/" + number : names.get(number)))));
  }

  /**
   * Where in the model an owner of variables is.
   *
   * @param address of the owner, with the user's names
   * @param kind the owner's class in snake case, as far as it is known
   * @param order sorts owners as the model does
   */
  private record Place(String address, String kind, @Nullable LayerConfig config, String order) {}

  private Place place(String path) {
    List<String> shown = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    LayerConfig here = config;
    String kind = "";
    String owner = "";
    boolean inList = false;
    for (String part : path.split("/", -1)) {
      owner += "/" + part;
      if (!inList && isList(part)) {
        inList = true;
        keys.add(part);
        continue;
      }
      if (inList) {
        here = LayerConfig.memberOf(here, part);
        keys.add(here == null ? padded(part) : "%09d".formatted(here.position()));
        kind = here == null ? ClassNames.uncounted(part) : ClassNames.snakeCase(here.className());
        shown.add(name(owner, part, here));
      } else {
        keys.add(padded(part));
        here = LayerConfig.childOf(here, part);
        boolean cell = part.equals("cell") && !kind.isEmpty();
        kind = cell ? cellOf(kind, here) : kindOf(part, here);
        if (!cell) shown.add(part);
      }
      inList = false;
    }
    return new Place(String.join("/", shown), kind, here, String.join("\u0000", keys));
  }

  /** The names under which models keep their layers. */
  private static boolean isList(String part) {
    return part.equals("layers") || part.equals("_layer_checkpoint_dependencies");
  }

  private static String kindOf(String part, @Nullable LayerConfig here) {
    if (here != null) return ClassNames.snakeCase(here.className());
    // Bidirectional keeps two copies of a recurrent layer, whose class only its own option tells.
    return part.equals("forward_layer") || part.equals("backward_layer") ? "rnn" : "";
  }

  /** A recurrent layer's only cell; all of Keras' own have the same variables. */
  private static String cellOf(String layer, @Nullable LayerConfig cell) {
    if (cell != null) return ClassNames.snakeCase(cell.className());
    return switch (layer) {
      case "lstm", "gru", "simple_rnn", "rnn", "conv_lstm1d", "conv_lstm2d", "conv_lstm3d" ->
          "lstm_cell";
      default -> "";
    };
  }

  /** Sorts {@code dense_10} behind {@code dense_9}. */
  private static String padded(String part) {
    return DIGITS.matcher(part).replaceAll(digits -> "%12s".formatted(digits.group()));
  }

  /** The user's name of a layer, or else its part of the path. */
  private String name(String ownerPath, String part, @Nullable LayerConfig layer) {
    String name = layer == null ? "" : layer.name();
    Hdf5Group group = groups.get(ownerPath + "/vars");
    Hdf5Attribute attribute = group == null ? null : group.attribute("name");
    if (attribute != null && attribute.isText() && attribute.count() == 1) {
      name = attribute.texts().getFirst();
    }
    return ClassNames.isMadeUp(name, part) ? part : name;
  }
}
