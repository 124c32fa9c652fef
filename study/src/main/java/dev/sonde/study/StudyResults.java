package dev.sonde.study;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the trials of a study found together. */
public interface StudyResults {

  /** Tables of the database besides those of the trials. */
  List<Table> tables() throws IOException;

  /** Trained networks by the names that people know them under; trials keep the originals. */
  default Map<String, Path> networks() {
    return Map.of();
  }

  /** The answer, once the database of the study's folder is written. */
  StudyAnswer answer(Provenance how, Workers workers) throws IOException;
}
