package dev.sonde.figure.report;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.report.Report.Line;
import dev.sonde.figure.report.Report.ProvenanceLines;
import java.util.ArrayList;
import java.util.List;

/** A result's provenance as lines of a report. */
public final class ProvenanceSection {

  private ProvenanceSection() {}

  public static ProvenanceLines of(Provenance provenance) {
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
    provenance.settings().forEach((name, value) -> lines.add(new Line(name, value)));
    if (provenance.seed() != null) lines.add(new Line("Seed", String.valueOf(provenance.seed())));
    return new ProvenanceLines(provenance.command(), lines);
  }
}
