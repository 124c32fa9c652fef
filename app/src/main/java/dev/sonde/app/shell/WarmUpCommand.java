package dev.sonde.app.shell;

import dev.sonde.app.serve.Workbench;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.study.constructed.ConstructedGroups;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the launcher runs once after a build: the JVM then keeps the classes of a typical run. */
@Command(name = "warm-up", hidden = true, description = "Runs typical commands once.")
public final class WarmUpCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("sonde");
    try {
      var made = ConstructedGroups.write(folder, new ConstructedGroups.Settings(2, 8, 1)).groups();
      String file = made.values().iterator().next().getFirst().toString();
      // Large enough that the loops over values are compiled, and their profiles are kept.
      Path large = folder.resolve("large.safetensors");
      Checkpoint.of(large, List.of(large()), Map.of()).write(large);
      for (List<String> command :
          List.of(
              List.of("stats", file),
              List.of("stats", large.toString()),
              List.of("stats", "--gates", "--json", file),
              List.of("diff", file, file),
              List.of(
                  "compare", "--group", "a=" + folder + "/p*", "--group", "b=" + folder + "/a*"))) {
        int code = Roots.of(spec).execute(command.toArray(String[]::new));
        if (code != 0) return code;
      }
      open(folder);
      return 0;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
      }
    }
  }

  /** What a browser asks for first. */
  private static void open(Path folder) throws IOException {
    try (Workbench workbench = Workbench.start(List.of(folder), 0, null)) {
      URI url = URI.create(workbench.url());
      for (String path :
          List.of(
              "/",
              "/static/main.js",
              "/api/open",
              "/api/questions",
              "/api/findings?file=f1",
              "/api/tensors?file=f1",
              "/api/graph?file=f1")) {
        String token = (path.contains("?") ? "&" : "?") + url.getQuery();
        try (InputStream in = url.resolve(path + token).toURL().openStream()) {
          in.readAllBytes();
        }
      }
    }
  }

  private static Tensor large() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[1 << 24];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
    return Tensor.ofFloats("w", Shape.of(1 << 12, 1 << 12), values);
  }
}
