/** Programs that use Sonde as a library, on the module path as a user would. */
open module dev.sonde.examples {
  requires dev.sonde.checkpoint;
  requires dev.sonde.analysis;
  requires dev.sonde.network;
  requires dev.sonde.figure;
  requires dev.sonde.study;
  requires dev.sonde.question;
  requires static transitive org.jspecify;
}
