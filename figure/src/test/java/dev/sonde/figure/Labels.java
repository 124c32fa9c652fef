package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.figure.scene.Frame;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.LabelBox;
import dev.sonde.figure.scene.Scene;
import java.util.ArrayList;
import java.util.List;

/** What must hold of all labels of a drawing. */
final class Labels {

  private Labels() {}

  static List<Item.Label> of(Scene scene) {
    List<Item.Label> labels = new ArrayList<>();
    collect(scene.items(), labels);
    return labels;
  }

  private static void collect(List<Item> items, List<Item.Label> labels) {
    for (Item item : items) {
      if (item instanceof Item.Label label && !label.text().isBlank()) labels.add(label);
      if (item instanceof Item.Clip clip) collect(clip.items(), labels);
    }
  }

  /** No label is cut off by the canvas, and none covers another. */
  static void requireReadable(Scene scene) {
    List<Item.Label> labels = of(scene);
    for (Item.Label label : labels) {
      Frame f = LabelBox.of(label).frame();
      assertThat(f.x()).as("left of %s", label).isGreaterThanOrEqualTo(0);
      assertThat(f.y()).as("top of %s", label).isGreaterThanOrEqualTo(0);
      assertThat(f.right()).as("right of %s", label).isLessThanOrEqualTo(scene.width());
      assertThat(f.bottom()).as("bottom of %s", label).isLessThanOrEqualTo(scene.height());
    }
    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean overlap = LabelBox.of(labels.get(i)).overlaps(LabelBox.of(labels.get(j)));
        assertThat(overlap).as("%s covers %s", labels.get(i), labels.get(j)).isFalse();
      }
    }
  }
}
