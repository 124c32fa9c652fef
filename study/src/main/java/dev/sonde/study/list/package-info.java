/** All studies that there are: {@link dev.sonde.study.list.Studies}. */
@NullMarked
package dev.sonde.study.list;

import org.jspecify.annotations.NullMarked;
