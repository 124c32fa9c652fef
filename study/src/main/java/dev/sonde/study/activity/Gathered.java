package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.analysis.similarity.Cka;
import dev.sonde.figure.table.Table;
import dev.sonde.study.activity.SequenceWork.Over;
import dev.sonde.study.images.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the trials' tables back into what they were made of. */
record Gathered(ActivityResults study, Images shown) {
  static Gathered of(ActivityResults study) {
    return new Gathered(study, study.shown());
  }

  List<Integer> labels() {
    return Arrays.stream(shown.labels()).boxed().toList();
  }

  /** What a network takes each input for. */
  List<Integer> predicted(int run, int epoch) {
    Table inputs = study.table(study.plan().pictures(run, epoch), "inputs");
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < inputs.rows().size(); i++) {
      all.add(shown.classes().indexOf(inputs.text(i, "predicted")));
    }
    return all;
  }

  /** The picture of a layer by itself. */
  Points picture(int run, int epoch, String layer) {
    return points(study.table(study.plan().pictures(run, epoch), "places"), "layer", layer);
  }

  /** Pictures of a sequence, in order. */
  Map<String, Points> sequence(Over over, Alignment alignment) {
    Table places = study.table(study.plan().sequence(over, alignment), "sequences");
    Map<String, Points> all = new LinkedHashMap<>();
    for (int i = 0; i < places.rows().size(); i++) {
      String at = places.text(i, "at");
      if (!all.containsKey(at)) all.put(at, points(places, "at", at));
    }
    return all;
  }

  private static Points points(Table places, String column, String wanted) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < places.rows().size(); i++) {
      if (!places.text(i, column).equals(wanted)) continue;
      rows.add(new double[] {places.number(i, "x"), places.number(i, "y")});
    }
    return Points.of(rows.toArray(double[][]::new));
  }

  /** A figure of a layer's picture. */
  double quality(int run, int epoch, String layer, String figure) {
    Table pictures = study.table(study.plan().pictures(run, epoch), "pictures");
    for (int i = 0; i < pictures.rows().size(); i++) {
      if (pictures.text(i, "layer").equals(layer)) return pictures.number(i, figure);
    }
    return Double.NaN;
  }

  /** The last layer's neurons; {@code method} is mds or tsne. */
  NeuronMap map(int epoch, String method) {
    Table neurons = study.table(study.plan().neurons(epoch), "neurons");
    List<NeuronMap.Neuron> all = new ArrayList<>();
    for (int i = 0; i < neurons.rows().size(); i++) {
      all.add(
          new NeuronMap.Neuron(
              (int) neurons.number(i, "neuron"),
              neurons.number(i, method + "_x"),
              neurons.number(i, method + "_y"),
              shown.classes().indexOf(neurons.text(i, "strongest")),
              neurons.number(i, "importance"),
              neurons.number(i, "opacity")));
    }
    int neuronsInAll = discriminability(epoch).neurons();
    return new NeuronMap(all, neuronsInAll - all.size(), shown.classes().size());
  }

  /** Importances in the last layer. */
  Discriminability discriminability(int epoch) {
    Table facts = study.table(study.plan().neurons(epoch), "discriminability");
    Table importances = study.table(study.plan().neurons(epoch), "importances");
    Map<String, List<Double>> own = new LinkedHashMap<>();
    Map<String, List<Double>> shuffled = new LinkedHashMap<>();
    for (int i = 0; i < importances.rows().size(); i++) {
      String name = importances.text(i, "class");
      own.computeIfAbsent(name, _ -> new ArrayList<>()).add(importances.number(i, "importance"));
      shuffled.computeIfAbsent(name, _ -> new ArrayList<>()).add(importances.number(i, "shuffled"));
    }
    List<Discriminability.ForClass> classes = new ArrayList<>();
    for (int i = 0; i < facts.rows().size(); i++) {
      String name = facts.text(i, "class");
      classes.add(
          new Discriminability.ForClass(
              shown.classes().indexOf(name),
              (int) facts.number(i, "inputs"),
              own.getOrDefault(name, List.of()),
              shuffled.getOrDefault(name, List.of()),
              facts.number(i, "highest_shuffled"),
              (int) facts.number(i, "above")));
    }
    return new Discriminability(
        classes,
        (int) facts.number(0, "neurons"),
        (int) facts.number(0, "trees"),
        (int) facts.number(0, "shuffles"),
        study.settings().seed());
  }

  /** Names and values of all layers at all epochs. */
  record Similar(List<String> names, Cka cka) {}

  Similar similarity() {
    Table table = study.table(study.plan().similarity(), "similarity");
    int n = (int) Math.round(Math.sqrt(table.rows().size()));
    List<String> names = new ArrayList<>();
    List<List<Double>> values = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      String layer = table.text(a * n, "layer");
      names.add(layer.replace("@relu", "") + ", epoch " + table.text(a * n, "epoch"));
      List<Double> row = new ArrayList<>();
      for (int b = 0; b < n; b++) row.add(table.number(a * n + b, "cka"));
      values.add(row);
    }
    return new Similar(names, new Cka(values, shown.size()));
  }

  /** Share right on all test images after an epoch; NaN before training. */
  double accuracy(int run, int epoch) {
    Table training = study.table(study.plan().network(run), "training");
    return epoch == 0 ? Double.NaN : training.number(epoch - 1, "accuracy");
  }
}
