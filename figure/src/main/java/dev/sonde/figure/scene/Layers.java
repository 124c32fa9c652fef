package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of lines as one picture. A page of bundled trails was 10 MB of coordinates that no
 * screen resolves; as pixels it is a tenth. What has a tooltip or one of the page's own colours
 * (which change in the dark) stays a shape.
 */
final class Layers {

  /** Dots per pixel, for sharp screens. */
  static final double DOTS = 2;

  /** So many steps of shapes are about a megabyte of SVG. */
  private static final int MOST = 40_000;

  private Layers() {}

  /** The items in runs, in their order: those that may become a picture apart from the others. */
  static List<List<Item>> of(List<Item> items) {
    long steps = items.stream().filter(Layers::fits).mapToLong(Layers::steps).sum();
    if (steps < MOST) return List.of(items);
    List<List<Item>> runs = new ArrayList<>();
    List<Item> run = new ArrayList<>();
    for (Item item : items) {
      if (!run.isEmpty() && fits(item) != fits(run.getFirst())) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.add(item);
    }
    if (!run.isEmpty()) runs.add(run);
    return runs;
  }

  /** Whether a run is drawn as a picture: it is most of what there is too much of. */
  static boolean isPicture(List<Item> run) {
    return run.stream().allMatch(Layers::fits)
        && run.stream().mapToLong(Layers::steps).sum() >= MOST / 4;
  }

  private static long steps(Item item) {
    return item instanceof Item.Path path ? path.steps().size() : 4;
  }

  private static boolean fits(Item item) {
    return switch (item) {
      case Item.Path p -> p.tooltip().isEmpty() && own(p.fill()) && own(p.stroke());
      case Item.Disc d -> d.tooltip().isEmpty() && own(d.fill()) && own(d.stroke());
      case Item.Box b -> b.tooltip().isEmpty() && own(b.fill());
      case Item.Clip ignored -> false;
      case Item.Picture ignored -> false;
      case Item.Label ignored -> false;
    };
  }

  private static boolean own(@Nullable Fill fill) {
    return fill == null || !fill.colour().isRole();
  }

  private static boolean own(@Nullable Stroke stroke) {
    return stroke == null || !stroke.colour().isRole();
  }
}
