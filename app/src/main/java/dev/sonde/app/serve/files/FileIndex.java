package dev.sonde.app.serve.files;

import dev.sonde.app.serve.http.HttpException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All files below the opened paths. Listing them is quick; what each of them is, is found out
 * beside, and again when a file has changed. Ids stay as long as the server runs.
 */
public final class FileIndex implements AutoCloseable {

  private final OpenedPaths opened;
  private final Map<Path, String> ids = new LinkedHashMap<>();
  private final Map<String, IndexedFile> files = new LinkedHashMap<>();
  private final Map<String, Path> dropped = new LinkedHashMap<>();
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          Thread.ofPlatform().daemon().name("sonde-files-", 0).factory());

  /** For what takes longer, one file after the other. */
  private final ExecutorService second =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("sonde-kinds").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private boolean truncated;
  private CountDownLatch looking = new CountDownLatch(0);
  private long version;

  public FileIndex(OpenedPaths opened) {
    this.opened = opened;
  }

  /**
   * What is there now.
   *
   * @param truncated whether there are more files than are listed
   * @param complete whether all of them have been looked at
   * @param version another one whenever something is listed anew
   */
  public record Listing(
      List<IndexedFile> files, boolean truncated, boolean complete, long version) {}

  public OpenedPaths opened() {
    return opened;
  }

  /**
   * Looks what files there are.
   *
   * @return how many have appeared, changed or gone
   * @throws IOException if an opened folder cannot be read
   */
  public int look() throws IOException {
    Walk walk = Walk.of(opened);
    synchronized (this) {
      List<IndexedFile> unknown = new ArrayList<>();
      Map<String, IndexedFile> now = new LinkedHashMap<>();
      for (Walk.Entry entry : walk.entries()) {
        String id = ids.computeIfAbsent(entry.path(), path -> "f" + (ids.size() + 1));
        IndexedFile file = new IndexedFile(id, entry.path(), entry.bytes(), entry.modified(), null);
        IndexedFile before = files.get(id);
        boolean same = before != null && before.isAs(file);
        now.put(id, same ? before : file);
        if (!same) unknown.add(file);
      }
      int gone = (int) files.keySet().stream().filter(id -> !now.containsKey(id)).count();
      files.clear();
      files.putAll(now);
      truncated = walk.truncated();
      if (gone + unknown.size() > 0) version++;
      find(unknown);
      return gone + unknown.size();
    }
  }

  /** Begins to look before anybody asks; what goes wrong is told when somebody does. */
  public void lookAhead() {
    readers.execute(
        () -> {
          try {
            look();
          } catch (IOException e) {
            // Asked again with the first request, which says it.
          }
        });
  }

  private void find(List<IndexedFile> unknown) {
    if (unknown.isEmpty()) return;
    CountDownLatch latch = new CountDownLatch(unknown.size());
    looking = latch;
    for (IndexedFile file : unknown) {
      readers.execute(
          () -> {
            try {
              found(file, Recognition.of(file.path()));
            } finally {
              latch.countDown();
            }
          });
    }
  }

  private synchronized void found(IndexedFile file, IndexedFile.Facts facts) {
    IndexedFile known = file.with(facts);
    if (!files.replace(file.id(), file, known)) return;
    version++;
    if (facts.kind() == FileKind.CHECKPOINT) second.execute(() -> lookAgain(known));
  }

  /** A file of weights may be that of a network; everything is listed before that is found out. */
  private void lookAgain(IndexedFile file) {
    if (file.facts() == null || !Recognition.isNetwork(file.path())) return;
    synchronized (this) {
      IndexedFile network = file.with(file.facts().as(FileKind.NETWORK));
      if (files.replace(file.id(), file, network)) version++;
    }
  }

  /** What is listed, after waiting a little for those that are being looked at. */
  public Listing listing(long millis) throws InterruptedException {
    CountDownLatch latch;
    synchronized (this) {
      latch = looking;
    }
    boolean all = latch.await(millis, TimeUnit.MILLISECONDS);
    synchronized (this) {
      return new Listing(List.copyOf(files.values()), truncated, all, version);
    }
  }

  public synchronized long version() {
    return version;
  }

  /** Adds a file that was dropped into the page. */
  public synchronized String drop(Path file) {
    String id = "u" + (dropped.size() + 1);
    dropped.put(id, file);
    return id;
  }

  /** The path behind an id, or null if it is none. */
  public synchronized @Nullable Path byId(String id) {
    IndexedFile file = files.get(id);
    return file == null ? dropped.get(id) : file.path();
  }

  /** What is listed of a path; null if it is not. */
  public synchronized @Nullable IndexedFile listed(Path path) {
    String id = ids.get(path);
    return id == null ? null : files.get(id);
  }

  /**
   * The file that a request names by its id or its path.
   *
   * @throws HttpException 403 if it is outside of what was opened
   */
  public Path path(String named) {
    Path known = byId(named);
    return opened.within(known == null ? named : known.toString());
  }

  @Override
  public void close() {
    readers.shutdownNow();
    second.shutdownNow();
  }
}
