///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.dcgan4j:dcgan4j:0.1.0
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED

import java.awt.FlowLayout;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.api.Generator;
import org.dcgan4j.training.TrainingListener;

/**
 * Learns to draw letters, writes a hundred of its own, and where there is a display shows how they
 * came about: {@code letters.java [STEPS] [PICTURE.png]}. Without JBang, {@code java -cp
 * target/dcgan4j.jar examples/letters.java}; for JBang, {@code mvn -DskipTests install} before.
 */
class letters {
  public static void main(String[] args) throws Exception {
    // Before any other call: the library draws without a display unless somebody has asked for it.
    boolean display = !GraphicsEnvironment.isHeadless();
    long steps = args.length > 0 ? Long.parseLong(args[0]) : 300;
    File picture = new File(args.length > 1 ? args[1] : "letters.png");

    Path run =
        Dcgan.preset("notmnist-dcgan")
            .set("data.set", "letters")
            .set("data.rendered", "4000")
            .steps(steps)
            .set("tick.every", Long.toString(Math.max(1, steps / 20)))
            .train(
                new TrainingListener() {
                  @Override
                  public void onTick(TrainingState state, TickStats tick) {
                    System.out.printf(
                        Locale.ROOT,
                        "step %d: dLoss %.3f, gLoss %.3f%n",
                        tick.step(),
                        tick.dLoss(),
                        tick.gLoss());
                  }
                });

    ImageIO.write(Generator.load(run).grid(100, 7), "png", picture);
    System.out.println(
        "a hundred letters in " + picture + ", how they came about in " + run + "/report.html");
    if (display) {
      SwingUtilities.invokeLater(() -> show(picture, run));
    }
  }

  /** The letters, and beside them the same hundred latents at every tick. */
  private static void show(File picture, Path run) {
    JFrame window = new JFrame("Letters that nobody drew");
    window.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
    window.setLayout(new FlowLayout());
    window.add(new JLabel(new ImageIcon(picture.getPath())));
    window.add(new JLabel(new ImageIcon(run.resolve("training.gif").toString())));
    window.pack();
    window.setVisible(true);
  }
}
