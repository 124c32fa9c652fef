/**
 * The trials of a study on a cluster. {@link dev.sonde.spark.SparkTrials} cuts the plan into tasks;
 * a task starts Sonde's worker command as a child process and gives it one trial after the other;
 * what a trial finds is published by the child, in the study's folder, which all machines share.
 * Nothing travels through Spark but the plan's lines and one word of answer each, so an executor
 * that dies loses no result: the task runs again elsewhere and finds finished trials finished.
 *
 * <p>Machines that share no folder work through a {@link dev.sonde.spark.StudyStore}, an object
 * store or HDFS: each executor has a copy of the study and writes its trials back.
 */
@NullMarked
package dev.sonde.spark;

import org.jspecify.annotations.NullMarked;
