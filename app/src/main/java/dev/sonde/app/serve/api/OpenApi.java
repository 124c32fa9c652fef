package dev.sonde.app.serve.api;

import dev.sonde.app.ask.QuestionsDocument;
import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.IndexedFile;
import dev.sonde.app.serve.http.EventStream;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is open, and what can be asked. */
public record OpenApi(FileIndex index) {

  /** The first answer waits so long for files to be recognised; the rest comes by events. */
  private static final long PATIENCE_MILLIS = 1200;

  private static final long BEAT_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 1_000;

  public List<Route> routes() {
    return List.of(
        Route.get("/api/questions", r -> Reply.json(QuestionsDocument.ofAll())),
        Route.get("/api/open", this::open),
        Route.get("/api/watch", r -> new Reply.Events(this::watch)));
  }

  /** A file as a program reads it. */
  private record Entry(
      String id,
      String path,
      String name,
      String kind,
      @Nullable String format,
      long bytes,
      @Nullable Long tensors,
      @Nullable Long parameters,
      String modified,
      @Nullable String error) {}

  private record Document(
      List<String> paths, List<Entry> files, boolean truncated, boolean complete) {}

  private Reply open(Request request) throws Exception {
    index.look();
    FileIndex.Listing listing = index.listing(PATIENCE_MILLIS);
    return Reply.json(
        new Document(
            index.opened().shown().stream().map(Path::toString).toList(),
            listing.files().stream().map(OpenApi::entry).toList(),
            listing.truncated(),
            listing.complete()));
  }

  private static Entry entry(IndexedFile file) {
    IndexedFile.Facts facts = file.facts();
    Path name = file.path().getFileName();
    return new Entry(
        file.id(),
        file.path().toString(),
        name == null ? file.path().toString() : name.toString(),
        facts == null ? "unknown" : facts.kind().name().toLowerCase(Locale.ROOT),
        facts == null ? null : facts.format(),
        file.bytes(),
        facts == null || facts.tensors() < 0 ? null : facts.tensors(),
        facts == null || facts.parameters() < 0 ? null : facts.parameters(),
        Instant.ofEpochMilli(file.modified()).toString(),
        facts == null ? null : facts.error());
  }

  /**
   * Looks once a second as long as somebody watches; training writes no faster than people read.
   */
  private void watch(EventStream stream) throws Exception {
    long seen = index.version();
    long quiet = 0;
    stream.beat();
    while (true) {
      Thread.sleep(LOOK_MILLIS);
      index.look();
      long now = index.version();
      quiet += LOOK_MILLIS;
      if (now != seen) {
        stream.send("opened", Map.of("version", now));
        seen = now;
        quiet = 0;
      } else if (quiet >= BEAT_MILLIS) {
        stream.beat();
        quiet = 0;
      }
    }
  }
}
