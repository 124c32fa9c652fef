package dev.sonde.figure.scene;

import java.util.List;

/**
 * A drawing: items in pixels, y downwards, later ones on top.
 *
 * @param width of the whole, in pixels
 * @param height of the whole, in pixels
 * @param title what it is, for those who cannot see it
 * @param description what it shows, for those who cannot see it
 */
public record Scene(
    double width, double height, String title, String description, List<Item> items) {
  public Scene {
    items = List.copyOf(items);
  }
}
