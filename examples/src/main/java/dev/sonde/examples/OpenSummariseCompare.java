package dev.sonde.examples;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a checkpoint, summarises its encoder, and asks where two groups of runs differ.
 *
 * <p>Arguments: a checkpoint, and the files of two groups as patterns ({@code 'runs/guided-*'}).
 */
public final class OpenSummariseCompare {

  private OpenSummariseCompare() {}

  public static void main(String[] arguments) {
    Checkpoint model = Checkpoint.open(Path.of(arguments[0])).withGates();
    for (Tensor tensor : model.match("encoder.**")) System.out.println(Summary.of(tensor));

    ModelGroup one = ModelGroup.matching("one", arguments[1]);
    ModelGroup other = ModelGroup.matching("other", arguments[2]);
    GroupComparison answer = GroupComparison.of(List.of(one, other), Settings.defaults());

    System.out.println(answer.differing() + " of " + answer.tested() + " tensors differ:");
    answer.tensors().stream()
        .limit(answer.differing())
        .forEach(t -> System.out.println(t.name() + ", p = " + t.pAdjusted()));
  }
}
