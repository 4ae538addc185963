// SPDX-License-Identifier: MIT
#include "engine/recording/tour.h"

#include "engine/text/unicode.h"

namespace deltapad {
namespace {

constexpr const char *kText = R"(The surveyor's second year

When the county sent a surveyor to the valley of the Orle, it did not expect the work to take more than a summer. The old map was wrong in a few places, that was all. A bridge had been moved, two farms had become one, and the river, as rivers do, had changed its mind about where it wanted to be. A careful person with a good instrument could put such things right between May and September. The county chose Ines Halvard, who was careful, and gave her an instrument, which was not very good.

She arrived on the third of May with a tripod, a level, four notebooks and a bicycle. She took a room above the bakery because it was warm and because the window faced the church tower, which would be the first point of her survey. From the tower one could see the whole valley. She climbed it on the first morning, counted a hundred and sixty steps, and wrote the number down. Later she was glad that she had. It was the only figure in the first notebook that never had to be changed.

The method is simple to describe. You choose two points whose distance you know. From each of them you measure the angle to a third. Two angles and one side make a triangle, and a triangle can be drawn. Then the third point becomes a known one, and the work goes on from there, triangle by triangle, until the country is covered with them like a roof with slates. Nothing in it is difficult. What is difficult is that every new triangle leans on the ones before it. If the first is a little wrong, the last will be very wrong, and nobody can tell from the last one alone where the fault lies.

So the surveyor checks. She closes her figures: she measures her way around a hill and back to where she began, and looks whether the end of the line meets its beginning. It never does exactly. A hand's breadth over a mile is good work. An arm's length is not, and then everything around that hill has to be measured again. In her first month Ines measured the hill of Sant Orlo three times, and three times the line stayed open by the length of a tall man.

The people of the valley took an interest in this. They had lived beside Sant Orlo all their lives and had never thought of it as something that could be got wrong. The baker offered the opinion that the hill was larger on rainy days. The schoolteacher brought her pupils to watch, and they held the red and white poles so seriously that none of them sneezed for an hour. Only old Tomas Verrin, who kept the mill, said nothing. He walked up one evening, looked for a while through the instrument, thanked her, and walked down again. The next day he came back with a small brass key. "The screw at the bottom," he said. "It is loose. My father repaired clocks."

After that the lines closed. Ines threw away a month of figures, which hurt, and began again at the church tower, which she had come to love. By the end of July she had covered the upper valley. She worked from first light until the heat made the air shiver, slept through the noon, and in the evening sat at the table above the bakery and computed. Each night she carried the day's angles into the great sheet of sums that held the whole survey together. And each night, when one old figure had been measured better, she had to ask the same question: what else must now be changed?

Her teachers had given her a simple answer. Everything must be changed. When a point moves, all the points behind it move with it, and so you take a clean sheet and compute the country again from the tower to the border. With forty points that is an evening's work. With four hundred it is a week. In August she had three hundred and twelve, and she measured some old point better on most days. The sums were eating the survey.

It was the schoolteacher who asked the question that mattered. Her name was Lida Corvo, and she had a way of asking things as if she had only just thought of them. "Does it really move all of them?" she said. "If you shift the barn at Lower Mill by a hand, does the church at Estal notice?" Ines began to explain why it must, and stopped, because she had never tried. That night she tried. She moved the barn on paper and followed the change outward. The mill moved, and the two poles on the dyke. The bend of the road moved by less than a finger. Behind the bend there was a point whose place, rounded to the inch as all her figures were, came out the same as before. And if that point stood still, then everything that hung on it alone stood still as well. She did not have to compute the church at Estal in order to know where it was. It was where it had been.

She sat for a long time over the sheet. The change had died out, like a ring in a pond, because the figures were rounded. She had always thought of rounding as a small loss, something one owed to the coarseness of the instrument. Now she saw that it was also a kind of wall. A shift that was too small to carry a point over the edge of its inch was stopped there, and nothing behind it needed to be touched. It was not that the sums were nearly right. They were exactly the sums that the clean sheet would have given. She had only left out the part that could not have come out differently.

Of course she did not believe it at once. A person who has measured the same hill three times does not believe things at once. For two weeks she did both. In the evening she carried each change outward until it died, which took a quarter of an hour, and on Sundays she took a clean sheet and computed all of it again, which took the day. Then she laid the two sheets side by side and went down the columns with a ruler. There was never a difference. On the third Sunday the baker's wife said that it was a shame about the weather, by which she meant that it was beautiful, and Ines put the ruler away and went swimming.

From then on the survey grew as fast as she could walk. The lower valley was finished by the first frost. In the winter the county wrote to ask why the map had not arrived, and she wrote back that it was finished but not yet dry, which was almost true. In fact she had asked for a second year. There were the woods above Estal, which nobody had ever drawn, and a stream in them that ran the wrong way. There were the quarries. And there was, she admitted to Lida on the bench in front of the school, the fact that she did not wish to leave.

The second year was better than the first. People had grown used to her. They told her about things before they happened: a wall that would be taken down, an orchard that was going to be sold, a path that the cows were making and that would be a road one day. She marked all of it in pencil. When the thing came to pass she rubbed out the pencil, measured, and carried the change outward. Most changes died within a field or two. A few went further. When the new weir was built, the river moved a whole meadow, and she sat over the sums for two evenings, but even then the hills never noticed.

Lida's pupils, who were a year older and sneezed whenever they liked, made a model of the valley from paper and paste. It filled half of the classroom. They kept it up to date. Whenever Ines changed a figure, one of them was sent with scissors to move a paper barn by the width of a thread, and the others watched to make sure that nothing else was touched. It became a point of honor. Visitors were shown the model before they were shown the church, and the children would say, with some pride, that it had been corrected two hundred and six times and built only once.

The map was printed in the third spring. It hangs today in the county hall, behind glass, a little too high to be read with comfort. It is a handsome piece of work and there is, as far as anybody has found, one mistake in it: the bakery is drawn half an inch too large. Asked about this, Ines Halvard used to say that she had measured it several times and that on rainy days it was quite correct.

She stayed, of course. The instrument stands in the school, with the brass key beside it on a hook. And every few years, when a road is moved or a house is built, somebody takes down the great sheet, finds the place, changes one figure, and follows the change outward, column by column, until it stops.
)";

} // namespace

std::u16string tourText()
{
    return utf8ToUtf16Lossy(kText);
}

const std::vector<TourEdit> &tourEdits()
{
    static const std::vector<TourEdit> edits = {
        {"at the start", "A word at the very start: everything behind it could depend on it.",
         u"When the county sent a ", u"", u"young "},
        {"near the start", "A word replaced in the second paragraph.", u"She took a ", u"room",
         u"small flat"},
        {"in the middle", "A few words in the middle. A key/value cache would compute the second half again.",
         u"She moved the barn on ", u"paper", u"the great sheet"},
        {"a deletion", "A clause deleted. What follows closes up; the rows behind it keep what they know.",
         u"laid the two sheets side by side", u" and went down the columns with a ruler", u""},
        {"near the end", "Further down, where little text is left behind the edit.",
         u"It hangs today in the ", u"county hall", u"town library"},
        {"at the end", "And a sentence typed at the end, as one writes.",
         u"column by column, until it stops.", u"", u" Most of the time it stops very soon."},
    };
    return edits;
}

std::vector<TextSplice> keysOf(const TourEdit &edit, std::u16string_view text)
{
    const std::size_t found = text.find(edit.behind);
    if (found == std::u16string_view::npos)
        return {};
    const std::size_t begin = found + edit.behind.size();
    if (text.substr(begin, edit.removed.size()) != edit.removed)
        return {};
    std::vector<TextSplice> keys;
    for (std::size_t left = edit.removed.size(); left > 0; --left)
        keys.push_back({Utf16Offset(std::int64_t(begin + left - 1)), 1, u""});
    for (std::size_t n = 0; n < edit.inserted.size(); ++n)
        keys.push_back({Utf16Offset(std::int64_t(begin + n)), 0, std::u16string(1, edit.inserted[n])});
    return keys;
}

} // namespace deltapad
