/** Numeric questions about arrays of numbers. */
open module dev.sonde.analysis {
  requires transitive dev.sonde.checkpoint;
  requires de.siegmar.fastcsv;
  requires static jdk.incubator.vector;
  requires ojalgo;
  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.inference;
  requires static transitive org.jspecify;

  exports dev.sonde.analysis;
  exports dev.sonde.analysis.cells;
  exports dev.sonde.analysis.channels;
  exports dev.sonde.analysis.clusters;
  exports dev.sonde.analysis.groups;
  exports dev.sonde.analysis.heatmap;
  exports dev.sonde.analysis.kernel;
  exports dev.sonde.analysis.neurons;
  exports dev.sonde.analysis.projection;
  exports dev.sonde.analysis.rows;
  exports dev.sonde.analysis.scan;
  exports dev.sonde.analysis.similarity;
  exports dev.sonde.analysis.trails;
  exports dev.sonde.analysis.units;
  exports dev.sonde.analysis.vectors;
  exports dev.sonde.analysis.weights;
  exports dev.sonde.analysis.probes to
      dev.sonde.question;
  exports dev.sonde.analysis.regression to
      dev.sonde.study;
  exports dev.sonde.analysis.survey to
      dev.sonde.question,
      dev.sonde.study;
  exports dev.sonde.analysis.trees to
      dev.sonde.study;
}
