package dev.sonde.network.program.script;

import dev.sonde.network.program.ProgramException;
import java.util.List;

/** Where the parser stands among the tokens of one file. */
final class Cursor {

  private static final int DEEPEST = 200;

  private final String file;
  private final List<Token> tokens;
  private int at;
  private int depth;

  Cursor(String file, List<Token> tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  Token now() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  boolean peek(Token.Kind kind) {
    return now().kind() == kind;
  }

  boolean accept(Token.Kind kind) {
    if (!peek(kind)) return false;
    at++;
    return true;
  }

  boolean accept(String symbol) {
    if (!now().is(symbol)) return false;
    at++;
    return true;
  }

  void expect(Token.Kind kind) {
    if (!accept(kind)) throw refused(kind == Token.Kind.NEWLINE ? "the end of a line" : "a block");
  }

  void expect(String symbol) {
    if (!accept(symbol)) throw refused("'" + symbol + "'");
  }

  String name() {
    if (!peek(Token.Kind.NAME)) throw refused("a name");
    return tokens.get(at++).text();
  }

  ProgramException refused(String expected) {
    Token token = now();
    String found =
        switch (token.kind()) {
          case NEWLINE -> "the end of the line";
          case INDENT, DEDENT -> "another indentation";
          case END -> "the end";
          default -> "'" + token.text() + "'";
        };
    return new ProgramException(
        file + ": line " + token.line() + " has " + found + ", expected " + expected);
  }

  /** Names with dots between. */
  String dotted() {
    StringBuilder name = new StringBuilder(name());
    while (accept(".")) name.append('.').append(name());
    return name.toString();
  }

  /** Goes one level deeper into what is nested. */
  void enter() {
    if (++depth > DEEPEST) throw refused("code nested less than " + DEEPEST + " deep");
  }

  void leave() {
    depth--;
  }

  /** The token after this one. */
  Token after() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  void forward() {
    at++;
  }

  void back() {
    at--;
  }
}
