package dev.sonde.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a settings record means to who sets it. The name is the component's in snake
 * case, {@code nearZero} becomes {@code near_zero}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

  /** What it does, as the end of "sets …": a sentence that a stranger understands. */
  String help();

  /** Of a number: {@code epochs}, {@code seconds}. */
  String unit() default "";

  /**
   * The value where none is given, as text. Empty: one must be given, unless the component may be
   * null, is a list, or is a truth value.
   */
  String initial() default "";

  /** The least number that is taken. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The greatest number that is taken. */
  double max() default Double.POSITIVE_INFINITY;

  /** A number must be greater than this. */
  double above() default Double.NEGATIVE_INFINITY;

  /** A number must be less than this. */
  double below() default Double.POSITIVE_INFINITY;

  /** What stands for the value in a usage line; made from the type where empty. */
  String label() default "";

  /** Whether another value can give another result; false for the number of threads. */
  boolean affectsResult() default true;

  /** Names files that are read: their digests belong to the provenance. */
  boolean input() default false;

  /**
   * Where it stands on a command line without a name, from 0; −1: it is named. A list takes all
   * that follow.
   */
  int position() default -1;

  /** Other names under which it is accepted, the oldest last. */
  String[] alsoNamed() default {};

  /**
   * What separates the values of a list in one text. Empty where values may hold any sign: each is
   * given by itself then, and a line end separates them where they are written as one.
   */
  String separator() default ",";

  /** One letter that stands for it on a command line. */
  char letter() default 0;
}
