package dev.sonde.question.networks.activity;

import java.util.List;

/**
 * What hidden sites say to labelled inputs.
 *
 * @param networks in the order of training
 * @param sites in the order of computation
 * @param inputs the examples shown, by number
 * @param of how many there were
 * @param classes names
 * @param pictures of single sites, each projected by itself
 * @param sequences of sites and of networks, brought together
 * @param neurons of the last site, in the first and the last network
 * @param similarity linear CKA of all sites in all networks
 * @param views of Rauber et al. 2017 and which of them are here
 * @param notes what was left out, a sentence each
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
   * @param accuracy share of the inputs told right; NaN where the output is no class
   * @param predicted the class each is taken for; empty likewise
   * @param confusion inputs by [true class × predicted class]; empty likewise
   */
  public record Epoch(
      String file, double accuracy, List<Integer> predicted, List<List<Integer>> confusion) {
    public Epoch {
      predicted = List.copyOf(predicted);
      confusion = confusion.stream().map(List::copyOf).toList();
    }
  }

  /**
   * How faithful a picture is.
   *
   * @param hit share of an input's six nearest that are of its class, among the site's units
   * @param hitInPicture the same in the picture
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
   * @param names of the pictures
   * @param pictures [pictures × inputs × 2]
   * @param pearson of step lengths; NaN where sites have different widths
   * @param spearman likewise
   * @param stress likewise
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
   * @param dead units that never change, without a place
   * @param classes by class, beside shuffled labels
   * @param units that have a place
   */
  public record Neurons(
      int network, String site, int dead, List<ForClass> classes, List<Unit> units) {
    public Neurons {
      classes = List.copyOf(classes);
      units = List.copyOf(units);
    }
  }

  /**
   * @param highest importance of any unit for the class
   * @param highestShuffled of any unit with shuffled labels
   * @param above units more important than that
   */
  public record ForClass(
      String name, int inputs, double highest, double highestShuffled, int above) {}

  /**
   * @param x by metric MDS of 1 − |Pearson|
   * @param tsneX by t-SNE of the same
   * @param strongest the class for which it is most important
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
   * @param number as docs/activity.md counts them
   * @param here whether the answer has it
   * @param words where, or why not
   */
  public record View(int number, String name, boolean here, String words) {}
}
