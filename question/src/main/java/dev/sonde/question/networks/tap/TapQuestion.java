package dev.sonde.question.networks.tap;

import dev.sonde.analysis.weights.Measured;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.figure.page.Page;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.torch.Array;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Subject;
import dev.sonde.question.pause.Fingerprint;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What values do a network's sites have for given inputs?
 *
 * <pre>{@code
 * TapSettings settings =
 *     SettingsCodec.of(TapSettings.class)
 *         .read(Map.of("model", "a.onnx", "input", "X.npy", "site", "layer3.**"));
 * TapAnswer tapped = new TapQuestion().answer(settings, Work.silent());
 * Tensor first = tapped.values().getFirst();      // [examples × …]
 * }</pre>
 */
public final class TapQuestion implements Question<TapSettings, TapAnswer> {

  @Override
  public About<TapSettings> about() {
    return About.of(
            "tap",
            Group.RUN,
            "Runs a network and writes the values at its sites.",
            TapSettings.class)
        .details(
            """
            Values at sites for every example, or gradients of an output with respect to them, \
            with statistics. 'sonde inspect MODEL' lists the sites. If it was stopped, the same \
            command continues and gives the same bytes.\
            """)
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "tap resnet20.onnx --site 'layer3.**.conv2' --input images.npy -o acts.npz",
            "tap a.pt2 --site 'layer3' --gradient --input photos/ -o acts.safetensors -o"
                + " acts.html");
  }

  @Override
  public List<Path> inputs(TapSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    files.addAll(Subject.files(settings.data()));
    return files;
  }

  @Override
  public TapAnswer answer(TapSettings settings, Work work) throws IOException {
    List<Subject.Seen> seen = new ArrayList<>();
    if (!settings.gradient()) seen.add((network, some) -> values(network, some, settings));
    if (settings.gradient() || settings.verify()) seen.add(Subject::outputs);
    try (Subject subject = Subject.watching(settings.model(), settings.data(), seen);
        Verification verification =
            settings.verify() ? Verification.of(settings.model(), subject.network()) : null) {
      List<Tensor> values = run(settings, subject, verification, work);
      List<TapAnswer.Site> sites = new ArrayList<>();
      for (Measured one : Summaries.withHistograms(values, Summary.Settings.defaults())) {
        String address = one.summary().name();
        sites.add(
            new TapAnswer.Site(
                address, one, TapFiles.file(work.outputs(), address, values.size())));
      }
      return new TapAnswer(
          subject.shown(),
          sites,
          values,
          verification == null ? "" : verification.name(),
          verification == null ? List.of() : verification.result(),
          subject.notes());
    }
  }

  private static Map<String, Tensor> values(
      ArrayNetwork network, Map<String, Array> inputs, TapSettings settings) {
    Capture seen = network.run(inputs, settings.taps());
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (String site : seen.addresses()) values.put(site, seen.values(site));
    return values;
  }

  /** Values are kept in a folder beside the first output until that is written. */
  private List<Tensor> run(
      TapSettings settings, Subject subject, @Nullable Verification verification, Work work)
      throws IOException {
    try (Work.Stage stage = work.stage("running", "examples", subject.examples().count());
        TapSteps steps = new TapSteps(settings, subject, verification, stage)) {
      if (work.outputs().isEmpty()) {
        Path folder = Files.createTempDirectory("sonde-tap");
        PausedFile.straight(work::stopped, from -> steps.begin(folder, from));
        return steps.file().tensors(Arena.ofAuto());
      }
      Path output = work.outputs().getFirst();
      Path folder = output.resolveSibling(output.getFileName() + ".parts");
      PausedFile paused =
          new PausedFile(PausedFile.beside(output), "a tap of a network", key(settings, subject));
      paused.finish(work::stopped, from -> steps.begin(folder, from));
      paused.keep(steps);
      List<Tensor> values = steps.file().tensors(Arena.ofAuto());
      work.removeWhenWritten(paused.path());
      for (Path part : steps.file().files()) work.removeWhenWritten(part);
      work.removeWhenWritten(folder);
      return values;
    }
  }

  /** Includes the batch size, because progress is counted in batches. */
  private String key(TapSettings settings, Subject subject) {
    Fingerprint key =
        new Fingerprint()
            .and(about().codec().writeForResult(settings))
            .and(subject.batch())
            .and(settings.model());
    subject.files().forEach(key::and);
    return key.hex();
  }

  /** Whether the outputs agree with the other runtime, if they were compared. */
  @Override
  public boolean holds(TapSettings settings, TapAnswer answer) {
    return answer.differences().stream().allMatch(OutputDifference::agrees);
  }

  @Override
  public Object document(TapSettings settings, TapAnswer answer) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("examples", answer.examples());
    all.put("sites", answer.sites().stream().map(TapQuestion::site).toList());
    all.put("differences", answer.differences());
    all.put("notes", answer.notes());
    return all;
  }

  private static Map<String, @Nullable Object> site(TapAnswer.Site site) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("site", site.site());
    all.put("shape", site.shape());
    all.put("file", site.file().orElse(null));
    all.put("statistics", site.statistics());
    return all;
  }

  @Override
  public Page summary(TapSettings settings, TapAnswer answer) {
    return TapPages.summary(settings, answer);
  }

  @Override
  public Page page(TapSettings settings, TapAnswer answer, Work work) {
    return TapPages.page(settings, answer);
  }

  @Override
  public List<Output<TapSettings, TapAnswer>> outputs() {
    return TapFiles.outputs();
  }
}
