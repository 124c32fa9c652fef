/**
 * The studies as commands. {@link dev.sonde.app.study.StudyCommand} makes one out of every study
 * that there is; {@link dev.sonde.app.study.TrialCommand} is what runners start.
 */
@NullMarked
package dev.sonde.app.study;

import org.jspecify.annotations.NullMarked;
