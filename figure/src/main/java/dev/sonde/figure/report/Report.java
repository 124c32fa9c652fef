package dev.sonde.figure.report;

import java.util.List;

/**
 * A report: what was found in words first, then the tables and figures that show it, then how to
 * repeat it.
 *
 * @param title what it is about
 * @param subtitle a line below it, or empty
 * @param summary what stands out, with numbers, one sentence each
 * @param sections the details
 * @param provenance what is needed to repeat it
 */
public record Report(
    String title,
    String subtitle,
    List<Remark> summary,
    List<Section> sections,
    ProvenanceLines provenance) {

  public Report {
    summary = List.copyOf(summary);
    sections = List.copyOf(sections);
  }

  /** A sentence of the summary. */
  public record Remark(Tone tone, String sentence) {
    public static Remark plain(String sentence) {
      return new Remark(Tone.PLAIN, sentence);
    }
  }

  /** How a sentence wants to be read; told by a sign as well as by colour. */
  public enum Tone {
    PLAIN,
    /** Looked for and fine. */
    GOOD,
    /** Unusual. */
    NOTABLE,
    /** Likely wrong. */
    GRAVE
  }

  /**
   * A part with a heading.
   *
   * @param title of the section; shown in the table of contents
   * @param blocks its content in order
   */
  public record Section(String title, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * What is needed to repeat the report.
   *
   * @param command the command line
   * @param lines names and values: version, inputs with their digests, settings, seed
   */
  public record ProvenanceLines(String command, List<Line> lines) {
    public ProvenanceLines {
      lines = List.copyOf(lines);
    }
  }

  /** A name and its value. */
  public record Line(String name, String value) {}
}
