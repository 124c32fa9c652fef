package dev.sonde.question.survey;

import dev.sonde.analysis.survey.ExactChange;
import dev.sonde.analysis.survey.Lineage;
import dev.sonde.analysis.survey.Sketch;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.file.InputException;
import dev.sonde.question.Work;
import dev.sonde.study.survey.SurveyState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Families of files within each architecture, each pair that they rest on checked exactly. */
final class Families {

  /** Sketches that are in memory at a time, unless one architecture alone has more. */
  private static final int TOGETHER = 4000;

  /** Pairs of files that are read whole. */
  private static final int CHECKED = 2000;

  /** An edge of a family's tree. */
  private record Row(
      String architecture,
      int family,
      String child,
      String parent,
      Lineage.Edge edge,
      Lineage.Basis basis,
      @Nullable ExactChange exact) {}

  private final SurveyState state;
  private final SurveySettings settings;
  private final Work work;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int families;
  private int checked;

  Families(SurveyState state, SurveySettings settings, Work work) {
    this.state = state;
    this.settings = settings;
    this.work = work;
  }

  /** What was not compared, and why. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  void find() {
    Table sizes =
        state.query(
            """
            SELECT fingerprint, count(DISTINCT weights_sha256) AS files FROM files JOIN sketches \
            USING (path, fingerprint) GROUP BY fingerprint HAVING files > 1 ORDER BY files DESC, \
            fingerprint\
            """);
    try (Work.Stage stage = work.stage("families", "architectures", sizes.rows().size())) {
      List<String> batch = new ArrayList<>();
      long files = 0;
      for (int i = 0; i < sizes.rows().size(); i++) {
        if (work.stopped()) return;
        long own = (long) sizes.number(i, "files");
        if (own > settings.most()) {
          notes.add(
              "architecture %s has %d different files, of which the first %d by name were compared"
                      .formatted(sizes.text(i, "fingerprint"), own, settings.most())
                  + " with one another");
        }
        batch.add(sizes.text(i, "fingerprint"));
        files += Math.min(own, settings.most());
        if (files >= TOGETHER || i == sizes.rows().size() - 1) {
          compare(batch);
          stage.step(batch.size());
          batch.clear();
          files = 0;
        }
      }
    }
    if (checked == CHECKED) {
      notes.add("the first " + CHECKED + " pairs were read whole; others rest on sketches alone");
    }
  }

  private void compare(List<String> fingerprints) {
    Table table =
        state.query(
            """
            SELECT path, fingerprint, training_order, sketch FROM (
              SELECT *, row_number() OVER (PARTITION BY fingerprint ORDER BY path) AS place FROM (
                SELECT path, f.fingerprint, training_order, sketch,
                  row_number() OVER (PARTITION BY weights_sha256 ORDER BY path) AS copy
                FROM files f JOIN sketches s USING (path) WHERE f.fingerprint IN ('%s'))
              WHERE copy = 1)
            WHERE place <= %d ORDER BY fingerprint, path
            """
                .formatted(String.join("', '", fingerprints), settings.most()));
    List<Lineage.Member> members = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      double order = table.number(i, "training_order");
      members.add(
          new Lineage.Member(
              table.text(i, "path"),
              Sketch.parse(table.text(i, "sketch")),
              Double.isNaN(order) ? null : order));
      String own = table.text(i, "fingerprint");
      boolean last = i == table.rows().size() - 1;
      if (last || !own.equals(table.text(i + 1, "fingerprint"))) {
        add(own, members);
        members.clear();
      }
    }
  }

  private void add(String architecture, List<Lineage.Member> members) {
    for (Lineage.Family family : Lineage.of(members, settings.related()).families()) {
      families++;
      for (Lineage.Edge edge : family.edges()) {
        String child = members.get(edge.child()).name();
        String parent = members.get(edge.parent()).name();
        ExactChange exact = exact(parent, child);
        rows.add(new Row(architecture, families, child, parent, edge, family.basis(), exact));
      }
    }
  }

  private @Nullable ExactChange exact(String parent, String child) {
    if (checked == CHECKED) return null;
    checked++;
    try {
      return ExactChange.of(Checkpoint.open(Path.of(parent)), Checkpoint.open(Path.of(child)));
    } catch (InputException e) {
      notes.add("not checked exactly: " + e.getMessage());
      return null;
    }
  }

  /** The trees, a row for each file that comes from another. */
  Table lineage() {
    Table.Builder table =
        Table.named("lineage")
            .captioned(
                "Families: which file was trained on from which. Distance 0 is equal, 1 unrelated;"
                    + " support is the share of tensors in which no other file is nearer")
            .text("architecture")
            .integer("family")
            .text("child", "parent")
            .real("distance", "support")
            .integer("compared")
            .real("change")
            .integer("changed_tensors")
            .text("direction");
    for (Row row : rows) {
      ExactChange exact = row.exact();
      table.row(
          row.architecture(),
          row.family(),
          row.child(),
          row.parent(),
          row.edge().distance(),
          row.edge().support(),
          row.edge().tensors(),
          exact == null ? null : exact.relative(),
          exact == null ? null : exact.changed(),
          row.basis().name().toLowerCase(Locale.ROOT));
    }
    return table.build();
  }

  /** Copies that a hash finds, and pairs whose weights all but agree. */
  Table copies(Table equal) {
    Table.Builder table =
        Table.named("copies")
            .captioned("Files that repeat another one")
            .text("path", "same_as", "how")
            .real("change");
    for (int i = 0; i < equal.rows().size(); i++) {
      table.row(equal.text(i, "path"), equal.text(i, "same_as"), equal.text(i, "how"), 0.0);
    }
    for (Row row : rows) {
      ExactChange exact = row.exact();
      if (exact != null && exact.relative() < settings.near()) {
        table.row(row.child(), row.parent(), "nearly the same weights", exact.relative());
      }
    }
    return table.build();
  }
}
