import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.api.Generator;
import org.dcgan4j.training.TrainingListener;

/** Trains on a folder of letters and draws a hundred of its own: Letters DATA STEPS PICTURE.png */
public final class Letters {
  private Letters() {}

  public static void main(String[] args) throws IOException {
    Path run =
        Dcgan.preset("notmnist-dcgan")
            .data(Path.of(args[0]))
            .steps(Long.parseLong(args[1]))
            .set("tick.every", "20")
            .train(new Progress());

    Generator generator = Generator.load(run);
    ImageIO.write(generator.grid(100, 7), "png", new File(args[2]));
    System.out.printf(
        "%s: %d images of %d x %d in %s%n",
        run, generator.sample(100, 7).length, generator.width(), generator.height(), args[2]);
  }

  private static final class Progress implements TrainingListener {
    @Override
    public void onTick(TrainingState state, TickStats tick) {
      System.out.printf(
          Locale.ROOT, "%3.0f%%  gLoss %.3f%n", 100 * state.progress(), tick.gLoss());
    }
  }
}
