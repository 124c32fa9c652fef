package dev.sonde.app.command;

import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Format;
import dev.sonde.study.addition.FormatMetadata;
import dev.sonde.study.addition.Sum;
import dev.sonde.study.addition.Sums;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which task a network was trained on, and which sums it is asked. */
final class AdditionOptions {

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "addition",
      description = "What the network was trained to do: addition.")
  private String task = "addition";

  @Option(
      names = "--digits",
      paramLabel = "D",
      description = "Digits of the largest term; as the file says, or 2.")
  private @Nullable Integer digits;

  @Option(
      names = "--terms",
      paramLabel = "T",
      description = "Terms of every sum; as the file says, or 2.")
  private @Nullable Integer terms;

  @Option(
      names = "--reversed",
      negatable = true,
      description = "The question is written backwards; as the file says, or not.")
  private @Nullable Boolean reversed;

  @Option(
      names = "--sums",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many sums are asked: all if there are at most N, else N drawn at random"
              + " (default ${DEFAULT-VALUE}).")
  private int sums = 10_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the drawing (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  long seed() {
    return seed;
  }

  /** Opens the network, its sums written as the options or the file say. */
  Adder open(Path file) {
    if (!task.equals("addition")) {
      throw new UserError("--task " + task + ": Sonde knows the task 'addition'");
    }
    Format said =
        FormatMetadata.read(Checkpoint.open(file).metadata()).orElseGet(() -> Format.of(2, 2));
    Format format =
        new Format(
            digits == null ? said.digits() : digits,
            terms == null ? said.terms() : terms,
            reversed == null ? said.reversed() : reversed);
    return Adder.open(file, format);
  }

  /** The sums that are asked. */
  List<Sum> sums(Format format) {
    if (sums < 1) throw new UserError("--sums " + sums + ": at least 1");
    return Sums.atMost(sums, format, seed);
  }

  /** For provenance. */
  Map<String, String> settings(Format format) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("task", task);
    settings.put("digits", String.valueOf(format.digits()));
    settings.put("terms", String.valueOf(format.terms()));
    settings.put("reversed", String.valueOf(format.reversed()));
    settings.put("sums", String.valueOf(sums));
    return settings;
  }
}
