/**
 * Questions about any network. {@link dev.sonde.question.networks.DataSettings} holds its inputs
 * and labels, {@link dev.sonde.question.networks.Subject} is the opened network with it.
 *
 * <pre>{@code
 * try (Subject subject = Subject.open(model, settings.data(), work)) {
 *   SiteValues seen = subject.values(work, "layer3").get("layer3");
 * }
 * }</pre>
 */
@NullMarked
package dev.sonde.question.networks;

import org.jspecify.annotations.NullMarked;
