<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>%1 million parameters, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileIo</name>
    <message>
        <source>%1: the character %2 is not in %3; save as UTF-8 to keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not saved: %2. The text is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The old content is kept in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-8 with BOM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-16 LE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-16 BE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows-1252</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latin-1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not valid %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JournalFile</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextSearch</name>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::AboutDialog</name>
    <message>
        <source>About Deltapad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;span style=&apos;font-size: 17pt; font-weight: 600&apos;&gt;Deltapad&lt;/span&gt; &amp;nbsp;%1&lt;br&gt;A text editor whose language model works while you type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is computed inside this program. It opens no network connection.&lt;br&gt;Licence: MIT. The idea of exact incremental computation over vector-quantised attention is from arXiv 2307.14988.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the model&apos;s facts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the model comes from, its scores and its limits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no model was named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Model %1&lt;/b&gt;, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s folder holds no card.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::CheatSheet</name>
    <message>
        <source>In the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::ClassSection</name>
    <message>
        <source>Probabilities of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent results of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◌ paused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::ClassesPanel</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What kind of text this is appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the whole document is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the selected text is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>revision %1 · %2 · %3 recomputed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::CompareWindow</name>
    <message>
        <source>“-” is only %1, “+” is only %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Counterfactual</name>
    <message>
        <source>Without &lt;b&gt;%1&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instead of it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computed beside the text in %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Demonstration</name>
    <message>
        <source>Replay theatre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording cannot be written: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded, so nothing could be measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys: median %2, %3 fewer operations than a full pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against the clock: %1 faster, median of %2 races.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And exactly equal to a computation from scratch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>But a difference to a computation from scratch was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now change something yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings (*.jsonl *.jsonl.xz);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording cannot be played: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record keystrokes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traces (*.jsonl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Demonstrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Guided tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Verify now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Race a full pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;cord keystrokes…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::DockTitle</name>
    <message>
        <source>Hide %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::DocumentFile</name>
    <message>
        <source>%1 is gone from the disk; the text is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was changed by another program and has been reloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was changed by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not saved: another program has changed it since, and saving would replace that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: two versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving %1; then it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was saved in place, because it has other names or another owner, or its folder cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has changes that are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is larger than %1 MB: it is shown unwrapped and without suggestions, so that typing stays fast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line is longer than %1 characters: it is shown in parts and without suggestions, so that typing stays fast. It is saved as one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open fully anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 mixes line ends; saving writes %2 everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds control characters that an editor cannot keep; saving would change them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1: %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not valid UTF-8. It is shown as Windows-1252 and read-only, so that no byte is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit as Windows-1252</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit as Latin-1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::DocumentRecovery</name>
    <message>
        <source>Unsaved changes cannot be kept safe at the moment: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved changes of %1 from %2 were left when the program ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an untitled text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The file has been changed since by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The end of what was kept is damaged; the text up to there is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: two versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in an empty text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::EditorApplication</name>
    <message>
        <source>A text that was left unsaved cannot be read: %1. The file is kept in %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::FindBar</name>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return finds the next match, Shift+Return the previous one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a regular expression \1 is its first group, \n a new line and \t a tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace this match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace all matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 replaced</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::GhostToolbar</name>
    <message>
        <source>Suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one before (Alt+[)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next one (Alt+])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take all of it (Tab)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take its next word (Ctrl+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it to the sentence&apos;s end (Ctrl+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When suggestions show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::GoToBar</name>
    <message>
        <source>Go to line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line, or line:column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return goes there, Escape returns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line, or line:column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are lines 1 to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::HeatMap</name>
    <message>
        <source>What the last edit computed again, by layer and place in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows computed again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Histogram</name>
    <message>
        <source>Milliseconds of all edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50 %1 · p95 %2 · p99 %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::MainWindow</name>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Savings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab accepts “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+L accepts “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off for this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine lost this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine cannot follow this text: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model, no suggestions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1[*]%2 — Deltapad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (read-only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Everything else works without a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the bundled model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the whole program; System follows the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of menus and messages, from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also Ctrl+Plus, Ctrl+Minus, Ctrl+0 and Ctrl with the mouse wheel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of 60 to 80 characters are the easiest to read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark unlikely words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that the model did not expect get a wash and a line under them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a guess at the next words appears in grey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eager: at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm: when you pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On demand: Ctrl+Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab moves the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab leaves the text instead of writing a tab or accepting a suggestion; Alt+L still accepts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;load from disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read the file again as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line &amp;ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep unsaved text when quitting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>★ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;eplace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to line…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Direction of the paragraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;By its text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From &amp;left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From &amp;right to left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tab moves focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Eager: at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Calm: when you pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On &amp;demand: Ctrl+Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show one now	Ctrl+Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Accept	Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept next &amp;word	Ctrl+Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept to &amp;sentence end	Ctrl+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert suggestion &amp;%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too&amp;lbar of the suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose &amp;model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark &amp;unlikely words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;savings as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sample document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cheat sheet of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Deltapad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No spelling remarks: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fixes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark unknown na&amp;mes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::MessageBar</name>
    <message>
        <source>Note: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::ProofView</name>
    <message>
        <source>Comparison with a computation from scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computes the text from scratch in the background and compares every code and output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✔ exactly equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✘ different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The text has changed since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference 0 in %1 codes and %2 outputs of %3 rows, computed from scratch in %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 codes and %3 of %4 outputs differ; the first: %5.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::RaceView</name>
    <message>
        <source>Race against a full pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Race a full pass, every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Race: compute edits in full as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same update is also computed in full, with the same kernels, on a spare thread.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits from one race to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A full pass takes much longer than an edit: not every edit can have one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disturbed by typing, not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 faster, measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Median of %2 races: %3; published, in operations: 12.1×.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Recorder</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::RemarkMenu</name>
    <message>
        <source>Take the second one away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No replacement is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for replacements…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ignore here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore in this &amp;document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add to dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to this document&apos;s &amp;words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::RemarksController</name>
    <message>
        <source>%1: %2. Alt+Enter offers fixes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No remarks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept for this session only: the profile folder cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another word?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unexpected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::RemarksPanel</name>
    <message>
        <source>Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which remarks are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which remarks are marked and listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistakes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spelling only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal remarks are one row. Enter goes to the next one of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to remark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 remarks · F8 next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::SavingsPanel</name>
    <message>
        <source>Savings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less work than
a full pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than
prefix reuse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last edit
to panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows recomputed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows recomputed per layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds of recent edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the figures of the last edits, a line each, for a spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the figures of all edits as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line an edit: milliseconds, rows and operations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer shown behind the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours behind the text what a layer computed again in the last edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind the text: nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind the text: outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind the text: layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In all %1 edits: %2 operations instead of %3 (prefix reuse: %4), %5 spared, in %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recomputed of %1 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 operations instead of %2 (full) or %3 (prefix reuse)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>revision %1 · %2 · %3 recomputed · %4 less work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 edits · p50 %2 · p95 %3 · p99 %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 merged · %2 cancelled · %3 stale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::SettingsDialog</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only settings whose name or explanation holds this text are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting speaks of that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every setting gets its standard value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings have taken effect already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
Standard: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Shortcuts</name>
    <message>
        <source>Accept the suggestion (behind text)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the suggestion anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept its next word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept it to the end of the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide it until the next word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for a suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+] and Alt+[</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word by word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Left and Ctrl+Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete to the word&apos;s begin or end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Backspace and Ctrl+Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paragraph from the left or from the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+left Shift, Ctrl+right Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger and smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+mouse wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>larger than 1 MiB, which no file of keys is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected {&quot;version&quot;: 1, &quot;keys&quot;: {…}}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no command %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2” is no key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only commands whose name or keys hold this text are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command, its keys, and the standard keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the keys that the chosen command shall have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives these keys to the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returns to the command&apos;s standard keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every command gets its standard keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the changed keys to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the keys of a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes a whole set of keys: for writers, or as code editors have them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a set…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code-like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would have no keys any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys in the field above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2. No key was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported from %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::StatusChips</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the last edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time from the last edit to all panels, share of rows recomputed, and operations saved against a full pass. Click for the Savings panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model runs inside this program. Nothing is sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is being loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text can be edited meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline model · no network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:%2 (%3 selected)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readability LIX %1, ARI %2 (below 30 and 6: easy; above 50 and 12: heavy)
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 characters, %3, %4 sentences
Reading time about %5 minutes at 240 words a minute
%6Since the document was opened: %7 words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · full pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 recomputed · %3 less work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ loading model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · near the caret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◌ no model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◌ off for this document</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionButton</name>
    <message>
        <source>Suggestion %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert (Alt+%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestion %1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionSwitch</name>
    <message>
        <source>eager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on demand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;nooze for 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause of calm mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow my own rhythm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pause is short for fast typists and longer for slow ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause in milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long to wait after a key before a suggestion shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between 0.1 and 1 second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause of calm mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never in this docu&amp;ment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When suggestions show. Click to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never in this kind of file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never in %1 files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionView</name>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no suggestion at the caret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Back in the text, Tab accepts the first and Alt+1 to Alt+5 insert by number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only; Escape returns to the text.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionsPanel</name>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions appear here while you write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No suggestion here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab accepts, Ctrl+→ takes a word</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::TextEdit</name>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document. Tab accepts a suggestion, Ctrl+Right its next word, Ctrl+Down its sentence, Escape hides it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Theatre</name>
    <message>
        <source>Replay theatre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads recorded edits from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Types the recording into the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline: latency, savings, class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A trace of keys or a history of revisions plays here, in the window itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · edit %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 less work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::TimeMachine</name>
    <message>
        <source>Time machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class over the states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose probability the curve shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring this text back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document becomes what it was in the chosen state; this can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>deltapad::Tour</name>
    <message>
        <source>Guided tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the tour; the text stays as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text of about 1,500 words. It is computed once, in full; from now on only what an edit changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now a race: the same edits are also computed in full, with the same kernels, on a spare thread. Both bars are measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind the text: what the last key computed again in one layer. Everything else was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it exact? The whole text is computed from scratch and compared, code by code and output by output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
