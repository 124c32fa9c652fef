package dev.sonde.app.serve;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.file.IoReason;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde open}: the workbench in a browser. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Opens files, runs and studies in a workbench in the browser.",
      "All files in the folders are recognised, and every question can be asked there. The page"
          + " is reachable from this machine only, at an address with a secret token; files"
          + " outside the given paths are not served. Ctrl-C stops it."
    },
    footer = {
      "",
      "Examples:",
      "  sonde open sonde-demo",
      "  sonde open a.safetensors b.safetensors --no-browser --port 8100"
    })
public final class OpenCommand implements Callable<Integer> {

  private static final int MOST_PORTS = 65_535;

  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port to listen on; ${DEFAULT-VALUE} (default): any free port.")
  private int port;

  @Option(names = "--no-browser", description = "Only print the address.")
  private boolean noBrowser;

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Keep notes and pinned answers in this folder; nothing is written otherwise.")
  private @Nullable Path notes;

  public OpenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > MOST_PORTS) {
      throw new UserError("--port: " + port + ", must be 0 to " + MOST_PORTS);
    }
    for (Path path : paths) {
      if (!Files.exists(path)) throw new UserError(path + ": no such file or folder");
    }
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (Workbench workbench = start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, closed), "workbench-end"));
      session.console().out().println(workbench.url());
      session.console().out().flush();
      if (!noBrowser) workbench.openBrowser();
      ended.await();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private Workbench start() {
    try {
      return Workbench.start(paths, port, notes);
    } catch (BindException e) {
      throw new UserError(
          "port "
              + port
              + " is not available ("
              + IoReason.of(e)
              + "); --port 0 takes any free port");
    } catch (IOException e) {
      throw new UserError("the workbench cannot be opened: " + IoReason.of(e));
    }
  }

  /** Ctrl-C: the server is closed and its temporary files go before the process does. */
  private static void end(CountDownLatch ended, CountDownLatch closed) {
    ended.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      // Told twice: ends now.
    }
  }
}
