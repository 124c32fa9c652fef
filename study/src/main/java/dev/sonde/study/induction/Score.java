package dev.sonde.study.induction;

import dev.sonde.figure.table.Table;

/** A head's scores at a step, as the table {@code heads} has them. */
record Score(
    long step,
    int layer,
    int head,
    double previous,
    double induction,
    double control,
    boolean looksBack,
    boolean inducts) {

  static Score of(Table heads, int row) {
    return new Score(
        (long) heads.number(row, "step"),
        (int) heads.number(row, "layer"),
        (int) heads.number(row, "head"),
        heads.number(row, "previous"),
        heads.number(row, "induction"),
        heads.number(row, "control"),
        Boolean.parseBoolean(heads.text(row, "looks_back")),
        Boolean.parseBoolean(heads.text(row, "inducts")));
  }

  String name() {
    return layer + "." + head;
  }
}
