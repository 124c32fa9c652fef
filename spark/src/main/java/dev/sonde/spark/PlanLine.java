package dev.sonde.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Spark must know of a line of {@code plan.jsonl}, which begins with the trial's stage and key
 * and ends with the keys of the trials it needs.
 *
 * @param stage empty in plans that were written before there were stages
 * @param key under which the trial is published; empty in plans that do not say it
 * @param needs keys of the trials that must be published before
 */
record PlanLine(String stage, String key, List<String> needs) {

  private static final Pattern START =
      Pattern.compile("\\{\"stage\":\"([a-z-]+)\"(?:,\"key\":\"([0-9a-f]{3,64})\")?");
  private static final Pattern END = Pattern.compile("\"needs\":\\[([0-9a-f\",]*)]}$");

  static PlanLine of(String line) {
    Matcher start = START.matcher(line);
    boolean staged = start.lookingAt();
    String key = staged ? start.group(2) : null;
    List<String> needs = new ArrayList<>();
    Matcher end = END.matcher(line);
    if (end.find()) {
      for (String needed : end.group(1).split(",")) {
        if (!needed.isEmpty()) needs.add(needed.substring(1, needed.length() - 1));
      }
    }
    return new PlanLine(staged ? start.group(1) : "", key == null ? "" : key, needs);
  }
}
