package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that make no sense: one line that says what is legal, and status 2. */
class BadOptionsTest {

  @Test
  void whatBeginsAsAnOptionDoes_shouldNotBeCalledMissing() {
    Outcome outcome = Outcome.of("arithmetic", "run", "-A + B");
    assertThat(outcome.err().strip())
        .isEqualTo(
            "dcgan4j: \"-A + B\" begins as an option does; put -- before it (see dcgan4j"
                + " arithmetic --help)");
    assertThat(Outcome.of("arithmetic", "run", "--", "-A + B").err())
        .startsWith("dcgan4j: run is no run folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --batch-size 0 | training.batchSize: given 0, legal is a whole number from 1 to 65536
          train --epochs x | training.epochs: given "x", legal is a whole number from 0 to 1000000
          train --steps -1 | training.steps: given -1, legal is a whole number from 0 to 1000000000000
          train --steps 0 | training: given 0 epochs, 0 steps and 0 minutes, legal is at least one above 0
          train --set generator.optimizer.learningRate=fast | generator.optimizer.learningRate: given "fast", legal is a number above 0 and up to 10
          train --set g.lr=fast | unknown key "g.lr"; did you mean "generator.optimizer.learningRate"?
          train --set foo | --set: given "foo", legal is key=value
          train --set training.steps=5 --set training.steps=6 | training.steps: given 5 and 6, legal is one of them
          train --set training.steps=5 --steps 6 | training.steps: given 5 and 6, legal is one of them
          train --set data.size=32 --size 64 | data.size: given 32 and 64, legal is one of them
          train --size 7 | --size: given 7, legal is 8 to 256
          bench --size 7 | --size: given 7, legal is 8 to 256
          bench --set training.batchSize=5 --set training.batchSize=6 | training.batchSize: given 5 and 6, legal is one of them
          bench --set training.batchSize=5 --batch-size 6 | training.batchSize: given 5 and 6, legal is one of them
          bench --set foo | --set: given "foo", legal is key=value
          evaluate --samples f --count 7 --truncation 1 | --samples: a file is measured as it is, and nothing is drawn; leave out --count, --truncation
          evaluate --samples f --raw --seed 3 --checkpoint best --backend fast | --samples: a file is measured as it is, and nothing is drawn; leave out --raw, --seed, --checkpoint, --backend
          interpolate run --from a --to b --points 3 --side 2 --seed 3 | --from and --to: one walk goes from one to the other; leave out --points, --side, --seed
          interpolate run --out a.png --side 2 | --out: a PNG shows one walk; leave out --side
          features run --pictures --labels 5 | --labels belongs to --probe, which is not given
          features run --pictures --seed 5 | --seed belongs to --probe, which is not given
          features run --pictures --out a.npz | --out: given a.npz, legal is a name in .png
          features run --out a.txt | --out: given a.txt, legal is a name in .npz
          export run --format onnx --out e.zip | --out: given e.zip, legal is a name in .onnx
          export run --format dl4j --out e.onnx | --out: given e.onnx, legal is a name in .zip or .dl4j
          interpolate run --out / | --out: given /, legal is a name in .gif or .png
          project run --image= | Invalid value for option '--image' at index 0 (PATH): given an empty name (see dcgan4j project --help)
          dataset inspect no-data --sheet a.jpg | --sheet: given a.jpg, legal is a name in .png
          dataset dedupe no-data --sheet a.jpg | --sheet: given a.jpg, legal is a name in .png
          train --set =3 | --set: given "=3", legal is key=value
          train --config no.yaml | no.yaml: no such file
          train --preset notmist | unknown preset "notmist", legal are notmnist-dcgan, mnist-dcgan, plain-dcgan, wide, r3gan-small, dcgan-64, dcgan-32, letters-64, mnist-digit-cnn, mnist-digit-cnn-log, mnist-mlp, gaussian-1d, gaussian-2d; did you mean "notmnist-dcgan"?
          train --epochs 3 --steps 4 | --epochs=N, --steps=N are mutually exclusive (specify only one) (see dcgan4j train --help)
          train --epoch 3 | unknown option "--epoch"; did you mean "--epochs"? (see dcgan4j train --help)
          train letters | "letters" is one argument too many (see dcgan4j train --help)
          train --data | Missing required parameter for option '--data' (DIR) (see dcgan4j train --help)
          train --width huge | --width: given "huge", legal is small, medium, large or a whole number from 0 to 1024
          train --preset gaussian-2d --size 32 | data.size: given 32, and gaussian-2d is of points; legal is to leave it out
          train --preset gaussian-1d --set data.colour=rgb | data.colour: given rgb, and gaussian-1d is of points; legal is to leave it out
          bench --preset gaussian-2d --size 64 | data.size: given 64, and gaussian-2d is of points; legal is to leave it out
          train --set training.bogus=1 | unknown key "training.bogus", legal are the keys of preset, width, blocks, data, generator, discriminator, pretraining, training, checkpoint, tick, evaluate, check, run
          frobnicate | unknown command "frobnicate", legal are train, sample, interpolate, project, arithmetic, evaluate, features, export, report, dataset, bench, sweep, doctor, generate-completion, help (see dcgan4j --help)
          sample run --count 4 --out x.png --seed 99999999999999999999 | Invalid value for option '--seed': given "99999999999999999999", legal is a whole number up to 9223372036854775807 (see dcgan4j sample --help)
          report run --data no-data | run is no run folder: there is no such folder
          tran | unknown command "tran", legal are train, sample, interpolate, project, arithmetic, evaluate, features, export, report, dataset, bench, sweep, doctor, generate-completion, help; did you mean "train"? (see dcgan4j --help)
          dataset | dataset needs a command, legal are inspect, dedupe, render (see dcgan4j dataset --help)
          dataset look | unknown command "look", legal are inspect, dedupe, render (see dcgan4j dataset --help)
          sample | Missing required options and parameters: '--count=N', '--out=PATH', 'RUN' (see dcgan4j sample --help)
          sample run --out x --count x | Invalid value for option '--count': given "x", legal is a whole number up to 2147483647 (see dcgan4j sample --help)
          sample run --out x --count $1 | Invalid value for option '--count': given "$1", legal is a whole number up to 2147483647 (see dcgan4j sample --help)
          sample run --out x --count 0 | --count: given 0, legal is 1 to 10000000
          sample run --out x --count 1 --format gif | Invalid value for option '--format': given "gif", legal are grid, png, idx, npz, csv (see dcgan4j sample --help)
          sample run --out x --count 1 --checkpoint last | Invalid value for option '--checkpoint': given "last", legal are newest, best and the number of a step (see dcgan4j sample --help)
          sample no-run --out x --count 1 | no-run is no run folder: there is no such folder
          sample src --out x --count 1 | src is no run folder: it has no config.json
          export run --out x --format gif | Invalid value for option '--format': given "gif", legal are onnx, safetensors, npz, dl4j, hub (see dcgan4j export --help)
          export no-run --out x --format dl4j | no-run is no run folder: there is no such folder
          export src --out x --format dl4j | src is no run folder: it has no config.json
          train --resume no-run | no-run is no run folder: there is no such folder
          train --resume run --seed 3 --out x --preset wide | --resume takes everything from the run but --epochs, --steps or --minutes, --recover, --backend, and where the same --data are now; leave out --seed, --out, --preset
          dataset render --out x --count 3 | 3 letters to render; legal are 10 to 1000000
          dataset inspect no-data | no-data: no such file or folder
          """)
  void badCommandLine_shouldSayInOneLineWhatIsLegal(String commandLine, String message) {
    Outcome outcome = Outcome.of((Object[]) commandLine.split(" "));

    assertThat(outcome.err()).isEqualToNormalizingNewlines("dcgan4j: " + message + "\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "train --batch-size 0 --set training.realTarget=2, 2",
    "train --set a=b --set c=d, 2"
  })
  void severalProblems_shouldBeReportedTogether(String commandLine, int lines) {
    assertThat(Outcome.of((Object[]) commandLine.split(" ")).complaints()).hasSize(lines);
  }
}
