package dev.sonde.question;

/** Under which heading a question is listed. */
public enum Group {
  LOOK("Look into files"),
  RUN("Run a network and look inside"),
  GROUPS("Compare groups of models"),
  MACHINES("Finite-state machines"),
  STUDIES("Studies"),
  RUNS("What has been trained and found");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
