package dev.sonde.question.networks;

import dev.sonde.figure.page.Page;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.effects.SitePatching;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.TextPatching;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which parts recover the answer? Activation patching (Wang et al. 2022). */
public final class PatchQuestion implements Question<PatchSettings, PatchAnswer> {

  @Override
  public About<PatchSettings> about() {
    return About.of(
            "patch",
            Group.RUN,
            "Patches activations of one input into another (activation patching).",
            PatchSettings.class)
        .details(
            """
            Of a transformer: each head, or the residual stream, at each position of the clean \
            text is patched into the corrupted run. Of any other network: each site, and each \
            channel, position or unit of it. The answer is the share of the logit difference that \
            each part recovers; for sites, also its estimate by one gradient (attribution \
            patching).\
            """)
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "patch stories260k --clean 'The girl said that' --corrupted 'The boy said that'"
                + " --answer she --wrong he --json",
            "patch resnet20.pt2 --clean cat.npy --corrupted dog.npy --site 'layer*' -o patch.html");
  }

  @Override
  public PatchAnswer answer(PatchSettings settings, Work work) {
    settings.check();
    if (settings.text()) {
      return new PatchAnswer.OfText(TextPatching.of(settings.how(), settings.texts(), work));
    }
    try (ArrayNetwork network = ArrayNetwork.open(settings.how().model(), settings.hints());
        Work.Stage stage = work.stage("patching", "parts", -1)) {
      SitePatching patched =
          SitePatching.of(
              network,
              ArrayExamples.of(network, List.of(file("clean", settings.clean()))),
              ArrayExamples.of(network, List.of(file("corrupted", settings.corrupted()))),
              settings.sites(),
              Subject.stopping(stage, work));
      if (patched.clean() == patched.corrupted()) {
        throw new QuestionException(
                "the clean and the corrupted input have the same logit difference, %s, so there is nothing to recover; choose other classes, or other inputs"
                    .formatted(patched.clean()))
            .mendedBy("answer", "wrong");
      }
      return new PatchAnswer.OfNetwork(patched);
    }
  }

  private static String file(String setting, String name) {
    if (Files.isRegularFile(Path.of(name))) return name;
    throw new QuestionException(
        setting + ": " + name + ": no such file; this network needs arrays, such as a .npy");
  }

  @Override
  public Object document(PatchSettings settings, PatchAnswer answer) {
    return switch (answer) {
      case PatchAnswer.OfText of -> of.patched();
      case PatchAnswer.OfNetwork of -> {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("clean", of.patched().clean());
        all.put("corrupted", of.patched().corrupted());
        all.put("answers", of.patched().answers());
        all.put("wrongs", of.patched().wrongs());
        all.put("correlation", of.patched().correlation());
        all.put("effects", of.patched().effects());
        yield all;
      }
    };
  }

  @Override
  public Page summary(PatchSettings settings, PatchAnswer answer) {
    return switch (answer) {
      case PatchAnswer.OfText of -> TextPatching.summary(settings.texts(), of.patched());
      case PatchAnswer.OfNetwork of -> PatchPages.summary(settings, of.patched());
    };
  }

  @Override
  public Page page(PatchSettings settings, PatchAnswer answer, Work work) {
    return switch (answer) {
      case PatchAnswer.OfText of -> TextPatching.page(settings.texts(), of.patched());
      case PatchAnswer.OfNetwork of -> PatchPages.page(settings, of.patched());
    };
  }

  @Override
  public List<Path> inputs(PatchSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.how().model()));
    if (!settings.text()) {
      files.add(Path.of(settings.clean()));
      files.add(Path.of(settings.corrupted()));
    }
    return files;
  }
}
