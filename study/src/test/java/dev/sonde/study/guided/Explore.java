package dev.sonde.study.guided;

import dev.sonde.network.layer.Cell;
import dev.sonde.study.trial.*;
import java.nio.file.*;
import java.util.*;

public final class Explore {
  public static void main(String[] a) throws Exception {
    Path d = Path.of(a[0]);
    LookupTask task = LookupTask.generate(Long.parseLong(a[7]));
    TaskFiles.write(task, d.resolve("data").resolve(task.digest()));
    Recipe r =
        new Recipe(
            Cell.valueOf(a[1]),
            Integer.parseInt(a[2]),
            Integer.parseInt(a[3]),
            Integer.parseInt(a[4]),
            Double.parseDouble(a[5]),
            Integer.parseInt(a[6]),
            a[2].equals("512") ? 50 : 0);
    TrialStore store = new TrialStore(d.resolve("trials"));
    List<Trial> trials = new ArrayList<>();
    for (int run = 1; run <= Integer.parseInt(a[8]); run++)
      for (Group g : Group.values()) trials.add(TrainWork.trial(r, task.digest(), g, run, 1));
    for (Trial t : trials) {
      long t0 = System.nanoTime();
      LocalRunner.threads(1, Map.of(TrainWork.KIND, new TrainWork()))
          .run(store, List.of(t), TrialListener.silent())
          .requireAll();
      StringBuilder b = new StringBuilder();
      var tb = store.table(t, "accuracy").get();
      for (var row : tb.rows())
        b.append(String.format(" %.3f", (Double) row.get(tb.column("sequence"))));
      var h = store.table(t, "training").get();
      double best = 1e9;
      long at = 0;
      for (var row : h.rows()) {
        double l = (Double) row.get(h.column("loss"));
        if (l < best) {
          best = l;
          at = (Long) row.get(h.column("step"));
        }
      }
      System.out.printf(
          "%s %.1fs best %.3f at %d of %d :%s%n",
          t.text("model"),
          (System.nanoTime() - t0) / 1e9,
          best,
          at,
          (Long) h.rows().getLast().get(h.column("step")),
          b);
    }
  }
}
