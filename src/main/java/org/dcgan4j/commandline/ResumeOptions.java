package org.dcgan4j.commandline;

import java.util.List;
import java.util.Set;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What may be given beside {@code --resume}: others would make it another run.
 *
 * @param said what may change, in words
 * @param options the names of all that are legal
 */
public record ResumeOptions(String said, Set<String> options) {

  /**
   * @throws InvalidInputException if another option was given
   */
  public void check(ParseResult given) {
    List<String> others =
        given.matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !options.contains(name))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      throw new InvalidInputException(
          Text.format(
              "--resume takes everything from the run but %s; leave out %s",
              said, String.join(", ", others)));
    }
  }
}
