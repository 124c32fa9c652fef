/**
 * A survey of files of weights as trials: one file is one unit of work, published by one rename, so
 * a survey goes on after any kill and runs wherever trials do. {@link
 * dev.sonde.study.survey.SurveyPlan} lists the files, {@link dev.sonde.study.survey.SurveyWork}
 * reads one, {@link dev.sonde.study.survey.SurveyState} gathers them into a database. Memory holds
 * the list of files and one unit per thread.
 */
@NullMarked
package dev.sonde.study.survey;

import org.jspecify.annotations.NullMarked;
