package dev.sonde.checkpoint.reader;

import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was odd about a file, each said once and on one line. A file of a megabyte can have reason
 * for a million notes: some are kept, the others counted.
 */
public final class Notes {

  private static final int MAX_NOTES = 500;
  private static final int MAX_LENGTH = 1000;

  private final Set<String> kept = new LinkedHashSet<>();
  private long left;

  /** Adds a note; names in it that the file brings cannot break its one line. */
  public void add(String note) {
    if (kept.size() < MAX_NOTES) kept.add(Printable.of(note, MAX_LENGTH));
    else left++;
  }

  public void addAll(Notes others) {
    others.kept.forEach(this::add);
    left += others.left;
  }

  /** The notes, and how many more there were. */
  public List<String> list() {
    List<String> all = new ArrayList<>(kept);
    if (left > 0) all.add(left + " further notes are left out");
    return all;
  }
}
