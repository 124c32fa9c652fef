package dev.sonde.analysis;

import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.clusters.Agglomerative;
import dev.sonde.analysis.clusters.Dbscan;
import dev.sonde.analysis.clusters.GaussianMixture;
import dev.sonde.analysis.clusters.Hdbscan;
import dev.sonde.analysis.clusters.KMeans;
import dev.sonde.analysis.clusters.MeanShift;
import dev.sonde.analysis.clusters.Optics;
import dev.sonde.analysis.clusters.Spectral;
import dev.sonde.analysis.neighbours.NeighbourForest;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronProjection;
import dev.sonde.analysis.projection.Pca;
import dev.sonde.analysis.projection.Smacof;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.analysis.projection.Umap;
import dev.sonde.analysis.regression.LogisticRegression;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.trails.Bundling;
import dev.sonde.analysis.trees.ExtraTrees;
import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.Findings;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.file.OutOfRange;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

  static Stream<Record> settings() {
    return Stream.of(
        Agglomerative.Settings.of(3),
        Bundling.Settings.defaults(),
        CheckpointDiff.Settings.defaults(),
        Dbscan.Settings.defaults(),
        Discriminability.Settings.defaults(),
        ExtraTrees.Settings.defaults(),
        Findings.Settings.defaults(),
        GaussianMixture.Settings.of(3),
        Hdbscan.Settings.defaults(),
        KMeans.Settings.of(3),
        LogisticRegression.Settings.defaults(),
        MeanShift.Settings.estimated(1),
        new NeighbourForest.Settings(.9, 8, 30, 1000, 0),
        NeuronProjection.Settings.mds(),
        Optics.Settings.defaults(),
        Pca.Settings.of(2),
        ProbeSettings.defaults(),
        Scan.Settings.defaults(),
        Smacof.Settings.defaults(),
        Spectral.Settings.of(3),
        Spectrum.Settings.defaults(),
        Summary.Settings.defaults(),
        Tsne.Settings.defaults(),
        Umap.Settings.defaults(),
        dev.sonde.analysis.groups.Settings.defaults(),
        dev.sonde.analysis.heatmap.Settings.defaults(),
        dev.sonde.analysis.rows.LogisticRegression.Settings.defaults(),
        dev.sonde.analysis.rows.Settings.defaults());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void outOfRange_isRefusedInOneSentence(Record settings) throws ReflectiveOperationException {
    // A negative tolerance of t-SNE is for never.
    if (settings instanceof Tsne.Settings) OutOfRange.isRefused(settings, "tolerance");
    else OutOfRange.isRefused(settings);
  }
}
