package dev.sonde.study.guided;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.study.trial.Workplace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores of a network on all splits as a table, with what the network is in front. */
final class Accuracies {

  private final String name;
  private final @Nullable String predictions;
  private final List<Head> columns = new ArrayList<>();
  private final List<Object> cells = new ArrayList<>();
  private Table.@Nullable Builder scores;
  private Table.@Nullable Builder answers;

  /**
   * @param name of the table
   * @param predictions name of the table with every answer; null for none
   */
  Accuracies(String name, @Nullable String predictions) {
    this.name = name;
    this.predictions = predictions;
  }

  void context(String column, String value) {
    columns.add(Head.of(column, Head.Type.TEXT));
    cells.add(value);
  }

  void context(String column, long value) {
    columns.add(Head.of(column, Head.Type.INTEGER));
    cells.add(value);
  }

  void context(String column, double value) {
    columns.add(Head.of(column, Head.Type.REAL));
    cells.add(value);
  }

  void score(Network<Seq2Seq.Input, Seq2Seq.Output> network, LookupTask task) {
    Table.Builder table = Table.named(name);
    columns.forEach(table::column);
    table
        .text("split")
        .integer("n")
        .real("word", "sequence", "final", "attention", "spoken_loss", "attention_loss");
    scores = table;
    if (predictions != null) {
      Table.Builder said = Table.named(predictions);
      columns.forEach(said::column);
      answers = said.text("split", "input", "target", "said").truth("correct");
    }
    for (Split split : Split.values()) add(split, Score.of(network, task.of(split)));
  }

  private void add(Split split, Score score) {
    if (scores != null) {
      scores.row(
          row(
              split,
              score.n(),
              score.word(),
              score.sequence(),
              score.last(),
              score.attention(),
              score.spokenLoss(),
              score.attentionLoss()));
    }
    if (answers == null) return;
    for (Score.Answer answer : score.answers()) {
      Example example = answer.example();
      answers.row(
          row(
              split,
              String.join(" ", example.source()),
              String.join(" ", example.target()),
              answer.said(),
              answer.right()));
    }
  }

  private List<Object> row(Object... more) {
    List<Object> row = new ArrayList<>(cells);
    row.addAll(List.of(more));
    return row;
  }

  void into(Workplace place) {
    if (scores != null) place.add(scores.build());
    if (answers != null) place.add(answers.build());
  }
}
