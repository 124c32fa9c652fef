package dev.sonde.app.images;

import dev.sonde.app.output.UserError;
import dev.sonde.question.networks.PixelScale;
import dev.sonde.study.images.Fit;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.images.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images a network is shown, and how. */
public final class ImageOptions {

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "ALL",
      description = "train, test or all, if the files have splits (default: all).")
  private Split split = Split.ALL;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Number of images, drawn at random by --seed; default: all.")
  private @Nullable Integer limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the random choice of --limit (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--normalise",
      paramLabel = "HOW",
      defaultValue = "AUTO",
      description = {
        "imagenet (mean and deviation per colour), centred (-1 to 1), none (0 to 1), bytes",
        "(0 to 255); auto takes imagenet for coloured images and none for grey ones."
      })
  private PixelScale expected = PixelScale.AUTO;

  @Option(
      names = "--resize",
      paramLabel = "H,W",
      description =
          "Scale the shorter side and crop the centre to this size; only for picture files.")
  private @Nullable String resize;

  /**
   * Opens them.
   *
   * @param name a path, a public set that is found, or generated ones
   */
  public Images open(String name) {
    ImageSettings settings = ImageSettings.defaults().split(split);
    if (resize != null) settings = settings.fit(fit(resize));
    Images all = ImageData.images(name, settings, seed);
    if (limit != null && limit < 1) throw new UserError("--limit " + limit + ": at least 1");
    return limit == null ? all : all.sample(limit, seed);
  }

  /** For provenance: what was named if it is a path, else the files that the name stands for. */
  public static List<Path> files(String name, Images shown) {
    Path path = Path.of(name);
    return Files.exists(path) ? List.of(path) : shown.source().files();
  }

  public long seed() {
    return seed;
  }

  /** For provenance. */
  public Map<String, String> words(Images shown) {
    Map<String, String> words = new TreeMap<>();
    words.put("split", split.toString());
    words.put("resize", resize == null ? "none" : resize);
    words.put("limit", limit == null ? "none" : limit.toString());
    words.put("normalise", expected.name().toLowerCase(Locale.ROOT));
    words.put("images_sha256", shown.source().sha256());
    return words;
  }

  public Normalisation normalisation(Images shown) {
    return expected.of(shown);
  }

  private static Fit fit(String text) {
    if (!text.matches("\\d{1,5},\\d{1,5}")) throw new UserError("--resize " + text + ": say H,W");
    int comma = text.indexOf(',');
    int height = Integer.parseInt(text.substring(0, comma));
    int width = Integer.parseInt(text.substring(comma + 1));
    return Fit.Crop.middle(height, width);
  }
}
