// SPDX-License-Identifier: MIT
#include "ui/window/sample_text.h"

namespace deltapad {

QString sampleText()
{
    return QString::fromUtf8(R"(The harbor in winter

Change a word anywhere in this page and watch the panels on the right. Nothing you type leaves this computer.

The last ferry of the season left on a gray Tuesday in November. Nobody waved. The captain, who had made the crossing every day for eleven years, looked back once at the empty quay and then kept his eyes on the water. By the evening the wind had turned, and the island belonged again to the forty people who stayed.

Winter on an island is mostly a matter of keeping things dry. Bread, matches, letters, wool. Marta kept her letters in a tin that had once held biscuits, and she kept the tin on the highest shelf, above the stove, where the damp never reached. She was seventy-four years old and had taught every adult on the island to read. When she met them on the path she still corrected their grammar, and they still let her.

That year there was a new doctor. She was young, she came from the mainland, and she asked questions that nobody had asked before. How many hours do you sleep? What do you eat in February? Who carries the water when your back hurts? She wrote the answers down in a small green book. At first people laughed about the book. Later they began to bring her fish.

In January the power failed for nine days. The school moved into the kitchen of the inn, because the inn had the largest stove, and the children learned fractions by cutting cakes. The fishermen repaired their nets by lamplight and told the stories that are only told when the radio is silent. On the sixth day the doctor crossed the frozen field to the lighthouse with a rucksack full of medicine, and when she came back her eyebrows were white.

People who visit in summer ask what the islanders do all winter. The answer is that they do what everybody does. They cook, they argue, they fall in love with the wrong person, they mend what is broken, and they wait for the light. Only the waiting is different. It has a sound, and the sound is the sea.

Try it here: put the caret in the middle of this paragraph and begin a sentence of your own. The gray words are a guess at what comes next. Press Tab to take them, Ctrl and the right arrow key to take one word, or simply go on writing. Delete the doctor. Move the island to the moon. Each change is computed where it happens, and everything it does not touch stays as it was.
)");
}

} // namespace deltapad
