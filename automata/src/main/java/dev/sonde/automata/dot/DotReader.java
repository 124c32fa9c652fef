package dev.sonde.automata.dot;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads machines; see the package. */
public final class DotReader {

  /** A machine of half a million transitions is about as large. */
  private static final long LARGEST = 32L << 20;

  private DotReader() {}

  /**
   * Reads a file.
   *
   * @throws MachineException with the line at fault, if it is not a complete deterministic machine
   */
  public static Machine read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new MachineException(file + ": is a folder, expected a .dot file");
    }
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new MachineException(
          "%s: %d bytes; machines are read up to %d".formatted(file, size, LARGEST));
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(Printable.of(file.toString()), nameOf(file), text);
    } catch (CharacterCodingException e) {
      throw new MachineException(file + ": is not text in UTF-8, so not a .dot file");
    }
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".dot") ? name.substring(0, name.length() - 4) : name;
  }

  /**
   * Reads a machine from text.
   *
   * @param file named in messages
   * @param name of the machine
   */
  public static Machine parse(String file, String name, String text) {
    Graph graph = new Parser(file, text).graph();
    Interpreter interpreter = new Interpreter(file, name, graph);
    return switch (interpreter.kind()) {
      case Kind.DFA -> interpreter.dfa();
      case Kind.MOORE -> interpreter.moore();
      case Kind.MEALY -> interpreter.mealy();
    };
  }
}
