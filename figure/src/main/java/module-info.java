/** Figures, tables and pages as data, and their renderings. */
open module dev.sonde.figure {
  requires transitive dev.sonde.checkpoint;
  requires transitive dev.sonde.analysis;
  requires java.desktop;
  requires org.apache.fontbox;
  requires org.apache.pdfbox;
  requires org.apache.pdfbox.io;
  requires org.eclipse.elk.alg.layered;
  requires org.eclipse.elk.core;
  requires org.eclipse.elk.graph;
  requires org.eclipse.emf.common;
  requires org.eclipse.emf.ecore;
  requires static transitive org.jspecify;

  exports dev.sonde.figure;
  exports dev.sonde.figure.cells;
  exports dev.sonde.figure.channels;
  exports dev.sonde.figure.colour;
  exports dev.sonde.figure.graph;
  exports dev.sonde.figure.groups;
  exports dev.sonde.figure.networks;
  exports dev.sonde.figure.page;
  exports dev.sonde.figure.projection;
  exports dev.sonde.figure.scene;
  exports dev.sonde.figure.states;
  exports dev.sonde.figure.table;
  exports dev.sonde.figure.weights;
}
