package dev.sonde.question.networks;

import dev.sonde.figure.page.Page;
import dev.sonde.network.effects.DeadUnits;
import dev.sonde.network.effects.SiteCost;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is a network made of, and where can it be tapped? */
public final class InspectQuestion implements Question<InspectSettings, InspectAnswer> {

  @Override
  public About<InspectSettings> about() {
    return About.of(
            "inspect",
            Group.RUN,
            "Lists a network's inputs, modules and sites.",
            InspectSettings.class)
        .details(
            "A site is a place whose values can be read, such as a module's output. Shows"
                + " shapes, multiplications where known, and parameters by module; with inputs,"
                + " also the units that never change.",
            """
            MODEL is an ONNX file, a program of PyTorch (.pt2 or TorchScript), a state dict or \
            Keras file of a known architecture, one of Sonde's own, or a transformer's folder or \
            GGUF file. Free axes of the inputs are 1 unless a shape is given.\
            """)
        .needs(Need.NETWORK)
        .examples(
            "inspect resnet20.onnx --shape image=8,3,32,32",
            "inspect resnet20.onnx --input cifar10/test-1000.bin -o inspect.html");
  }

  @Override
  public InspectAnswer answer(InspectSettings settings, Work work) throws IOException {
    if (TransformerPages.isTransformer(settings.model())) {
      return InspectAnswer.of(TransformerPages.read(settings.model()));
    }
    Optional<InspectRun.OnInputs> shown = InspectRun.onInputs(settings, work);
    try (ArrayNetwork network = ArrayNetwork.open(settings.model(), settings.data().hints());
        Scope _ = new Scope()) {
      InspectRun ran =
          shown.isPresent() && settings.shape().isEmpty()
              ? shown.get().ran()
              : InspectRun.onZeros(network, settings);
      List<InspectAnswer.Row> rows = new ArrayList<>();
      for (InspectAnswer.Row row : rows(network, ran.sites())) {
        DeadUnits units = shown.map(all -> all.dead().get(row.address())).orElse(null);
        rows.add(units == null ? row : row.dead(units.units(), units.zero(), units.constant()));
      }
      return new InspectAnswer(
          network.kind(),
          network.parameters().count(),
          network.inputs(),
          ran.at(),
          rows,
          modules(network, rows),
          ran.note(),
          null);
    }
  }

  /** Sites with shapes; those of a graph also where a run does not reach them. */
  private static List<InspectAnswer.Row> rows(ArrayNetwork network, List<Capture.Site> found) {
    List<InspectAnswer.Row> rows = new ArrayList<>();
    if (network.declared().isEmpty()) {
      for (Capture.Site site : found) rows.add(row(network, site, "", ""));
      return rows;
    }
    Map<String, String> within = new HashMap<>();
    for (ArrayNetwork.Declared site : network.declared()) {
      int at = site.address().indexOf('@');
      if (at > 0) within.put(site.address().substring(0, at), site.operator());
    }
    Map<String, Capture.Site> byAddress = new TreeMap<>();
    found.forEach(site -> byAddress.put(site.address(), site));
    for (ArrayNetwork.Declared site : network.declared()) {
      Capture.Site seen = byAddress.remove(site.address());
      rows.add(
          seen == null
              ? new InspectAnswer.Row(
                  site.address(),
                  site.aliases(),
                  site.operator(),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null)
              : row(
                  network,
                  seen,
                  site.operator(),
                  site.operator().isEmpty()
                      ? within.getOrDefault(site.address(), "")
                      : site.operator()));
    }
    // What a run computes more than once has a number of its own each time.
    byAddress.values().forEach(site -> rows.add(row(network, site, "", "")));
    return rows;
  }

  /**
   * @param operator that computes the site, or nothing
   * @param computed by which operator its numbers were made, here or within
   */
  private static InspectAnswer.Row row(
      ArrayNetwork network, Capture.Site site, String operator, String computed) {
    List<Long> shape = Arrays.stream(site.shape().toArray()).boxed().toList();
    OptionalLong cost =
        SiteCost.multiplications(
            network.parameters(), site.address(), site.aliases(), computed, site.shape());
    return new InspectAnswer.Row(
        site.address(),
        site.aliases(),
        operator,
        shape,
        site.type().label(),
        cost.isPresent() ? (Long) cost.getAsLong() : null,
        site.shape().count() * site.type().byteSize(),
        null,
        null,
        null);
  }

  private static List<InspectAnswer.Part> modules(
      ArrayNetwork network, List<InspectAnswer.Row> rows) {
    InspectAnswer.Tree tree = new InspectAnswer.Tree();
    for (Parameter parameter : network.parameters().all()) {
      tree.add(parameter.name(), true, parameter.shape().count(), 0, 0);
    }
    for (InspectAnswer.Row row : rows) {
      String name = row.address().replaceAll("[@#/].*", "");
      Long cost = row.multiplications();
      if (!name.isEmpty()) tree.add(name, false, 0, 1, cost == null ? 0 : cost);
    }
    return tree.modules();
  }

  @Override
  public Page summary(InspectSettings settings, InspectAnswer answer) {
    return InspectPages.of(settings, answer);
  }

  @Override
  public List<Path> inputs(InspectSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    files.addAll(Subject.files(settings.data()));
    return files;
  }

  @Override
  public Object document(InspectSettings settings, InspectAnswer answer) {
    return answer.document();
  }
}
