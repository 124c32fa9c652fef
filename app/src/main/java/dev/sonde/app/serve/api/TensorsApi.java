package dev.sonde.app.serve.api;

import dev.sonde.analysis.heatmap.MatrixAxes;
import dev.sonde.analysis.heatmap.TilePyramid;
import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.analysis.weights.Histogram;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.app.serve.files.FileFacts;
import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.OpenFiles;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tensors of a file, and values at sites: statistics, histograms, values in tiles. */
public final class TensorsApi {

  private static final int MOST_ROWS = 1000;
  private static final int BARS = 128;

  private final TensorsOf tensorsOf;

  public TensorsApi(FileIndex index, OpenFiles files, Jobs jobs) {
    tensorsOf = new TensorsOf(index, files, jobs);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/tensors", this::tensors),
        Route.get("/api/tensor", this::tensor),
        Route.get("/api/tiles", this::tiles),
        Route.get("/api/tile", this::tile));
  }

  private FileFacts file(Request request) throws IOException {
    return tensorsOf.of(request.query());
  }

  private Tensor tensor(Request request, FileFacts file) {
    return file.checkpoint().tensor(request.query().needed("address"));
  }

  private Reply tensors(Request request) throws IOException {
    FileFacts file = file(request);
    String find = request.query().text("find", "").toLowerCase(Locale.ROOT);
    List<Tensor> found =
        file.checkpoint().tensors().stream()
            .filter(t -> t.address().toLowerCase(Locale.ROOT).contains(find))
            .toList();
    String sort = request.query().text("sort", "");
    if (!sort.isEmpty()) found = TensorOrder.of(sort).sorted(found, file);
    int from = request.query().integer("from", 0, 0, Integer.MAX_VALUE);
    int count = request.query().integer("count", 200, 0, MOST_ROWS);
    List<Tensor> rows = found.stream().skip(from).limit(count).toList();
    Map<String, Summary> summaries =
        request.query().truth("statistics", true) ? file.summaries(rows) : Map.of();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("total", found.size());
    all.put("rows", rows.stream().map(t -> row(t, summaries.get(t.address()))).toList());
    return Reply.json(all);
  }

  private static Map<String, @Nullable Object> row(Tensor tensor, @Nullable Summary summary) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("address", tensor.address());
    row.put("dtype", tensor.storedType());
    row.put("shape", Arrays.stream(tensor.shape().toArray()).boxed().toList());
    row.put("count", tensor.count());
    if (summary == null) return row;
    row.put("mean", summary.mean());
    row.put("sd", summary.std());
    row.put("rms", TensorOrder.rms(summary));
    row.put("min", summary.min());
    row.put("max", summary.max());
    row.put("zeros", summary.zeros());
    row.put("nan", summary.nan());
    row.put("inf", summary.inf());
    row.put("near_zero", summary.nearZero());
    row.put("skewness", summary.skewness());
    row.put("kurtosis", summary.kurtosis());
    row.put("l2", summary.l2());
    return row;
  }

  private Reply tensor(Request request) throws IOException {
    FileFacts file = file(request);
    Tensor tensor = tensor(request, file);
    Map<String, @Nullable Object> all =
        row(tensor, file.summaries(List.of(tensor)).get(tensor.address()));
    Summary summary = file.summaries(List.of(tensor)).get(tensor.address());
    all.put("quantiles", summary == null ? null : summary.quantiles());
    all.put("histogram", histogram(tensor));
    all.put("aliases", aliases(file, tensor));
    return Reply.json(all);
  }

  private static Map<String, Object> histogram(Tensor tensor) {
    Histogram bins = FineHistograms.of(List.of(tensor), BARS).getFirst();
    int number = bins.counts().size();
    return Map.of(
        "edges",
        IntStream.rangeClosed(0, number).mapToObj(i -> bins.low() + i * bins.width()).toList(),
        "counts",
        bins.counts(),
        "nan",
        bins.nan(),
        "infinite",
        bins.infinite());
  }

  /** Other names of the very same numbers: tied weights. */
  private static List<String> aliases(FileFacts file, Tensor tensor) {
    return file.checkpoint().tensors().stream()
        .filter(other -> !other.address().equals(tensor.address()))
        .filter(other -> other.storage().equals(tensor.storage()))
        .filter(other -> other.byteOffset() == tensor.byteOffset())
        .filter(other -> other.count() == tensor.count() && tensor.count() > 0)
        .map(Tensor::address)
        .toList();
  }

  private static TilePyramid pyramid(Tensor tensor) {
    if (tensor.count() == 0) {
      throw HttpException.notFound("'" + tensor.address() + "' has no elements to look at");
    }
    return TilePyramid.of(tensor);
  }

  private Reply tiles(Request request) throws IOException {
    FileFacts file = file(request);
    Tensor tensor = tensor(request, file);
    TilePyramid pyramid = pyramid(tensor);
    MatrixAxes axes = TensorsOf.axes(request.query(), tensor);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", pyramid.rows());
    all.put("columns", pyramid.columns());
    all.put("levels", pyramid.levels());
    all.put("tile", TilePyramid.TILE);
    all.put("scale", file.limit(tensor));
    all.put("row_name", axes.row());
    all.put("column_name", axes.column());
    all.put("gates", axes.gates());
    all.put("gates_across", axes.gatesAcross());
    return Reply.json(all);
  }

  private Reply tile(Request request) throws IOException {
    FileFacts file = file(request);
    Tensor tensor = tensor(request, file);
    TilePyramid pyramid = pyramid(tensor);
    TilePyramid.Tile tile;
    try {
      tile =
          pyramid.tile(
              request.query().integer("level", 0, 0, 64),
              request.query().integer("x", 0, 0, Integer.MAX_VALUE),
              request.query().integer("y", 0, 0, Integer.MAX_VALUE));
    } catch (IllegalArgumentException e) {
      throw HttpException.notFound(String.valueOf(e.getMessage()));
    }
    return Reply.floats(
        tile.cells(),
        Map.of(
            "X-Sonde-Rows", String.valueOf(tile.rows()),
            "X-Sonde-Columns", String.valueOf(tile.columns()),
            "X-Sonde-Scale", String.valueOf(file.limit(tensor))));
  }
}
