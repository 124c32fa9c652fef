/** Finite-state machines: read, minimised, learnt, built as networks. */
open module dev.sonde.automata {
  requires transitive dev.sonde.checkpoint;
  requires de.learnlib.algorithm.kv;
  requires de.learnlib.algorithm.lstar;
  requires de.learnlib.algorithm.ttt;
  requires de.learnlib.api;
  requires de.learnlib.common.counterexample;
  requires net.automatalib.api;
  requires net.automatalib.core;
  requires net.automatalib.util;
  requires static transitive org.jspecify;

  exports dev.sonde.automata;
  exports dev.sonde.automata.construction;
  exports dev.sonde.automata.dot;
  exports dev.sonde.automata.language;
  exports dev.sonde.automata.learning;
}
