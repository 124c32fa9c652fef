package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Printable;

/** Where in which file: put before the message of whatever goes wrong there. */
record ObjectPath(String file, String path) {

  /** A name or path out of the file, fit for a note. */
  static String shown(String name) {
    return Printable.of(name, 200);
  }

  CheckpointException at(CheckpointException cause) {
    String message = String.valueOf(cause.getMessage());
    // Messages are made printable, and so is the file's name in them.
    String prefix = Printable.of(file + ": ");
    if (message.startsWith(prefix)) message = message.substring(prefix.length());
    return new CheckpointException(prefix + shown(path) + ": " + message, cause);
  }

  CheckpointException error(String message) {
    return new CheckpointException(file + ": " + shown(path) + ": " + message);
  }
}
