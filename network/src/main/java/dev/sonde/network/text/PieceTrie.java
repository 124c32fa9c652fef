package dev.sonde.network.text;

import java.util.Arrays;
import java.util.Map;

/**
 * Which strings of a set begin at a place of a text: a trie over UTF-16 units, its edges in one
 * open hash table, so that memory is in proportion to the characters of the set.
 */
final class PieceTrie {

  /** Told each string that begins at a place, the shortest first. */
  @FunctionalInterface
  interface Found {
    void at(int end, int id);
  }

  private long[] edges = new long[64];
  private int[] children = new int[64];
  private int[] ids = new int[64];
  private int nodes = 1;
  private int count;

  private PieceTrie() {
    ids[0] = -1;
  }

  static PieceTrie of(Map<String, Integer> pieces) {
    PieceTrie trie = new PieceTrie();
    pieces.forEach(trie::add);
    return trie;
  }

  private void add(String piece, int id) {
    if (piece.isEmpty()) return;
    int node = 0;
    for (int i = 0; i < piece.length(); i++) {
      int child = child(node, piece.charAt(i));
      node = child != 0 ? child : grow(node, piece.charAt(i));
    }
    ids[node] = id;
  }

  private int grow(int node, char c) {
    if (2 * (count + 1) > edges.length) rehash();
    if (nodes == ids.length) ids = Arrays.copyOf(ids, 2 * nodes);
    ids[nodes] = -1;
    put(edge(node, c), nodes);
    count++;
    return nodes++;
  }

  private void rehash() {
    long[] oldEdges = edges;
    int[] oldChildren = children;
    edges = new long[2 * oldEdges.length];
    children = new int[2 * oldEdges.length];
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldChildren[i] != 0) put(oldEdges[i], oldChildren[i]);
    }
  }

  private void put(long edge, int child) {
    int slot = slot(edge);
    while (children[slot] != 0) slot = (slot + 1) & (edges.length - 1);
    edges[slot] = edge;
    children[slot] = child;
  }

  private int child(int node, char c) {
    long edge = edge(node, c);
    for (int slot = slot(edge); children[slot] != 0; slot = (slot + 1) & (edges.length - 1)) {
      if (edges[slot] == edge) return children[slot];
    }
    return 0;
  }

  private static long edge(int node, char c) {
    return (long) node << 16 | c;
  }

  private int slot(long edge) {
    long mixed = edge * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & (edges.length - 1);
  }

  /** Tells every string of the set that begins at {@code from}. */
  void prefixes(String text, int from, Found found) {
    int node = 0;
    for (int at = from; at < text.length(); at++) {
      node = child(node, text.charAt(at));
      if (node == 0) return;
      if (ids[node] >= 0) found.at(at + 1, ids[node]);
    }
  }

  /** Where the longest string of the set that begins at {@code from} ends, or −1. */
  int longest(String text, int from) {
    int node = 0;
    int end = -1;
    for (int at = from; at < text.length(); at++) {
      node = child(node, text.charAt(at));
      if (node == 0) return end;
      if (ids[node] >= 0) end = at + 1;
    }
    return end;
  }
}
