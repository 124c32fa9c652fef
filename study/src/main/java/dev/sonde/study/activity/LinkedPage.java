package dev.sonde.study.activity;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.LinkedView;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.scene.ImageSheet;
import dev.sonde.study.images.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hidden layers before and after training as a page of its own that opens offline: images and
 * neurons side by side. What is chosen on one side shows on the other what it excites.
 */
final class LinkedPage {
  private final ActivityResults study;
  private final Gathered gathered;
  private final Images shown;

  LinkedPage(ActivityResults study) {
    this.study = study;
    gathered = Gathered.of(study);
    shown = gathered.shown();
  }

  Page page(Provenance how) {
    ImageSheet pictures = sheet();
    int last = study.settings().epochs();
    return new Page(
        "The last hidden layer: images and neurons",
        """
        Inputs: test images, near if the layer says nearly the same to them (t-SNE); a triangle \
        has the colour of the class an image is wrongly taken for. Neurons: those of the layer, \
        near if their answers rise and fall together (t-SNE on 1 − |Pearson|), coloured by the \
        class that each tells best, the fainter the less it does so. Point at one to see it; \
        choose some, and the other side shows what they excite.\
        """,
        List.of(),
        List.of(
            section("After training", last, pictures),
            section("Before training", 0, pictures),
            earlier(last)),
        how);
  }

  /** The other layers' images; maps of neurons are made of the last layer only. */
  private Section earlier(int epoch) {
    List<Block> blocks = new ArrayList<>();
    List<String> layers = study.sites();
    for (String layer : layers.subList(0, layers.size() - 1)) {
      LinkedView view =
          new LinkedView(
              layer + ", epoch " + epoch,
              shown.classes(),
              inputs(epoch, layer),
              List.of(),
              "",
              null);
      blocks.add(new Block.Linked(view));
    }
    return new Section("Images in the layers before it, after training", blocks);
  }

  private List<LinkedView.Input> inputs(int epoch, String layer) {
    Points at = gathered.picture(1, epoch, layer);
    List<Integer> labels = gathered.labels();
    List<Integer> predicted = gathered.predicted(1, epoch);
    List<LinkedView.Input> inputs = new ArrayList<>();
    for (int i = 0; i < at.count(); i++) {
      inputs.add(
          new LinkedView.Input(
              shown.name(i), at.at(i, 0), at.at(i, 1), labels.get(i), predicted.get(i)));
    }
    return inputs;
  }

  private Section section(String title, int epoch, ImageSheet pictures) {
    String layer = study.sites().getLast();
    NeuronMap map = gathered.map(epoch, "tsne");
    List<LinkedView.Neuron> neurons = new ArrayList<>();
    for (NeuronMap.Neuron neuron : map.neurons()) {
      String name = "neuron " + neuron.index();
      neurons.add(
          new LinkedView.Neuron(
              name, neuron.x(), neuron.y(), neuron.strongest(), neuron.opacity()));
    }
    List<Integer> columns = map.neurons().stream().map(NeuronMap.Neuron::index).toList();
    Map<String, Points> layers = study.activity(epoch).layers();
    Points activations = layers.values().iterator().next();
    LinkedView view =
        LinkedView.of(
            layer
                + ", epoch "
                + epoch
                + (map.dead() == 0
                    ? ""
                    : ", without " + Numbers.count(map.dead(), "dead neuron", "dead neurons")),
            shown.classes(),
            inputs(epoch, layer),
            neurons,
            activations,
            columns,
            pictures);
    return new Section(title, List.of(new Block.Linked(view)));
  }

  /** All images shown, side by side. */
  private ImageSheet sheet() {
    int length = shown.channels() * shown.height() * shown.width();
    byte[] all = new byte[Math.multiplyExact(shown.size(), length)];
    for (int i = 0; i < shown.size(); i++) {
      float[] pixels = shown.pixels(i);
      for (int p = 0; p < length; p++) {
        all[i * length + p] = (byte) Math.clamp(Math.round(255 * pixels[p]), 0, 255);
      }
    }
    return ImageSheet.of(shown.size(), shown.channels(), shown.height(), shown.width(), all);
  }
}
