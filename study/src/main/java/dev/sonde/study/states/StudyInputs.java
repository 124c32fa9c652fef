package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.dot.DotWriter;
import dev.sonde.file.AtomicFile;
import dev.sonde.file.Digests;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Machines and networks that a study's trials work on, kept in its folder under the hash of their
 * content: a trial names them by it, wherever it runs.
 */
record StudyInputs(Path folder) {

  private static final int DIGITS = 16;

  static StudyInputs ofStudy(Path study) {
    return new StudyInputs(study.resolve("inputs"));
  }

  /** The inputs beside the trials that a workplace belongs to. */
  static StudyInputs of(Workplace place) {
    Path trials = place.store().folder().toAbsolutePath().normalize();
    if (!trials.endsWith(StudyFolder.TRIALS)) {
      throw new MachineException(
          trials + ": expected a study's folder '" + StudyFolder.TRIALS + "'");
    }
    return ofStudy(trials.resolveSibling("."));
  }

  /** What a machine is kept under. */
  static String hash(Machine machine) {
    return hash(bytes(machine));
  }

  private static byte[] bytes(Machine machine) {
    return DotWriter.of(machine).getBytes(StandardCharsets.UTF_8);
  }

  /** What a network's file is kept under. */
  static String hash(Path network) {
    try {
      return hash(Files.readAllBytes(network));
    } catch (IOException e) {
      throw new UncheckedIOException(network + ": cannot be read", e);
    }
  }

  void keep(Machine machine) throws IOException {
    keep(bytes(machine), ".dot");
  }

  void keepNetwork(Path file) throws IOException {
    keep(Files.readAllBytes(file), ".network");
  }

  private void keep(byte[] bytes, String ending) throws IOException {
    Path target = folder.resolve(hash(bytes) + ending);
    if (!Files.exists(target)) AtomicFile.write(target, temporary -> Files.write(temporary, bytes));
  }

  Machine machine(String hash, String name) throws IOException {
    Path file = folder.resolve(hash + ".dot");
    requireThere(file);
    return DotReader.read(file).named(name);
  }

  Path network(String hash) {
    Path file = folder.resolve(hash + ".network");
    requireThere(file);
    return file;
  }

  private static void requireThere(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MachineException(file + ": is missing; the study's own command puts it there");
    }
  }

  private static String hash(byte[] bytes) {
    return Digests.sha256(bytes).substring(0, DIGITS);
  }
}
