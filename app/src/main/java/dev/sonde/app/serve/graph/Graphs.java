package dev.sonde.app.serve.graph;

import dev.sonde.app.serve.files.FileFacts;
import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.OpenFiles;
import dev.sonde.app.serve.files.Recent;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.file.InputException;
import dev.sonde.network.model.FileWiring;
import dev.sonde.network.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The addresses of graphs: where modules and calls stand, and what they are painted with. */
public final class Graphs {

  private static final int MOST_OPEN = 2000;

  /** Two opened files; each is itself, whatever it holds. */
  private record Pair(FileFacts file, @Nullable FileFacts other) {}

  /** A network read once, as long as its file is open. */
  private record Read(ModuleTree tree, Optional<Wiring> wiring) {}

  private final FileIndex index;
  private final OpenFiles files;
  private final Map<FileFacts, Read> read = Collections.synchronizedMap(new WeakHashMap<>());

  /** The last few comparisons: painting again with other modules open costs nothing. */
  private final Map<Pair, GraphValues> changes = Collections.synchronizedMap(new Recent<>(16));

  public Graphs(FileIndex index, OpenFiles files) {
    this.index = index;
    this.files = files;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/graph", this::graph), Route.get("/api/graph/values", this::values));
  }

  private Read read(Path path, FileFacts file) {
    Read there = read.get(file);
    if (there != null) return there;
    Optional<Wiring> wiring;
    try {
      wiring = FileWiring.of(path);
    } catch (InputException e) {
      // A computation that cannot be read has weights all the same.
      wiring = Optional.empty();
    }
    ModuleTree tree = ModuleTree.of(wiring.orElse(null), file.checkpoint().tensors());
    Read made = new Read(tree, wiring);
    read.put(file, made);
    return made;
  }

  private Reply graph(Request request) throws IOException {
    Path path = index.path(request.query().needed("file"));
    Read network = read(path, files.of(path));
    String[] open = request.query().text("open", "").split(",", -1);
    if (open.length > MOST_OPEN) throw HttpException.badRequest("too many modules are open");
    return Reply.json(
        GraphView.of(network.tree(), network.wiring().orElse(null), new HashSet<>(List.of(open))));
  }

  private Reply values(Request request) throws IOException {
    Path path = index.path(request.query().needed("file"));
    FileFacts file = files.of(path);
    ModuleTree tree = read(path, file).tree();
    String statistic = request.query().needed("statistic");
    return Reply.json(
        switch (statistic) {
          case "rms" -> GraphValues.rms(tree, file);
          case "dead" -> GraphValues.dead(tree, file);
          case "change" -> change(tree, file, request.query().get("other"));
          default ->
              throw HttpException.badRequest("'" + statistic + "' is none of rms, dead, change");
        });
  }

  private GraphValues change(ModuleTree tree, FileFacts file, @Nullable String other)
      throws IOException {
    FileFacts before = other == null || other.isEmpty() ? null : files.of(index.path(other));
    Pair key = new Pair(file, before);
    GraphValues there = changes.get(key);
    if (there != null) return there;
    GraphValues made = GraphValues.change(tree, file, before);
    changes.put(key, made);
    return made;
  }
}
