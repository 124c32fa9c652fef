/** Every question that can be asked, each declared once. */
open module dev.sonde.question {
  requires transitive dev.sonde.checkpoint;
  requires transitive dev.sonde.analysis;
  requires transitive dev.sonde.automata;
  requires transitive dev.sonde.network;
  requires transitive dev.sonde.figure;
  requires transitive dev.sonde.study;
  requires com.fasterxml.jackson.annotation;
  requires static transitive org.jspecify;

  exports dev.sonde.question;
  exports dev.sonde.question.cells;
  exports dev.sonde.question.cells.text;
  exports dev.sonde.question.channels;
  exports dev.sonde.question.groups;
  exports dev.sonde.question.machines;
  exports dev.sonde.question.networks;
  exports dev.sonde.question.networks.activity;
  exports dev.sonde.question.networks.features;
  exports dev.sonde.question.networks.probe;
  exports dev.sonde.question.networks.similarity;
  exports dev.sonde.question.networks.tap;
  exports dev.sonde.question.networks.top;
  exports dev.sonde.question.pause;
  exports dev.sonde.question.projection;
  exports dev.sonde.question.report;
  exports dev.sonde.question.survey;
  exports dev.sonde.question.transformers;
  exports dev.sonde.question.transformers.attention;
  exports dev.sonde.question.transformers.attribution;
  exports dev.sonde.question.transformers.changed;
  exports dev.sonde.question.transformers.neurons;
  exports dev.sonde.question.transformers.paths;
  exports dev.sonde.question.transformers.perplexity;
  exports dev.sonde.question.transformers.residual;
  exports dev.sonde.question.transformers.steer;
  exports dev.sonde.question.weights;

  uses dev.sonde.question.networks.tap.ReferenceRuntime;
}
