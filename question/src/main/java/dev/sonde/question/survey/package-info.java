/**
 * What is in whole folders of files of weights: tables, architectures, copies, families, outliers.
 * {@link dev.sonde.question.survey.SurveyQuestion} reads the files as trials ({@link
 * dev.sonde.study.survey}), so it goes on after a kill and runs on a cluster; what is told of all
 * of them together comes from the database that these leave.
 */
@NullMarked
package dev.sonde.question.survey;

import org.jspecify.annotations.NullMarked;
