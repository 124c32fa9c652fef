/**
 * A question is declared once: {@link dev.sonde.question.Question} says its name, its sentence, the
 * settings record that asks it, how it is answered, and the page that shows the answer. The command
 * with its help, {@code --json}, the report, the provenance and the form in the workbench all come
 * from the declaration; a new question is one package and one line in {@link
 * dev.sonde.question.Questions}.
 *
 * <pre>{@code
 * Answered<?> answered = Asked.of(new CompareQuestion(), settings).answer(Work.silent());
 * HtmlPage.write(answered.page(), Path.of("compare.html"));
 * }</pre>
 */
@NullMarked
package dev.sonde.question;

import org.jspecify.annotations.NullMarked;
