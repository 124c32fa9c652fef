package dev.sonde.network.text;

import java.util.ArrayList;
import java.util.List;

/** What happens to delimiters when a text is cut at them. */
enum Behaviour {
  REMOVED,
  ISOLATED,
  MERGED_WITH_PREVIOUS,
  MERGED_WITH_NEXT,
  CONTIGUOUS;

  /** One run of the text; runs cover it from the start to the end. */
  private record Run(int start, int end, boolean delimiter) {}

  /**
   * Cuts a piece.
   *
   * @param delimiters in order, apart from each other
   * @param inverted whether they are what stays, and what is between them is the delimiters
   */
  List<Piece> cut(Piece piece, List<BoundedPattern.Span> delimiters, boolean inverted) {
    List<Run> runs = new ArrayList<>();
    int done = 0;
    for (BoundedPattern.Span span : delimiters) {
      if (span.start() > done) runs.add(new Run(done, span.start(), inverted));
      runs.add(new Run(span.start(), span.end(), !inverted));
      done = span.end();
    }
    if (done < piece.text().length()) runs.add(new Run(done, piece.text().length(), inverted));
    List<Piece> parts = new ArrayList<>(runs.size());
    for (Run run : joined(runs)) {
      if (run.end() > run.start()) parts.add(piece.part(run.start(), run.end()));
    }
    return parts;
  }

  private List<Run> joined(List<Run> runs) {
    return switch (this) {
      case ISOLATED -> runs;
      case REMOVED -> runs.stream().filter(run -> !run.delimiter).toList();
      case CONTIGUOUS -> joined(runs, (last, run) -> last.delimiter == run.delimiter);
      case MERGED_WITH_PREVIOUS -> joined(runs, (last, run) -> run.delimiter && !last.delimiter);
      case MERGED_WITH_NEXT -> joined(runs, (last, run) -> last.delimiter && !run.delimiter);
    };
  }

  private interface Joins {
    boolean test(Run last, Run next);
  }

  private static List<Run> joined(List<Run> runs, Joins joins) {
    List<Run> out = new ArrayList<>();
    Run before = null;
    for (Run run : runs) {
      if (before != null && joins.test(before, run)) {
        Run last = out.removeLast();
        out.add(new Run(last.start, run.end, run.delimiter));
      } else {
        out.add(run);
      }
      before = run;
    }
    return out;
  }
}
