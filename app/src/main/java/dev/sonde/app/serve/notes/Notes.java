package dev.sonde.app.serve.notes;

import dev.sonde.app.output.Json;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notes in a folder, one JSON file each, {@code note-0001.json}, in the order in which they were
 * made. A file appears whole or not at all; what else is in the folder is left alone, and a link in
 * the place of a note is not followed.
 */
public final class Notes {

  /** Of one note with what is pinned, in bytes. */
  public static final long MOST_BYTES = 8 << 20;

  private static final int MOST = 2000;
  private static final Pattern FILE = Pattern.compile("note-(\\d{4,6})\\.json");

  /** What a note may hold. */
  private static final Set<String> MEMBERS =
      Set.of("type", "title", "text", "job", "block", "address", "note");

  private final Path folder;

  /**
   * @param folder made if it is missing
   */
  public Notes(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** All notes with their ids, in order; a file that is no note is passed over. */
  public synchronized List<ObjectNode> all() throws IOException {
    List<ObjectNode> notes = new ArrayList<>();
    for (String id : ids()) {
      Path file = file(id);
      if (Files.size(file) > 2 * MOST_BYTES) continue;
      try {
        if (Json.read(Files.readAllBytes(file)) instanceof ObjectNode note) {
          note.put("id", id);
          notes.add(note);
        }
      } catch (JacksonException e) {
        // Somebody else's file under this name.
      }
    }
    return notes;
  }

  private List<String> ids() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> FILE.matcher(name).matches())
          .map(name -> name.substring("note-".length(), name.indexOf('.')))
          .sorted()
          .toList();
    }
  }

  private Path file(String id) {
    return folder.resolve("note-" + id + ".json");
  }

  /**
   * Adds a note.
   *
   * @return its id
   */
  public synchronized String add(JsonNode given) throws IOException {
    List<String> ids = ids();
    if (ids.size() >= MOST) throw new HttpException(413, "there are " + MOST + " notes already");
    int last = ids.isEmpty() ? 0 : Integer.parseInt(ids.getLast());
    String id = "%04d".formatted(last + 1);
    ObjectNode note = JsonNodeFactory.instance.objectNode();
    given.properties().stream()
        .filter(member -> MEMBERS.contains(member.getKey()))
        .forEach(member -> note.set(member.getKey(), member.getValue()));
    write(id, note);
    return id;
  }

  /** Changes the words of a note. */
  public synchronized void change(String id, String words) throws IOException {
    ObjectNode note =
        all().stream()
            .filter(one -> one.path("id").asString().equals(id))
            .findFirst()
            .orElseThrow(() -> none(id));
    note.remove("id");
    note.put("note", words);
    write(id, note);
  }

  public synchronized void remove(String id) throws IOException {
    if (!ids().contains(id)) throw none(id);
    Files.delete(file(id));
  }

  private static HttpException none(String id) {
    return HttpException.notFound("there is no note '" + id + "'");
  }

  private void write(String id, ObjectNode note) throws IOException {
    Path file = file(id);
    // A link would be written through.
    if (Files.isSymbolicLink(file)) throw HttpException.forbidden(file + " is a link");
    AtomicFile.writeString(file, Json.of(note) + "\n");
  }
}
