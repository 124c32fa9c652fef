package dev.sonde.study.guided;

/** The parts of the lookup-table task, under the names of the published files. */
public enum Split {
  TRAIN("train", "seen in training"),
  VALIDATION("validation", "decides which network of a training is kept"),
  HELDOUT_INPUTS("heldout_inputs", "known pairs of tables, on an input never seen with them"),
  HELDOUT_COMPOSITIONS("heldout_compositions", "known tables in a pair never seen"),
  HELDOUT_TABLES("heldout_tables", "one known table, and one seen only alone"),
  NEW_COMPOSITIONS("new_compositions", "two tables, both seen only alone"),
  LONGER_SEEN("longer_compositions_seen", "three tables that were seen in pairs"),
  LONGER_INCREMENTAL("longer_compositions_incremental", "three tables, some seen only alone"),
  LONGER_NEW("longer_compositions_new", "three tables, all seen only alone");

  private final String file;
  private final String meaning;

  Split(String file, String meaning) {
    this.file = file;
    this.meaning = meaning;
  }

  /** {@code heldout_tables.tsv}. */
  public String fileName() {
    return file + ".tsv";
  }

  /** What it asks for, in words. */
  public String meaning() {
    return meaning;
  }

  /** {@code heldout_tables}. */
  @Override
  public String toString() {
    return file;
  }
}
