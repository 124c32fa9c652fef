package dev.sonde.network.program.script;

import dev.sonde.network.program.ProgramException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cuts code into tokens; indentation makes blocks, as in Python. */
final class Lexer {

  private static final int DEEPEST = 200;

  private final String file;
  private final String code;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private int at;
  private int line = 1;
  private int brackets;

  private Lexer(String file, String code) {
    this.file = file;
    this.code = code;
  }

  static List<Token> tokens(String file, String code) {
    return new Lexer(file, code).run();
  }

  private List<Token> run() {
    indentation();
    while (at < code.length()) next();
    add(Token.Kind.NEWLINE, "");
    while (indents.size() > 1) {
      indents.pop();
      add(Token.Kind.DEDENT, "");
    }
    add(Token.Kind.END, "");
    return tokens;
  }

  private void add(Token.Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private void next() {
    char c = code.charAt(at);
    if (c == '\n') {
      at++;
      if (brackets == 0) add(Token.Kind.NEWLINE, "");
      line++;
      if (brackets == 0) indentation();
    } else if (c == ' ' || c == '\t' || c == '\r') {
      at++;
    } else if (c == '#') {
      while (at < code.length() && code.charAt(at) != '\n') at++;
    } else if (c == '"' || c == '\'') {
      text(c);
    } else if (Character.isDigit(c) || (c == '.' && isDigit(at + 1))) {
      number();
    } else if (isNameStart(c)) {
      int from = at;
      while (at < code.length() && isName(code.charAt(at))) at++;
      add(Token.Kind.NAME, code.substring(from, at));
    } else {
      symbol();
    }
  }

  private boolean isDigit(int place) {
    return place < code.length() && Character.isDigit(code.charAt(place));
  }

  private static boolean isNameStart(char c) {
    return c == '_' || c == '$' || Character.isLetter(c);
  }

  private static boolean isName(char c) {
    return isNameStart(c) || Character.isDigit(c);
  }

  /** Measures the next line that holds something. */
  private void indentation() {
    int from = at;
    int width = 0;
    while (at < code.length()) {
      char c = code.charAt(at);
      if (c == ' ') width++;
      else if (c == '\t') width += 8;
      else if (c != '\r') break;
      at++;
    }
    boolean blank = at >= code.length() || code.charAt(at) == '\n' || code.charAt(at) == '#';
    if (blank) {
      if (at < code.length() && at == from && width == 0) return;
      return;
    }
    if (width > indents.peek()) {
      if (indents.size() > DEEPEST) throw refused("is nested more than " + DEEPEST + " deep");
      indents.push(width);
      add(Token.Kind.INDENT, "");
    }
    while (width < indents.peek()) {
      indents.pop();
      add(Token.Kind.DEDENT, "");
    }
    if (width != indents.peek()) throw refused("is indented unevenly");
  }

  private void number() {
    int from = at;
    boolean real = false;
    while (at < code.length()) {
      char c = code.charAt(at);
      boolean exponent = c == 'e' || c == 'E';
      boolean sign = (c == '-' || c == '+') && "eE".indexOf(code.charAt(at - 1)) >= 0 && at > from;
      if (c == '.' || exponent || sign) real = true;
      else if (!Character.isDigit(c)) break;
      at++;
    }
    add(real ? Token.Kind.REAL : Token.Kind.WHOLE, code.substring(from, at));
  }

  private void text(char quote) {
    StringBuilder text = new StringBuilder();
    at++;
    while (true) {
      if (at >= code.length() || code.charAt(at) == '\n') throw refused("has a text without end");
      char c = code.charAt(at++);
      if (c == quote) break;
      if (c == '\\' && at < code.length()) escape(text);
      else text.append(c);
    }
    add(Token.Kind.TEXT, text.toString());
  }

  private void escape(StringBuilder text) {
    char c = code.charAt(at++);
    switch (c) {
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'v' -> text.append('\u000b');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int value = c - '0';
        for (int i = 0; i < 2 && at < code.length(); i++) {
          int digit = code.charAt(at) - '0';
          if (digit < 0 || digit > 7) break;
          value = value * 8 + digit;
          at++;
        }
        text.append((char) value);
      }
      default -> text.append(c);
    }
  }

  private void symbol() {
    String two = code.substring(at, Math.min(at + 2, code.length()));
    if (List.of("->", "==", "!=", "<=", ">=", "//", "**", "<<", ">>", "+=").contains(two)) {
      add(Token.Kind.SYMBOL, two);
      at += 2;
      return;
    }
    char c = code.charAt(at);
    if ("()[]{},:=.+-*/%<>~&|^@".indexOf(c) < 0)
      throw refused("has a '" + c + "' at a wrong place");
    if ("([{".indexOf(c) >= 0) brackets++;
    if (")]}".indexOf(c) >= 0) brackets = Math.max(0, brackets - 1);
    add(Token.Kind.SYMBOL, String.valueOf(c));
    at++;
  }

  private ProgramException refused(String why) {
    return new ProgramException(file + ": line " + line + " " + why);
  }
}
