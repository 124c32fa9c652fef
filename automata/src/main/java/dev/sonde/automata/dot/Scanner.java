package dev.sonde.automata.dot;

import dev.sonde.automata.MachineException;
import dev.sonde.file.Printable;

/** Cuts a DOT file into tokens. */
final class Scanner {

  /** No state or input is called by a longer name. */
  private static final int LONGEST = 4096;

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  Scanner(String file, String text) {
    this.file = file;
    this.text = text;
  }

  MachineException fault(int where, String what) {
    return new MachineException(file + ": line " + where + ": " + what);
  }

  Token next() {
    skip();
    if (at == text.length()) return new Token(Token.Type.END, "the end of the file", false, line);
    char c = text.charAt(at);
    if (c == '"') return quoted();
    if (c == '<') {
      throw fault(line, "labels in HTML are not understood; write them as plain text");
    }
    if ("{}[];,:=".indexOf(c) >= 0) {
      at++;
      return new Token(Token.Type.SIGN, String.valueOf(c), false, line);
    }
    if (c == '-' && at + 1 < text.length() && "->".indexOf(text.charAt(at + 1)) >= 0) {
      at += 2;
      return new Token(Token.Type.SIGN, text.substring(at - 2, at), false, line);
    }
    int from = at;
    while (at < text.length() && isWord(text, at)) at++;
    if (at == from) {
      throw fault(
          line,
          "unexpected '" + Printable.of(String.valueOf(c)) + "'; quote it if it belongs to a name");
    }
    return word(text.substring(from, at), false, line);
  }

  private static boolean isWord(String text, int at) {
    char c = text.charAt(at);
    if (c == '-') return at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    return c == '_'
        || c == '.'
        || Character.isLetterOrDigit(c)
        || (c >= 0x80 && !Character.isWhitespace(c));
  }

  private Token word(String word, boolean quoted, int where) {
    if (word.length() > LONGEST) {
      throw fault(where, "a name of " + word.length() + " characters; at most " + LONGEST);
    }
    return new Token(Token.Type.WORD, word, quoted, where);
  }

  private Token quoted() {
    int begin = line;
    StringBuilder word = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return word(word.toString(), true, begin);
      }
      if (c == '\n') line++;
      if (c == '\\' && at + 1 < text.length()) {
        char escaped = text.charAt(at + 1);
        if (escaped == '"' || escaped == '\\') {
          word.append(escaped);
          at++;
          continue;
        }
        if (escaped == '\n') { // a line that goes on
          line++;
          at++;
          continue;
        }
      }
      word.append(c);
    }
    throw fault(begin, "a quoted name that starts here is not closed");
  }

  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') line++;
      boolean lineStart = at == 0 || text.charAt(at - 1) == '\n';
      if ((c == '#' && lineStart) || text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) throw fault(line, "a comment that starts here is not closed");
        for (int i = at; i < end; i++) line += text.charAt(i) == '\n' ? 1 : 0;
        at = end + 2;
      } else if (Character.isWhitespace(c) || (c == '\uFEFF' && at == 0)) {
        at++;
      } else {
        return;
      }
    }
  }
}
