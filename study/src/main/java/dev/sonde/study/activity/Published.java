package dev.sonde.study.activity;

import dev.sonde.figure.table.Table;
import java.util.List;

/** Validation accuracy of the MNIST perceptron by epoch (Rauber et al. 2017). */
final class Published {
  static final List<Integer> EPOCHS = List.of(1, 2, 5, 10, 20, 40, 60, 80, 100);
  static final List<Double> ACCURACY =
      List.of(.9591, .9693, .9781, .9822, .9855, .9855, .9864, .9865, .9859);

  private Published() {}

  static Table table() {
    Table.Builder table = Table.named("published").integer("epoch").real("accuracy");
    for (int i = 0; i < EPOCHS.size(); i++) table.row(EPOCHS.get(i), ACCURACY.get(i));
    return table.build();
  }
}
