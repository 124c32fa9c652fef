package dev.sonde.question.channels;

import dev.sonde.question.networks.PixelScale;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.images.Fit;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.images.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which images a network is run on, and how they are prepared; see each component. */
public record ShownImages(
    @Setting(
            help =
                "CIFAR-10 binary, IDX, .npy, or pictures in a folder or zip; or a name: mnist,"
                    + " fashion-mnist, cifar10, synthetic-grey, synthetic-coloured",
            label = "PATH")
        String images,
    @Setting(
            help = "Split of the images, if the files have splits: train, test, all",
            initial = "all")
        Split split,
    @Setting(help = "Number of images, drawn at random; default: all", min = 1)
        @Nullable Integer limit,
    @Setting(help = "Seed of generated images and of the random choice", initial = "0") long seed,
    @Setting(
            help =
                """
                How pixels are normalised: imagenet (mean and standard deviation per channel), \
                centred (-1 to 1), none (0 to 1), bytes (0 to 255); auto: imagenet for colour \
                images, none for grey ones\
                """,
            initial = "auto")
        PixelScale normalise,
    @Setting(
            help =
                "Scale the shorter side and crop the centre to this size; only for picture files",
            label = "H,W")
        @Nullable String resize) {

  public ShownImages {
    SettingsCodec.check(ShownImages.class, images, split, limit, seed, normalise, resize);
    if (resize != null && !resize.matches("\\d{1,5},\\d{1,5}")) {
      throw new SettingsException("resize", resize + ": a height and a width, such as 224,224");
    }
  }

  Images open() {
    ImageSettings settings = ImageSettings.defaults().split(split);
    if (resize != null) settings = settings.fit(fit(resize));
    Images all = ImageData.images(images, settings, seed);
    return limit == null ? all : all.sample(limit, seed);
  }

  Normalisation normalisation(Images shown) {
    return normalise.of(shown);
  }

  /** What was named, if it is a path; a public or generated set has none. */
  List<Path> files() {
    Path path = Path.of(images);
    return Files.exists(path) ? List.of(path) : List.of();
  }

  private static Fit fit(String text) {
    int comma = text.indexOf(',');
    int height = Integer.parseInt(text.substring(0, comma));
    int width = Integer.parseInt(text.substring(comma + 1));
    return Fit.Crop.middle(height, width);
  }
}
