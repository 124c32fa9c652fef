package dev.sonde.study.trial;

import java.util.List;

/**
 * Trials that need nothing from one another. What they need from earlier stages they name by key.
 *
 * @param name a word: {@code train}, {@code look}
 */
public record Stage(String name, List<Trial> trials) {

  public Stage {
    if (!name.matches("[a-z][a-z-]*")) {
      throw new IllegalArgumentException("a stage's name is a word, not '" + name + "'");
    }
    trials = List.copyOf(trials);
  }
}
