package dev.sonde.study.induction;

import dev.sonde.figure.table.Table;

/** A head's scores at a step: a row of the table of heads. */
record Score(
    long step,
    int layer,
    int head,
    double previous,
    double induction,
    double control,
    boolean inducts) {

  static Score of(Table heads, int row) {
    return new Score(
        (long) heads.number(row, "step"),
        (int) heads.number(row, "layer"),
        (int) heads.number(row, "head"),
        heads.number(row, "previous"),
        heads.number(row, "induction"),
        heads.number(row, "control"),
        Boolean.parseBoolean(heads.text(row, "inducts")));
  }

  String name() {
    return layer + "." + head;
  }
}
