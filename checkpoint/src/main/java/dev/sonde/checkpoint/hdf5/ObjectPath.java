package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.CheckpointException;

/** Where in which file: put before the message of whatever goes wrong there. */
record ObjectPath(String file, String path) {

  CheckpointException at(CheckpointException cause) {
    String message = String.valueOf(cause.getMessage());
    String prefix = file + ": ";
    if (message.startsWith(prefix)) message = message.substring(prefix.length());
    return new CheckpointException(prefix + path + ": " + message, cause);
  }

  CheckpointException error(String message) {
    return new CheckpointException(file + ": " + path + ": " + message);
  }
}
