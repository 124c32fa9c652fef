package dev.sonde.network.model;

import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Perceptrons: fully connected layers with relu between them. */
public final class Mlp {

  private Mlp() {}

  /** {@code inputs → hidden[0] → … → classes}; {@code dropout[i]} after hidden layer i. */
  public static FeedForward of(
      int inputs, List<Integer> hidden, List<Double> dropout, int classes) {
    if (!dropout.isEmpty() && dropout.size() != hidden.size()) {
      throw new IllegalArgumentException(
          dropout.size() + " dropout rates for " + hidden.size() + " hidden layers");
    }
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < hidden.size(); i++) {
      stages.add(new Stage.Connect(hidden.get(i)));
      stages.add(new Stage.Relu());
      if (!dropout.isEmpty()) stages.add(new Stage.Drop(dropout.get(i)));
    }
    stages.add(new Stage.Connect(classes));
    return new FeedForward(Shape.of(inputs), stages);
  }

  /** Four layers of 1000 with rising dropout (Rauber et al. 2017). */
  public static FeedForward hiddenActivity(int inputs) {
    return of(inputs, List.of(1000, 1000, 1000, 1000), List.of(.2, .3, .4, .5), 10);
  }
}
