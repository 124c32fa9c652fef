package dev.sonde.study.zoo;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.images.ImageData;
import java.util.List;

/** What the study trains and predicts. Everything random follows from {@code seed}. */
public record ZooSettings(
    @Setting(
            help =
                "images to train on, one zoo for each: mnist, fashion-mnist (where they are found),"
                    + " synthetic-grey, or files or folders of square images with classes",
            label = "NAMES")
        List<String> data,
    @Setting(help = "training images, drawn at random; 0: all", min = 0) int train,
    @Setting(help = "test images, drawn at random; 0: all", min = 0) int test,
    @Setting(help = "networks for each data set", min = 20, max = 100_000) int networks,
    @Setting(help = "length of training", unit = "epochs", min = 1) int epochs,
    @Setting(help = "images per step of training", min = 1) int batch,
    @Setting(help = "folds of the cross-validation", min = 2, max = 50) int folds,
    @Setting(help = "seed of recipes, images, weights and order") long seed)
    implements Adjustable<ZooSettings> {

  public ZooSettings {
    data = List.copyOf(data);
    SettingsCodec.check(ZooSettings.class, data, train, test, networks, epochs, batch, folds, seed);
    if (data.isEmpty() || data.stream().distinct().count() < data.size()) {
      throw new SettingsException("data", "name at least one, and each once");
    }
  }

  /** Minutes on two cores: MNIST if it is found, and generated images. */
  public static ZooSettings quick() {
    String usual = ImageData.usual();
    boolean alone = usual.equals(ImageData.GREY);
    List<String> data = alone ? List.of(usual) : List.of(usual, ImageData.GREY);
    return new ZooSettings(data, 2000, 1000, alone ? 100 : 50, 10, 64, 5, 1);
  }

  /**
   * A quarter of an hour of processor time: a thousand networks for each of MNIST and
   * Fashion-MNIST.
   */
  public static ZooSettings main() {
    return new ZooSettings(List.of("mnist", "fashion-mnist"), 5_000, 2_000, 1000, 1, 16, 5, 1);
  }

  ImageData.Choice choice(String name) {
    return new ImageData.Choice(name, train, test, seed);
  }
}
