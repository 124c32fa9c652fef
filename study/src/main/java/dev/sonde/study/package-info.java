/**
 * The studies end to end. {@link dev.sonde.study.Study} says what a study is: a kind, settings,
 * trials in stages, a report; {@link dev.sonde.study.StudyRun} runs any of them. Each study is a
 * package below, and one line in {@link dev.sonde.study.list.Studies}.
 */
@NullMarked
package dev.sonde.study;

import org.jspecify.annotations.NullMarked;
