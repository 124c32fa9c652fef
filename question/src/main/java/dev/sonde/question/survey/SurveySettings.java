package dev.sonde.question.survey;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.survey.ReadingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which files are surveyed, and how; see each component. */
public record SurveySettings(
    @Setting(help = "Folders with checkpoints of any known format, or single files", position = 0)
        List<Path> folders,
    @Nested ReadingSettings reading,
    @Setting(
            help =
                "Files of one architecture are of one family if their weights are nearer than this:"
                    + " 0 is equal, 1 is unrelated",
            initial = "0.7",
            min = 0,
            max = 1)
        double related,
    @Setting(
            help = "Files are near-duplicates if their weights differ by less than this share",
            initial = "0.001",
            min = 0,
            max = 1)
        double near,
    @Setting(
            help = "Most files of one architecture that are compared with one another",
            initial = "2000",
            min = 2,
            max = 20_000)
        int most,
    @Setting(
            help =
                """
                Where what is read is kept, so that the same command goes on after a kill; the \
                first output's name with '.state' by default, and nowhere without an output\
                """,
            label = "FOLDER",
            affectsResult = false)
        @Nullable Path state,
    @Setting(
            help =
                "Where files are read: local here; plan, slurm and spark write what 'sonde trial',"
                    + " sbatch or spark-submit run on a shared folder; gather collects that",
            initial = "local",
            affectsResult = false)
        Runner runner,
    @Setting(
            help = "Files in one unit of work; more of small ones cost a cluster less",
            initial = "1",
            min = 1,
            max = 100_000,
            affectsResult = false)
        int unit,
    @Setting(
            help = "Threads that work; all processors by default",
            min = 1,
            max = 1024,
            affectsResult = false)
        @Nullable Integer threads)
    implements Adjustable<SurveySettings> {

  /** Who reads the files. */
  public enum Runner {
    LOCAL,
    PLAN,
    SLURM,
    SPARK,
    GATHER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SurveySettings {
    folders = List.copyOf(folders);
    if (folders.isEmpty()) throw new SettingsException("folders", "name at least one folder");
  }

  /** Threads that work. */
  int slots() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
