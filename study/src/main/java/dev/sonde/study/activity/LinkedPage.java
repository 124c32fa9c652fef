package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.figure.colour.Palette;
import dev.sonde.file.AtomicFile;
import dev.sonde.study.images.Images;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last hidden layer after training as one page that opens offline: images and neurons side by
 * side. A pointer shows the image with its true and predicted class; what is chosen on one side
 * shows on the other what it excites.
 */
public final class LinkedPage {
  private static final int COLUMNS = 50;

  private final ActivityStudy study;
  private final Gathered gathered;
  private final Images shown;

  private LinkedPage(ActivityStudy study) {
    this.study = study;
    gathered = Gathered.of(study);
    shown = gathered.shown();
  }

  /** Writes the page of a study that has run. */
  public static void write(ActivityStudy study, Path file) throws IOException {
    AtomicFile.writeString(file, new LinkedPage(study).html());
  }

  private String html() {
    String script = resource("linked.js");
    String style = resource("linked.css");
    String policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
            + digest(script)
            + "'";
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="%s">
    <title>Images and neurons</title><style>%s</style></head><body>
    <h1>The last hidden layer: images and neurons</h1>
    <p>Left: test images, near if the layer says nearly the same to them (t-SNE); a triangle has the \
    colour of the class an image is wrongly taken for. Right: the layer's neurons, near if their \
    answers rise and fall together (t-SNE on 1 − |Pearson|), coloured by the class that each tells \
    best. Point at one to see it; drag a rectangle to choose some, and the other side shows what they \
    excite: the more, the more solid.</p>
    <div id="legend"></div>
    <p id="said" role="status"></p><p><button id="clear">Choose nothing</button></p>
    <div class="pair"><figure><figcaption>Images</figcaption>\
    <canvas id="images" class="map" role="img" aria-label="images by activity"></canvas></figure>
    <figure><figcaption>Neurons</figcaption>\
    <canvas id="neurons" class="map" role="img" aria-label="neurons by correlation"></canvas>\
    </figure></div>
    <div id="tip"><canvas id="thumb"></canvas><div id="words"></div></div>
    <img id="sheet" alt="" hidden src="data:image/png;base64,%s">
    <script type="application/json" id="data">%s</script>
    <script>%s</script></body></html>
    """
        .formatted(policy, style, Base64.getEncoder().encodeToString(sheet()), data(), script);
  }

  private static String resource(String name) {
    try (InputStream in = LinkedPage.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("resource " + name + " is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** All images shown, side by side. */
  private byte[] sheet() {
    int rows = (shown.size() + COLUMNS - 1) / COLUMNS;
    int height = shown.height();
    int width = shown.width();
    int type = shown.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage sheet = new BufferedImage(COLUMNS * width, rows * height, type);
    int plane = height * width;
    for (int i = 0; i < shown.size(); i++) {
      float[] pixels = shown.pixels(i);
      for (int at = 0; at < plane; at++) {
        int x = i % COLUMNS * width + at % width;
        int y = i / COLUMNS * height + at / width;
        for (int c = 0; c < sheet.getRaster().getNumBands(); c++) {
          int value = Math.clamp(Math.round(255 * pixels[c * plane + at]), 0, 255);
          sheet.getRaster().setSample(x, y, c, value);
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String data() {
    int last = study.settings().epochs();
    String layer = study.sites().getLast();
    NeuronMap map = gathered.map(last, "tsne");
    List<String> classes = shown.classes();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("classes", classes);
    all.put(
        "colours",
        IntStream.range(0, classes.size())
            .mapToObj(c -> Palette.ofClass(c, classes.size()).hex())
            .toList());
    all.put("labels", gathered.labels());
    all.put("predicted", gathered.predicted(1, last));
    all.put("names", IntStream.range(0, shown.size()).mapToObj(shown::name).toList());
    all.put("images", places(gathered.picture(1, last, layer)));
    Map<String, Object> neurons = new LinkedHashMap<>();
    neurons.put("x", map.neurons().stream().map(NeuronMap.Neuron::x).toList());
    neurons.put("y", map.neurons().stream().map(NeuronMap.Neuron::y).toList());
    neurons.put("index", map.neurons().stream().map(NeuronMap.Neuron::index).toList());
    neurons.put("strongest", map.neurons().stream().map(NeuronMap.Neuron::strongest).toList());
    neurons.put("importance", map.neurons().stream().map(NeuronMap.Neuron::importance).toList());
    neurons.put("opacity", map.neurons().stream().map(NeuronMap.Neuron::opacity).toList());
    all.put("neurons", neurons);
    Map<String, Object> sheet = new LinkedHashMap<>();
    sheet.put("width", shown.width());
    sheet.put("height", shown.height());
    sheet.put("columns", COLUMNS);
    all.put("sheet", sheet);
    all.put("activity", activity(map, study.activity(last).layers().get(layer)));
    // What files say must not end the script element.
    return JsonMapper.shared().writeValueAsString(all).replace("<", "\\u003c");
  }

  private static Map<String, Object> places(Points points) {
    List<Float> x = new ArrayList<>();
    List<Float> y = new ArrayList<>();
    for (int i = 0; i < points.count(); i++) {
      x.add(points.at(i, 0));
      y.add(points.at(i, 1));
    }
    Map<String, Object> places = new LinkedHashMap<>(); // the same order always
    places.put("x", x);
    places.put("y", y);
    return places;
  }

  /** {@code [images × neurons]} as bytes, each neuron's greatest answer 255. */
  private static String activity(
      NeuronMap map, @org.jspecify.annotations.Nullable Points activations) {
    if (activations == null) return "";
    int n = activations.count();
    int neurons = map.neurons().size();
    byte[] all = new byte[Math.multiplyExact(n, neurons)];
    for (int k = 0; k < neurons; k++) {
      int unit = map.neurons().get(k).index();
      float most = 0;
      for (int i = 0; i < n; i++) most = Math.max(most, activations.at(i, unit));
      for (int i = 0; most > 0 && i < n; i++) {
        all[i * neurons + k] = (byte) Math.round(255 * activations.at(i, unit) / most);
      }
    }
    return Base64.getEncoder().encodeToString(all);
  }
}
