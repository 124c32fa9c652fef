package dev.sonde.figure.page;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Numbers;
import java.util.ArrayList;
import java.util.List;

/** A result's provenance as lines of a page, without the command. */
final class ProvenanceLines {

  /** A name and its value. */
  record Line(String name, String value) {}

  private ProvenanceLines() {}

  static List<Line> of(Provenance provenance) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Sonde", provenance.sonde()));
    lines.add(new Line("Java", provenance.java()));
    for (Provenance.Input input : provenance.inputs()) {
      String digest = input.sha256() == null ? "not hashed" : "SHA-256 " + input.sha256();
      lines.add(
          new Line(
              "Input",
              input.path() + ", " + Numbers.count(input.bytes(), "byte", "bytes") + ", " + digest));
    }
    provenance
        .settings()
        .forEach(
            (name, value) -> {
              boolean said = name.equals("seed") && provenance.seed() != null;
              if (!said && !value.isEmpty()) lines.add(new Line(name, value));
            });
    if (provenance.seed() != null) lines.add(new Line("Seed", String.valueOf(provenance.seed())));
    return lines;
  }
}
