package dev.sonde.study.images;

import dev.sonde.study.images.ImageFiles.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sorts pictures by what their paths say: {@code train/cat/0001.jpg} is a cat for training, {@code
 * cat/0001.jpg} a cat, {@code 0001.jpg} has no class. Folders above the splits and classes do not
 * matter.
 */
final class PictureFiles {
  private static final Set<String> SPLITS =
      Set.of("train", "training", "test", "testing", "val", "valid", "validation");

  private PictureFiles() {}

  /** Where one picture belongs. */
  private record Place(int index, String path, String className) {}

  /** Makes images of the pictures at these indices. */
  interface Maker {
    Pixels make(List<String> names, List<Integer> indices);
  }

  /**
   * @param paths with {@code /} between folders, relative to what was opened
   */
  static List<Part> sort(List<String> paths, ImageSource source, Maker maker) {
    Map<Split, List<Place>> places = new TreeMap<>();
    int shared = shared(paths);
    boolean split = paths.stream().allMatch(path -> hasSplit(path.split("/", -1), shared));
    for (int i = 0; i < paths.size(); i++) {
      String[] parts = paths.get(i).split("/", -1);
      int from = Math.min(shared, parts.length - 1);
      Split part = split ? Split.named(parts[from++]) : Split.ALL;
      // A class may have folders of its own; those below do not matter.
      String name = from < parts.length - 1 ? parts[from] : "";
      places.computeIfAbsent(part, _ -> new ArrayList<>()).add(new Place(i, paths.get(i), name));
    }
    TreeSet<String> names = new TreeSet<>();
    places.values().forEach(all -> all.forEach(place -> names.add(place.className())));
    names.remove("");
    if (names.size() > Limits.CLASSES) {
      throw new ImageException(source.name() + ": has " + names.size() + " classes");
    }
    List<String> classes = List.copyOf(names);
    List<Part> parts = new ArrayList<>();
    places.forEach(
        (part, all) -> {
          all.sort(java.util.Comparator.comparing(Place::path));
          int[] labels = new int[all.size()];
          for (int i = 0; i < labels.length; i++) {
            labels[i] = java.util.Collections.binarySearch(classes, all.get(i).className());
            if (labels[i] < 0) labels[i] = Images.UNLABELLED;
          }
          Pixels pixels =
              maker.make(
                  all.stream().map(Place::path).toList(), all.stream().map(Place::index).toList());
          parts.add(new Part(part, Images.of(pixels, labels, classes, source)));
        });
    return parts;
  }

  /** How many folders above splits and classes all pictures share, as in archives of a folder. */
  private static int shared(List<String> paths) {
    String[] first = paths.getFirst().split("/", -1);
    int shared = first.length - 1;
    for (String path : paths) {
      String[] parts = path.split("/", -1);
      shared = Math.min(shared, parts.length - 1);
      for (int i = 0; i < shared; i++) if (!parts[i].equals(first[i])) shared = i;
    }
    for (int i = 0; i < shared; i++) if (SPLITS.contains(first[i])) return i;
    return shared;
  }

  /** A class may be called train, too: only if all pictures are in a split is it one. */
  private static boolean hasSplit(String[] parts, int at) {
    return at < parts.length - 1 && SPLITS.contains(parts[at]);
  }
}
