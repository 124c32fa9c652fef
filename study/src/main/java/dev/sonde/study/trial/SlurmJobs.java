package dev.sonde.study.trial;

import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as job arrays for Slurm, one per stage, each task of which runs one stretch of the stage;
 * and {@code submit.sh}, which submits them so that a stage begins when the one before has ended
 * well. A trial that is finished is not run again, so it may be submitted until all are.
 */
public final class SlurmJobs {

  /** Tasks of an array, at most: what clusters allow by default. */
  private static final int TASKS = 1000;

  private static final String SUBMIT = "submit.sh";

  private SlurmJobs() {}

  /** Writes the scripts into a study's folder and gives the one to be called. */
  public static Path write(Path study, TrialPlan plan) throws IOException {
    List<String> arrays = new ArrayList<>();
    int first = 0;
    for (Stage stage : plan.stages()) {
      int trials = stage.trials().size();
      if (trials > 0) {
        String script = stage.name() + ".sbatch";
        AtomicFile.writeString(
            study.resolve(script), array(stage.name(), first, first + trials, TASKS));
        arrays.add(script);
      }
      first += trials;
    }
    Path submit = study.resolve(SUBMIT);
    AtomicFile.writeString(submit, submit(arrays));
    return submit;
  }

  /**
   * The array of one stage.
   *
   * @param from line of the plan that is the stage's first
   * @param to line after its last
   * @param most tasks
   */
  static String array(String stage, int from, int to, int most) {
    int trials = to - from;
    int tasks = Math.clamp(trials, 1, most);
    int each = Math.ceilDiv(trials, tasks);
    return """
    #!/bin/bash
    #SBATCH --job-name=sonde-%s
    #SBATCH --array=0-%d
    #SBATCH --cpus-per-task=1
    #SBATCH --mem=3G
    #SBATCH --time=04:00:00
    #SBATCH --output=slurm-%%A_%%a.log
    # Submitted by submit.sh, in the study's folder.
    # SONDE names the program, if it is not on the PATH.
    set -euo pipefail
    sonde=${SONDE:-sonde}
    first=$((%d + SLURM_ARRAY_TASK_ID * %d))
    last=$((first + %d))
    if [ "$last" -gt %d ]; then last=%d; fi
    lines=()
    for ((line = first; line < last; line++)); do lines+=(--line "$line"); done
    if [ "${#lines[@]}" -gt 0 ]; then "$sonde" trial "$SLURM_SUBMIT_DIR" "${lines[@]}"; fi
    """
        .formatted(stage, Math.ceilDiv(trials, each) - 1, from, each, each, to, to);
  }

  private static String submit(List<String> arrays) {
    StringBuilder script =
        new StringBuilder(
            """
            #!/bin/bash
            # Submits every stage; each waits for the one before. Afterwards the study's own command
            # with --runner gather makes tables and report.
            set -euo pipefail
            cd "$(dirname "$0")"
            """);
    String waiting = "";
    for (String array : arrays) {
      script.append("job=$(sbatch --parsable").append(waiting).append(' ').append(array);
      script.append(")\necho \"").append(array).append(": job ${job%%;*}\"\n");
      waiting = " --dependency=\"afterok:${job%%;*}\" --kill-on-invalid-dep=yes";
    }
    return script.toString();
  }
}
