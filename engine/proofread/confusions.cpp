// SPDX-License-Identifier: MIT
#include "engine/proofread/confusions.h"

#include <algorithm>
#include <map>
#include <set>

namespace deltapad {

namespace {

using View = std::u16string_view;

constexpr View kSets[] = {
    u"there their they're",
    u"your you're",
    u"its it's",
    u"then than",
    u"to too two",
    u"were where we're",
    u"whose who's",
    u"of off",
    u"affect effect",
    u"accept except",
    u"advice advise",
    u"loose lose",
    u"quite quiet",
    u"weather whether",
    u"past passed",
    u"hear here",
    u"know now no",
    u"knew new",
    u"right write",
    u"buy by bye",
    u"brake break",
    u"breath breathe",
    u"choose chose",
    u"desert dessert",
    u"principal principle",
    u"complement compliment",
    u"council counsel",
    u"device devise",
    u"practice practise",
    u"lead led",
    u"lay lie",
    u"peace piece",
    u"plain plane",
    u"rain reign rein",
    u"role roll",
    u"scene seen",
    u"sight site cite",
    u"stationary stationery",
    u"steal steel",
    u"tail tale",
    u"threw through",
    u"thorough through",
    u"though thought",
    u"waist waste",
    u"wait weight",
    u"weak week",
    u"wear where",
    u"which witch",
    u"wood would",
    u"form from",
    u"an and",
    u"on one",
    u"our are",
    u"as has",
    u"is his",
    u"he the",
    u"hole whole",
    u"hour our",
    u"male mail",
    u"meat meet",
    u"pair pear",
    u"pore pour",
    u"sail sale",
    u"sea see",
    u"son sun",
    u"some sum",
    u"so sow sew",
    u"bare bear",
    u"aloud allowed",
    u"altar alter",
    u"cereal serial",
    u"coarse course",
    u"dual duel",
    u"fair fare",
    u"flour flower",
    u"heal heel",
    u"idle idol",
    u"knight night",
    u"made maid",
    u"moral morale",
    u"personal personnel",
    u"precede proceed",
    u"prey pray",
    u"safe save",
    u"sole soul",
    u"stair stare",
    u"trail trial",
    u"vain vein",
    u"wander wonder",
    u"worse worst",
    u"lightning lightening",
    u"cloths clothes",
    u"ensure insure",
    u"farther further",
    u"human humane",
    u"later latter",
    u"price prize",
    u"sit set",
    u"can cane",
    u"bad bed",
    u"been being",
    u"leave live",
    u"this these",
    u"that than",
    u"an a",
};

std::map<View, std::vector<View>> makeTable()
{
    std::map<View, std::vector<View>> table;
    for (const View set : kSets) {
        std::vector<View> words;
        for (std::size_t at = 0; at < set.size();) {
            const std::size_t end = std::min(set.find(u' ', at), set.size());
            words.push_back(set.substr(at, end - at));
            at = end + 1;
        }
        for (const View word : words)
            for (const View other : words)
                if (other != word)
                    table[word].push_back(other);
    }
    return table;
}

bool isLowerLetter(char16_t unit)
{
    return unit >= u'a' && unit <= u'z';
}

bool isUpperLetter(char16_t unit)
{
    return unit >= u'A' && unit <= u'Z';
}

} // namespace

std::vector<std::u16string> confusedWith(std::u16string_view word)
{
    static const std::map<View, std::vector<View>> table = makeTable();
    std::u16string small(word);
    std::replace(small.begin(), small.end(), u'\x2019', u'\'');
    const bool capital = !small.empty() && isUpperLetter(small[0]);
    if (capital)
        small[0] = static_cast<char16_t>(small[0] - u'A' + u'a');
    std::vector<std::u16string> others;
    const auto found = table.find(small);
    if (found == table.end())
        return others;
    for (const View other : found->second) {
        std::u16string made(other);
        if (capital && isLowerLetter(made[0]))
            made[0] = static_cast<char16_t>(made[0] - u'a' + u'A');
        if (word.find(u'\x2019') != View::npos)
            std::replace(made.begin(), made.end(), u'\'', u'\x2019');
        others.push_back(std::move(made));
    }
    return others;
}

std::vector<std::u16string> oneSlipFrom(std::u16string_view word)
{
    std::set<std::u16string> made;
    const std::u16string base(word);
    for (std::size_t i = 0; i <= base.size(); ++i) {
        if (i + 1 < base.size()) {
            std::u16string swapped = base;
            std::swap(swapped[i], swapped[i + 1]);
            made.insert(std::move(swapped));
        }
        if (i < base.size() && base.size() > 2)
            made.insert(base.substr(0, i) + base.substr(i + 1));
        for (char16_t letter = u'a'; letter <= u'z'; ++letter) {
            made.insert(base.substr(0, i) + letter + base.substr(i));
            if (i < base.size())
                made.insert(base.substr(0, i) + letter + base.substr(i + 1));
        }
    }
    made.erase(base);
    return {made.begin(), made.end()};
}

} // namespace deltapad
