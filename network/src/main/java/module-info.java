/** Networks that run, are trained, tapped and changed on libtorch. */
open module dev.sonde.network {
  requires transitive dev.sonde.checkpoint;
  requires java.management;
  requires static jdk.incubator.vector;
  requires jdk.management;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.pytorch;
  requires static transitive org.jspecify;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.sonde.network.channels;
  exports dev.sonde.network.data;
  exports dev.sonde.network.effects;
  exports dev.sonde.network.layer;
  exports dev.sonde.network.memory;
  exports dev.sonde.network.model;
  exports dev.sonde.network.probe;
  exports dev.sonde.network.recurrent;
  exports dev.sonde.network.text;
  exports dev.sonde.network.torch;
  exports dev.sonde.network.train;
  exports dev.sonde.network.transformer;
  exports dev.sonde.network.transformer.ablation;
  exports dev.sonde.network.transformer.attribution;
  exports dev.sonde.network.transformer.change;
  exports dev.sonde.network.transformer.dictionary;
  exports dev.sonde.network.transformer.exported;
  exports dev.sonde.network.transformer.heads;
  exports dev.sonde.network.transformer.lens;
  exports dev.sonde.network.transformer.neurons;
  exports dev.sonde.network.transformer.patching;
  exports dev.sonde.network.transformer.residual;
  exports dev.sonde.network.transformer.steering;
  exports dev.sonde.network.wiring;
}
