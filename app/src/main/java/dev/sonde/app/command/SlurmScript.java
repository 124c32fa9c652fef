package dev.sonde.app.command;

import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/** A job array for Slurm: each task runs one stretch of the plan. */
final class SlurmScript {

  private static final int TASKS = 1000;

  private SlurmScript() {}

  static Path write(Path study, int trials) throws IOException {
    Path script = study.resolve("trials.sbatch");
    AtomicFile.writeString(script, text(trials, TASKS));
    return script;
  }

  /**
   * The script. A trial that is finished is not run again, so the same script may be submitted
   * until all are; then {@code sonde study states --runner gather} with the options of before.
   */
  static String text(int trials, int most) {
    int tasks = Math.clamp(trials, 1, most);
    int each = Math.ceilDiv(trials, tasks);
    return """
    #!/bin/bash
    #SBATCH --job-name=sonde-states
    #SBATCH --array=0-%d
    #SBATCH --cpus-per-task=1
    #SBATCH --mem=3G
    #SBATCH --time=04:00:00
    #SBATCH --output=slurm-%%A_%%a.log
    # Submit in the study's folder: sbatch trials.sbatch
    # SONDE names the program, if it is not on the PATH.
    set -euo pipefail
    sonde=${SONDE:-sonde}
    first=$((SLURM_ARRAY_TASK_ID * %d))
    last=$((first + %d))
    if [ "$last" -gt %d ]; then last=%d; fi
    lines=()
    for ((line = first; line < last; line++)); do lines+=(--line "$line"); done
    if [ "${#lines[@]}" -gt 0 ]; then "$sonde" trial "$SLURM_SUBMIT_DIR" "${lines[@]}"; fi
    """
        .formatted(tasks - 1, each, each, trials, trials);
  }
}
