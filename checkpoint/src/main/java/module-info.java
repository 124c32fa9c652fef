/**
 * Files of weights of any framework, and tensors read from them; what every module above shares:
 * settings, errors, files that appear whole.
 */
open module dev.sonde.checkpoint {
  requires static transitive org.jspecify;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.sonde.checkpoint;
  exports dev.sonde.checkpoint.pause;
  exports dev.sonde.file;
  exports dev.sonde.settings;
  exports dev.sonde.tensor;
  exports dev.sonde.checkpoint.exported to
      dev.sonde.network;
  exports dev.sonde.checkpoint.gguf to
      dev.sonde.network;
  exports dev.sonde.checkpoint.keras to
      dev.sonde.network;
  exports dev.sonde.checkpoint.numpy to
      dev.sonde.question;
  exports dev.sonde.checkpoint.onnx to
      dev.sonde.network;
  exports dev.sonde.checkpoint.pickle to
      dev.sonde.network;
  exports dev.sonde.checkpoint.reader to
      dev.sonde.analysis,
      dev.sonde.network,
      dev.sonde.question,
      dev.sonde.study;
  exports dev.sonde.checkpoint.shards to
      dev.sonde.network;
  exports dev.sonde.checkpoint.torch to
      dev.sonde.network;
  exports dev.sonde.checkpoint.zip to
      dev.sonde.network,
      dev.sonde.study;
  exports dev.sonde.numbers to
      dev.sonde.analysis,
      dev.sonde.figure,
      dev.sonde.network,
      dev.sonde.question,
      dev.sonde.study;
}
