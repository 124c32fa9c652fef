package dev.sonde.automata.dot;

import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a DOT file: nodes, edges, chains of edges, defaults. */
final class Parser {

  private final Scanner scanner;
  private final Map<String, String> nodeDefaults = new LinkedHashMap<>();
  private final Map<String, String> edgeDefaults = new LinkedHashMap<>();
  private Token token;

  Parser(String file, String text) {
    scanner = new Scanner(file, text);
    token = scanner.next();
  }

  Graph graph() {
    if (token.isKeyword("strict")) advance();
    if (!token.isKeyword("digraph")) {
      throw unexpected("'digraph'; is this a Graphviz file of a directed graph?");
    }
    advance();
    String name = "";
    if (token.type() == Token.Type.WORD) name = advance().text();
    Graph graph = new Graph(name);
    take("{", "after 'digraph' and its name");
    while (!token.is("}")) {
      if (token.is(";")) advance();
      else statement(graph);
    }
    advance();
    if (token.type() != Token.Type.END) throw unexpected("nothing after the graph's last brace");
    return graph;
  }

  private void statement(Graph graph) {
    if (token.is("{") || token.isKeyword("subgraph")) {
      throw scanner.fault(token.line(), "subgraphs are not understood; a machine has none");
    }
    Token first = advance();
    if (first.type() != Token.Type.WORD) throw unexpected(first, "a state's name");
    if (first.isKeyword("graph")) {
      attributes();
      return;
    }
    if (first.isKeyword("node") || first.isKeyword("edge")) {
      (first.isKeyword("node") ? nodeDefaults : edgeDefaults).putAll(attributes());
      return;
    }
    if (token.is("=")) { // an attribute of the graph
      advance();
      word("a value");
      return;
    }
    port();
    List<String> chain = new ArrayList<>(List.of(first.text()));
    while (token.is("->")) {
      advance();
      chain.add(word("the state that the transition leads to"));
      port();
    }
    if (token.is("--")) {
      throw scanner.fault(token.line(), "an edge without direction; a transition is written '->'");
    }
    boolean edge = chain.size() > 1;
    Map<String, String> attributes = new LinkedHashMap<>(edge ? edgeDefaults : nodeDefaults);
    attributes.putAll(attributes());
    if (!edge) graph.node(first.text(), attributes, first.line());
    for (int i = 1; i < chain.size(); i++) {
      graph.edge(chain.get(i - 1), chain.get(i), attributes, first.line());
    }
  }

  /** {@code :port} after a node says where lines are drawn. */
  private void port() {
    while (token.is(":")) {
      advance();
      word("a port");
    }
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    while (token.is("[")) {
      advance();
      while (!token.is("]")) {
        String name = word("an attribute's name or ']'");
        take("=", "after the attribute '" + Printable.of(name, 40) + "'");
        attributes.put(name, word("a value of '" + Printable.of(name, 40) + "'"));
        if (token.is(",") || token.is(";")) advance();
      }
      advance();
    }
    return attributes;
  }

  private String word(String expected) {
    if (token.type() != Token.Type.WORD) throw unexpected(expected);
    return advance().text();
  }

  private void take(String sign, String where) {
    if (!token.is(sign)) throw unexpected("'" + sign + "' " + where);
    advance();
  }

  private Token advance() {
    Token current = token;
    if (current.type() == Token.Type.END) throw unexpected(current, "more");
    token = scanner.next();
    return current;
  }

  private RuntimeException unexpected(String expected) {
    return unexpected(token, expected);
  }

  private RuntimeException unexpected(Token found, String expected) {
    String what =
        found.type() == Token.Type.END ? found.text() : "'" + Printable.of(found.text(), 40) + "'";
    return scanner.fault(found.line(), "found " + what + ", expected " + expected);
  }
}
