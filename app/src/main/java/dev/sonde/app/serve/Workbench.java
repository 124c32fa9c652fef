package dev.sonde.app.serve;

import dev.sonde.app.serve.api.AttentionApi;
import dev.sonde.app.serve.api.FindingsApi;
import dev.sonde.app.serve.api.InputsApi;
import dev.sonde.app.serve.api.JobsApi;
import dev.sonde.app.serve.api.NotesApi;
import dev.sonde.app.serve.api.OpenApi;
import dev.sonde.app.serve.api.PageFiles;
import dev.sonde.app.serve.api.PatchedApi;
import dev.sonde.app.serve.api.PointsApi;
import dev.sonde.app.serve.api.SqlApi;
import dev.sonde.app.serve.api.StatesApi;
import dev.sonde.app.serve.api.TensorsApi;
import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.OpenFiles;
import dev.sonde.app.serve.files.OpenedPaths;
import dev.sonde.app.serve.graph.Graphs;
import dev.sonde.app.serve.http.LocalServer;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.http.Routes;
import dev.sonde.app.serve.http.Token;
import dev.sonde.app.serve.jobs.AnswerStore;
import dev.sonde.app.serve.jobs.AskedSettings;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.app.serve.notes.Notes;
import dev.sonde.app.serve.points.InputImages;
import dev.sonde.workbench.WorkbenchPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workbench while it runs.
 *
 * <pre>{@code
 * try (Workbench workbench = Workbench.start(List.of(Path.of("models")), 0, null)) {
 *   System.out.println(workbench.url());
 *   …
 * }
 * }</pre>
 */
public final class Workbench implements AutoCloseable {

  private final Path folder;
  private final FileIndex index;
  private final Jobs jobs;
  private final InputImages images;
  private final Routes routes;
  private final LocalServer server;

  private Workbench(
      Path folder,
      FileIndex index,
      Jobs jobs,
      InputImages images,
      Routes routes,
      LocalServer server) {
    this.images = images;
    this.folder = folder;
    this.index = index;
    this.jobs = jobs;
    this.routes = routes;
    this.server = server;
  }

  /**
   * Opens the paths and starts to listen.
   *
   * @param port 0 for any that is free
   * @param notes where notes are kept; null for nowhere
   * @throws IOException if a path does not exist or the port is taken
   */
  public static Workbench start(List<Path> opened, int port, @Nullable Path notes)
      throws IOException {
    Path folder = Files.createTempDirectory("sonde-open");
    try {
      return start(opened, port, notes, folder);
    } catch (IOException | RuntimeException e) {
      AnswerStore.delete(folder);
      throw e;
    }
  }

  private static Workbench start(List<Path> opened, int port, @Nullable Path notes, Path folder)
      throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    OpenedPaths paths = OpenedPaths.of(opened, List.of(inputs));
    FileIndex index = new FileIndex(paths);
    index.lookAhead();
    Jobs jobs = new Jobs(folder.resolve("answers"));
    AskedSettings settings = new AskedSettings(index, folder.resolve("outputs"));
    OpenFiles files = new OpenFiles();
    InputImages images = new InputImages();
    List<Route> all = new ArrayList<>(new PageFiles(WorkbenchPage.load()).routes());
    all.addAll(new OpenApi(index).routes());
    all.addAll(new FindingsApi(index, files).routes());
    all.addAll(new TensorsApi(index, files, jobs).routes());
    all.addAll(new JobsApi(jobs, settings).routes());
    all.addAll(new PointsApi(jobs, images).routes());
    all.addAll(new AttentionApi(jobs).routes());
    all.addAll(new PatchedApi(jobs).routes());
    all.addAll(new StatesApi(jobs).routes());
    all.addAll(new Graphs(index, files).routes());
    all.addAll(new InputsApi(index, inputs).routes());
    all.addAll(new SqlApi(index).routes());
    all.addAll(new NotesApi(notes == null ? null : new Notes(notes), jobs).routes());
    Routes routes = new Routes(all);
    LocalServer server = LocalServer.start(port, Token.random(), routes);
    return new Workbench(folder, index, jobs, images, routes, server);
  }

  /** Where a browser begins, with the token. */
  public String url() {
    return server.url();
  }

  /** Every address that is answered. */
  List<Route> routes() {
    return routes.all();
  }

  /** Of the folder for what this server keeps while it runs. */
  String folderName() {
    return String.valueOf(folder.getFileName());
  }

  /** Shows it in the person's browser, where there is one. */
  void openBrowser() {
    Browser.open(url(), folder);
  }

  @Override
  public void close() {
    server.close();
    jobs.close();
    images.close();
    index.close();
    AnswerStore.delete(folder);
  }
}
