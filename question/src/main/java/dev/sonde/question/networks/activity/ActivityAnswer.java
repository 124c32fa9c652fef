package dev.sonde.question.networks.activity;

import java.util.List;

/**
 * Activations of hidden sites on labelled inputs.
 *
 * @param networks in the order of training
 * @param sites in the order of computation
 * @param inputs numbers of the examples that were used
 * @param of number of examples in the data
 * @param classes names
 * @param pictures of single sites, each projected by itself
 * @param sequences aligned projections over sites and over networks
 * @param neurons of the last site, in the first and the last network
 * @param similarity linear CKA of all sites in all networks
 * @param views the views of Rauber et al. 2017, and which of them this answer has
 * @param notes what was left out and why, a sentence each
 */
public record ActivityAnswer(
    List<Epoch> networks,
    List<String> sites,
    List<Long> inputs,
    long of,
    List<String> classes,
    List<Picture> pictures,
    List<Sequence> sequences,
    List<Neurons> neurons,
    Similar similarity,
    List<View> views,
    List<String> notes) {

  public ActivityAnswer {
    networks = List.copyOf(networks);
    sites = List.copyOf(sites);
    inputs = List.copyOf(inputs);
    classes = List.copyOf(classes);
    pictures = List.copyOf(pictures);
    sequences = List.copyOf(sequences);
    neurons = List.copyOf(neurons);
    views = List.copyOf(views);
    notes = List.copyOf(notes);
  }

  /**
   * @param accuracy share of inputs classified correctly; NaN if the output is not a class
   * @param predicted the predicted classes; empty if the output is not a class
   * @param confusion number of inputs, [true class × predicted class]; empty if the output is not a
   *     class
   */
  public record Epoch(
      String file, double accuracy, List<Integer> predicted, List<List<Integer>> confusion) {
    public Epoch {
      predicted = List.copyOf(predicted);
      confusion = confusion.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Quality of a projection.
   *
   * @param hit neighbourhood hit in the site's space: share of an input's six nearest neighbours
   *     with the same class
   * @param hitInPicture the same in the projection
   */
  public record Faithfulness(
      double hit, double hitInPicture, double trustworthiness, double continuity) {}

  /**
   * @param network by number, from 0
   * @param at [inputs × 2]
   */
  public record Picture(
      int network, String site, int units, double kl, Faithfulness quality, List<List<Double>> at) {
    public Picture {
      at = at.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @param over {@code sites} of the last network, or {@code networks} at the last site
   * @param names of the projections
   * @param pictures [pictures × inputs × 2]
   * @param pearson correlation of an input's movements in the projections and in the sites' space;
   *     NaN if sites have different widths
   * @param spearman rank correlation of the same
   * @param stress normalised stress of the same; 0 is best
   */
  public record Sequence(
      String over,
      String alignment,
      List<String> names,
      List<List<List<Double>>> pictures,
      List<Faithfulness> quality,
      double pearson,
      double spearman,
      double stress) {
    public Sequence {
      names = List.copyOf(names);
      pictures = List.copyOf(pictures);
      quality = List.copyOf(quality);
    }
  }

  /**
   * @param dead units that never change; they are not drawn
   * @param classes importances by class, with shuffled labels as the baseline
   * @param units the units that are drawn
   */
  public record Neurons(
      int network, String site, int dead, List<ForClass> classes, List<Unit> units) {
    public Neurons {
      classes = List.copyOf(classes);
      units = List.copyOf(units);
    }
  }

  /**
   * @param highest largest importance of a unit for the class
   * @param highestShuffled the same with shuffled labels
   * @param above number of units with an importance above {@code highestShuffled}
   */
  public record ForClass(
      String name, int inputs, double highest, double highestShuffled, int above) {}

  /**
   * @param x position by metric MDS on 1 − |Pearson|
   * @param tsneX position by t-SNE on the same
   * @param strongest the class for which its importance is largest
   */
  public record Unit(
      int unit,
      double x,
      double y,
      double tsneX,
      double tsneY,
      String strongest,
      double importance) {}

  /**
   * @param values [names × names]
   */
  public record Similar(List<String> names, List<List<Double>> values) {
    public Similar {
      names = List.copyOf(names);
      values = values.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @param number its number in docs/activity.md
   * @param here whether the answer has it
   * @param words where it is, or why it is missing
   */
  public record View(int number, String name, boolean here, String words) {}
}
