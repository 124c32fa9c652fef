package dev.sonde.app.images;

import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.study.images.ImageDownload;
import dev.sonde.study.images.PublicSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde data get}: fetches a public image set. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads a public image set and verifies its checksums.",
      "From its publisher; a file whose checksum is not the published one is not kept. Needs"
          + " internet."
    },
    footer = {"", "Example: sonde data get mnist --to data"})
public final class DataGetCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist or cifar10.")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description = "Parent folder of the set's own folder; default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("data");

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "URL of a mirror that has the files under their published names.")
  private @Nullable URI mirror;

  public DataGetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    PublicSet set =
        PublicSet.named(name)
            .orElseThrow(
                () -> new UserError("data get " + name + ": mnist, fashion-mnist or cifar10"));
    if (mirror != null && !(mirror + "").matches("https?://.*/")) {
      throw new UserError("--from " + mirror + ": an http or https URL that ends with /");
    }
    Path there;
    try (Progress progress = Progress.of(session.console(), "bytes", -1)) {
      there = new ImageDownload(set, mirror, progress::step).into(folder);
    }
    session.console().out().println(set + " is in " + there + ", as published.");
    session.console().out().flush();
    return 0;
  }
}
