/** Studies of many trainings: their plans, runs and reports. */
open module dev.sonde.study {
  requires transitive dev.sonde.checkpoint;
  requires transitive dev.sonde.analysis;
  requires transitive dev.sonde.automata;
  requires transitive dev.sonde.network;
  requires transitive dev.sonde.figure;
  requires duckdb.jdbc;
  requires java.desktop;
  requires java.net.http;
  requires java.sql;
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.sonde.study;
  exports dev.sonde.study.activity;
  exports dev.sonde.study.addition;
  exports dev.sonde.study.channels;
  exports dev.sonde.study.constructed;
  exports dev.sonde.study.grokking;
  exports dev.sonde.study.guided;
  exports dev.sonde.study.images;
  exports dev.sonde.study.induction;
  exports dev.sonde.study.initialisation;
  exports dev.sonde.study.list;
  exports dev.sonde.study.run;
  exports dev.sonde.study.states;
  exports dev.sonde.study.survey;
  exports dev.sonde.study.trial;
  exports dev.sonde.study.zoo;
  exports dev.sonde.study.zoo.kernel;
}
