package dev.sonde.question.networks.activity;

import java.util.ArrayList;
import java.util.List;

/** Which of the views of Rauber et al. 2017, as docs/activity.md counts them, an answer has. */
final class ViewList {
  private ViewList() {}

  static List<ActivityAnswer.View> of(
      int networks, int sites, boolean predicts, List<ActivityAnswer.Neurons> neurons) {
    String one = "only one site; give more sites";
    String several = "only one network; give its checkpoints in order";
    List<ActivityAnswer.View> views = new ArrayList<>();
    add(views, "from site to site", sites > 1, one);
    add(views, "from epoch to epoch", networks > 1, several);
    add(views, "aligned sequences", sites > 1 || networks > 1, one);
    add(views, "bundled trails", sites > 1 || networks > 1, one);
    String few = "fewer than 5 units of the last site change";
    add(views, "inputs and units", !neurons.isEmpty(), few);
    add(views, "importance of units for classes", !neurons.isEmpty(), few);
    add(views, "map of units by class", !neurons.isEmpty(), few);
    add(
        views,
        "misclassified inputs, linked inputs and units",
        predicts,
        "the first output is not a number for each class");
    add(views, "quality of every picture", true, "");
    return views;
  }

  private static void add(List<ActivityAnswer.View> views, String name, boolean here, String why) {
    views.add(new ActivityAnswer.View(views.size() + 1, name, here, here ? "" : why));
  }
}
