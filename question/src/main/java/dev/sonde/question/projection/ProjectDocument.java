package dev.sonde.question.projection;

import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer in JSON; {@code seconds} is all that another run may tell differently. */
record ProjectDocument(
    int n,
    int dimensions,
    String method,
    double seconds,
    int iterations,
    @Nullable Double kl,
    @Nullable Double loss,
    @Nullable Double stress,
    @Nullable Double varianceShare,
    @Nullable Double neighbourRecall,
    int judged,
    int neighbours,
    double trustworthiness,
    double continuity,
    @Nullable Double neighbourhoodHitBefore,
    @Nullable Double neighbourhoodHit,
    List<String> notes,
    @Nullable String output) {

  static ProjectDocument of(ProjectSettings settings, ProjectAnswer answer) {
    Projection p = answer.projection();
    Quality quality = answer.quality();
    return new ProjectDocument(
        p.coordinates().count(),
        answer.dimensions(),
        settings.picture().name(),
        answer.seconds(),
        p.iterations(),
        p.kl(),
        p.loss(),
        p.stress(),
        p.share(),
        p.neighbourRecall(),
        quality.points(),
        quality.neighbours(),
        quality.trustworthiness(),
        quality.continuity(),
        quality.hitBefore(),
        quality.hitAfter(),
        answer.notes(),
        answer.output());
  }
}
