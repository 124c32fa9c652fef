package dev.sonde.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;

/** Where executors find a study and leave its trials. */
sealed interface StudyPlace extends Serializable {

  /** The study's folder for a process on this machine. */
  Path folder() throws IOException;

  /** Whether a trial has been published; false also where only the process can tell. */
  boolean isPublished(PlanLine trial) throws IOException;

  /** Brings into the folder what a trial needs. */
  void prepare(PlanLine trial, Path folder) throws IOException;

  /** Shows all machines a trial that the folder has published. */
  void publish(PlanLine trial, Path folder) throws IOException;

  /** A folder under the same path on all machines. */
  record SharedFolder(String path) implements StudyPlace {

    @Override
    public Path folder() {
      return Path.of(path);
    }

    @Override
    public boolean isPublished(PlanLine trial) {
      return false;
    }

    @Override
    public void prepare(PlanLine trial, Path folder) {}

    @Override
    public void publish(PlanLine trial, Path folder) {}
  }

  /** A store, of which each executor has a copy of what it needs in its own temporary folder. */
  record Mirrored(StudyStore store) implements StudyPlace {

    @Override
    public Path folder() throws IOException {
      Path folder =
          Path.of(SparkFiles.getRootDirectory(), "sonde-study").toAbsolutePath().normalize();
      Files.createDirectories(folder);
      store.mirror(folder);
      return folder;
    }

    @Override
    public boolean isPublished(PlanLine trial) throws IOException {
      return store.isPublished(trial.key());
    }

    @Override
    public void prepare(PlanLine trial, Path folder) throws IOException {
      for (String needed : trial.needs()) store.fetch(needed, folder);
    }

    @Override
    public void publish(PlanLine trial, Path folder) throws IOException {
      store.publish(trial.key(), folder);
    }
  }
}
