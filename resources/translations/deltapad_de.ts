<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>%1 million parameters, %2</source>
        <translation>%1 Millionen Parameter, %2</translation>
    </message>
</context>
<context>
    <name>ClassWords</name>
    <message>
        <source>sentiment</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>positiv</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativ</translation>
    </message>
    <message>
        <source>tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>sachlich</translation>
    </message>
    <message>
        <source>subjective</source>
        <translation>persönlich</translation>
    </message>
    <message>
        <source>emotion</source>
        <translation>Gefühl</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>zwiespältig</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>vehicles</source>
        <translation>Fahrzeuge</translation>
    </message>
    <message>
        <source>sport</source>
        <translation>Sport</translation>
    </message>
    <message>
        <source>science</source>
        <translation>Wissenschaft</translation>
    </message>
    <message>
        <source>politics</source>
        <translation>Politik</translation>
    </message>
    <message>
        <source>religion</source>
        <translation>Religion</translation>
    </message>
    <message>
        <source>for sale</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>politeness</source>
        <translation>Höflichkeit</translation>
    </message>
    <message>
        <source>impolite</source>
        <translation>unhöflich</translation>
    </message>
    <message>
        <source>polite</source>
        <translation>höflich</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Lesestufe</translation>
    </message>
    <message>
        <source>elementary</source>
        <translation>einfach</translation>
    </message>
    <message>
        <source>intermediate</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>advanced</source>
        <translation>anspruchsvoll</translation>
    </message>
    <message>
        <source>Sentiment of a text (trained on film reviews)</source>
        <translation>Stimmung eines Textes (an Filmkritiken gelernt)</translation>
    </message>
    <message>
        <source>Objective or subjective (trained on plot summaries and review sentences)</source>
        <translation>Sachlich oder persönlich (an Inhaltsangaben und Sätzen aus Kritiken gelernt)</translation>
    </message>
    <message>
        <source>Emotion of a short text (trained on forum comments)</source>
        <translation>Gefühl eines kurzen Textes (an Forumsbeiträgen gelernt)</translation>
    </message>
    <message>
        <source>Topic (trained on newsgroup posts)</source>
        <translation>Thema (an Beiträgen in Newsgroups gelernt)</translation>
    </message>
    <message>
        <source>Polite or impolite (trained on requests between editors of an encyclopedia)</source>
        <translation>Höflich oder unhöflich (an Bitten unter Mitarbeitern einer Enzyklopädie gelernt)</translation>
    </message>
    <message>
        <source>Reading level (trained on news articles rewritten for learners)</source>
        <translation>Lesestufe (an Nachrichten gelernt, die für Lernende umgeschrieben wurden)</translation>
    </message>
</context>
<context>
    <name>FileIo</name>
    <message>
        <source>%1: the character %2 is not in %3; save as UTF-8 to keep it</source>
        <translation>%1: Das Zeichen %2 gibt es in %3 nicht; als UTF-8 gesichert bleibt es erhalten</translation>
    </message>
    <message>
        <source>%1 was not saved: %2. The text is still here.</source>
        <translation>%1 wurde nicht gesichert: %2. Der Text ist noch da.</translation>
    </message>
    <message>
        <source> The old content is kept in %1.</source>
        <translation> Der alte Inhalt liegt in %1.</translation>
    </message>
    <message>
        <source>UTF-8 with BOM</source>
        <translation>UTF-8 mit BOM</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>UTF-16 LE</source>
        <translation>UTF-16 LE</translation>
    </message>
    <message>
        <source>UTF-16 BE</source>
        <translation>UTF-16 BE</translation>
    </message>
    <message>
        <source>Windows-1252</source>
        <translation>Windows-1252</translation>
    </message>
    <message>
        <source>Latin-1</source>
        <translation>Latin-1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1 was not opened</source>
        <translation>%1 wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB</source>
        <translation>%1 ist größer als %2 MB</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 gibt es nicht</translation>
    </message>
    <message>
        <source>%1 is a folder</source>
        <translation>%1 ist ein Ordner</translation>
    </message>
    <message>
        <source>%1 is not valid %2</source>
        <translation>%1 ist kein gültiges %2</translation>
    </message>
</context>
<context>
    <name>JournalFile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
</context>
<context>
    <name>TextSearch</name>
    <message>
        <source>%1 at %2</source>
        <translation>%1 an Stelle %2</translation>
    </message>
</context>
<context>
    <name>deltapad::AboutDialog</name>
    <message>
        <source>About Deltapad</source>
        <translation>Über Deltapad</translation>
    </message>
    <message>
        <source>&lt;span style=&apos;font-size: 17pt; font-weight: 600&apos;&gt;Deltapad&lt;/span&gt; &amp;nbsp;%1&lt;br&gt;A text editor whose language model works while you type.</source>
        <translation>&lt;span style=&apos;font-size: 17pt; font-weight: 600&apos;&gt;Deltapad&lt;/span&gt; &amp;nbsp;%1&lt;br&gt;Ein Texteditor, dessen Sprachmodell beim Tippen mitarbeitet.</translation>
    </message>
    <message>
        <source>Everything is computed inside this program. It opens no network connection.&lt;br&gt;Licence: MIT. The idea of exact incremental computation over vector-quantised attention is from arXiv 2307.14988.</source>
        <translation>Alles wird in diesem Programm berechnet. Es öffnet keine Netzverbindung.&lt;br&gt;Lizenz: MIT. Der Gedanke, über vektorquantisierter Aufmerksamkeit genau und schrittweise zu rechnen, stammt aus arXiv 2307.14988.</translation>
    </message>
    <message>
        <source>Reading the model&apos;s facts…</source>
        <translation>Angaben des Modells werden gelesen …</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Angaben zum Modell</translation>
    </message>
    <message>
        <source>Where the model comes from, its scores and its limits.</source>
        <translation>Woher das Modell kommt, was es kann und wo seine Grenzen sind.</translation>
    </message>
    <message>
        <source>no model was named</source>
        <translation>kein Modell wurde genannt</translation>
    </message>
    <message>
        <source>No model: %1</source>
        <translation>Kein Modell: %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Model %1&lt;/b&gt;, %2</source>
        <translation>&lt;b&gt;Modell %1&lt;/b&gt;, %2</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>The model&apos;s folder holds no card.</source>
        <translation>Der Ordner des Modells enthält keine Angaben.</translation>
    </message>
</context>
<context>
    <name>deltapad::CheatSheet</name>
    <message>
        <source>In the text</source>
        <translation>Im Text</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>deltapad::ClassSection</name>
    <message>
        <source>Probabilities of %1</source>
        <translation>Wahrscheinlichkeiten von %1</translation>
    </message>
    <message>
        <source>Recent results of %1</source>
        <translation>Letzte Ergebnisse von %1</translation>
    </message>
    <message>
        <source>● current</source>
        <translation>● aktuell</translation>
    </message>
    <message>
        <source>○ computing</source>
        <translation>○ rechnet</translation>
    </message>
    <message>
        <source>◌ paused</source>
        <translation>◌ angehalten</translation>
    </message>
</context>
<context>
    <name>deltapad::ClassesPanel</name>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>What kind of text this is appears here.</source>
        <translation>Hier erscheint, was für ein Text das ist.</translation>
    </message>
    <message>
        <source>Classes of: %1</source>
        <translation>Klassen: %1</translation>
    </message>
    <message>
        <source>What the whole document is</source>
        <translation>Was das ganze Dokument ist</translation>
    </message>
    <message>
        <source>What the selected text is</source>
        <translation>Was der ausgewählte Text ist</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>nothing selected</source>
        <translation>nichts ausgewählt</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 Zeichen</translation>
    </message>
    <message>
        <source>revision %1 · %2 · %3 recomputed</source>
        <translation>Fassung %1 · %2 · %3 neu berechnet</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Absatz</translation>
    </message>
    <message>
        <source>What the paragraph with the caret is</source>
        <translation>Was der Absatz mit der Schreibmarke ist</translation>
    </message>
    <message>
        <source>empty paragraph</source>
        <translation>leerer Absatz</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>computing %1</source>
        <translation>rechnet: %1</translation>
    </message>
</context>
<context>
    <name>deltapad::CompareWindow</name>
    <message>
        <source>“-” is only %1, “+” is only %2.</source>
        <translation>„-“ steht nur %1, „+“ nur %2.</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
</context>
<context>
    <name>deltapad::Counterfactual</name>
    <message>
        <source>Without &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Ohne &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>Instead of it: %1</source>
        <translation>Statt dessen: %1</translation>
    </message>
    <message>
        <source>computed beside the text in %1</source>
        <translation>neben dem Text berechnet in %1</translation>
    </message>
</context>
<context>
    <name>deltapad::Demonstration</name>
    <message>
        <source>Replay theatre</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Time machine</source>
        <translation>Zeitmaschine</translation>
    </message>
    <message>
        <source>The recording cannot be written: %1.</source>
        <translation>Die Aufnahme kann nicht geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>No model is loaded, so nothing could be measured.</source>
        <translation>Es ist kein Modell geladen, also gab es nichts zu messen.</translation>
    </message>
    <message>
        <source>%1 keys: median %2, %3 fewer operations than a full pass.</source>
        <translation>%1 Tasten: Median %2, %3 weniger Rechenschritte als ein voller Durchgang.</translation>
    </message>
    <message>
        <source>Against the clock: %1 faster, median of %2 races.</source>
        <translation>Nach der Uhr: %1 schneller, Median von %2 Rennen.</translation>
    </message>
    <message>
        <source>And exactly equal to a computation from scratch.</source>
        <translation>Und genau gleich einer Berechnung von Grund auf.</translation>
    </message>
    <message>
        <source>But a difference to a computation from scratch was found.</source>
        <translation>Aber es gab einen Unterschied zu einer Berechnung von Grund auf.</translation>
    </message>
    <message>
        <source>Now change something yourself.</source>
        <translation>Jetzt ändern Sie selbst etwas.</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.jsonl *.jsonl.xz);;All files (*)</source>
        <translation>Aufnahmen (*.jsonl *.jsonl.xz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This recording cannot be played: %1.</source>
        <translation>Diese Aufnahme lässt sich nicht abspielen: %1.</translation>
    </message>
    <message>
        <source>Record keystrokes to</source>
        <translation>Tastenanschläge aufnehmen in</translation>
    </message>
    <message>
        <source>Traces (*.jsonl)</source>
        <translation>Aufnahmen (*.jsonl)</translation>
    </message>
    <message>
        <source>&amp;Demonstrate</source>
        <translation>Vor&amp;führen</translation>
    </message>
    <message>
        <source>Demonstrate</source>
        <translation>Vorführen</translation>
    </message>
    <message>
        <source>&amp;Guided tour</source>
        <translation>&amp;Rundgang</translation>
    </message>
    <message>
        <source>&amp;Verify now</source>
        <translation>Jetzt &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Race a full pass</source>
        <translation>&amp;Wettlauf mit vollem Durchgang</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>Aufnahme ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Re&amp;cord keystrokes…</source>
        <translation>&amp;Tastenanschläge aufnehmen …</translation>
    </message>
</context>
<context>
    <name>deltapad::DockTitle</name>
    <message>
        <source>Hide %1</source>
        <translation>%1 ausblenden</translation>
    </message>
</context>
<context>
    <name>deltapad::DocumentFile</name>
    <message>
        <source>%1 is gone from the disk; the text is still here.</source>
        <translation>%1 ist vom Datenträger verschwunden; der Text ist noch da.</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Wieder sichern</translation>
    </message>
    <message>
        <source>%1 was changed by another program and has been reloaded.</source>
        <translation>%1 wurde von einem anderen Programm geändert und neu geladen.</translation>
    </message>
    <message>
        <source>%1 was changed by another program.</source>
        <translation>%1 wurde von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meinen Text behalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>%1 was not saved: another program has changed it since, and saving would replace that.</source>
        <translation>%1 wurde nicht gesichert: Ein anderes Programm hat die Datei inzwischen geändert, und das Sichern würde diese Änderung ersetzen.</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Trotzdem sichern</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Woanders sichern …</translation>
    </message>
    <message>
        <source>%1: two versions</source>
        <translation>%1: zwei Fassungen</translation>
    </message>
    <message>
        <source>on the disk</source>
        <translation>auf dem Datenträger</translation>
    </message>
    <message>
        <source>in the editor</source>
        <translation>im Editor</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>%1 wird gesichert …</translation>
    </message>
    <message>
        <source>Saving %1; then it goes on.</source>
        <translation>%1 wird gesichert; danach geht es weiter.</translation>
    </message>
    <message>
        <source>%1 was saved in place, because it has other names or another owner, or its folder cannot be written to.</source>
        <translation>%1 wurde an Ort und Stelle überschrieben, weil die Datei weitere Namen oder einen anderen Besitzer hat oder ihr Ordner nicht beschreibbar ist.</translation>
    </message>
    <message>
        <source>Save as UTF-8</source>
        <translation>Als UTF-8 sichern</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>%1 has changes that are not saved.</source>
        <translation>%1 hat ungesicherte Änderungen.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Nicht sichern</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>This file is larger than %1 MB: it is shown unwrapped and without suggestions, so that typing stays fast.</source>
        <translation>Diese Datei ist größer als %1 MB: Sie wird ohne Umbruch und ohne Vorschläge gezeigt, damit das Tippen schnell bleibt.</translation>
    </message>
    <message>
        <source>A line is longer than %1 characters: it is shown in parts and without suggestions, so that typing stays fast. It is saved as one line.</source>
        <translation>Eine Zeile ist länger als %1 Zeichen: Sie wird in Teilen und ohne Vorschläge gezeigt, damit das Tippen schnell bleibt. Gesichert wird sie als eine Zeile.</translation>
    </message>
    <message>
        <source>Open fully anyway</source>
        <translation>Trotzdem ganz öffnen</translation>
    </message>
    <message>
        <source>%1 mixes line ends; saving writes %2 everywhere.</source>
        <translation>%1 mischt Zeilenenden; beim Sichern wird überall %2 geschrieben.</translation>
    </message>
    <message>
        <source>%1 holds control characters that an editor cannot keep; saving would change them.</source>
        <translation>%1 enthält Steuerzeichen, die ein Editor nicht halten kann; beim Sichern würden sie sich ändern.</translation>
    </message>
    <message>
        <source>Opening %1: %2 %</source>
        <translation>%1 wird geöffnet: %2 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 is not valid UTF-8. It is shown as Windows-1252 and read-only, so that no byte is lost.</source>
        <translation>%1 ist kein gültiges UTF-8. Der Text wird als Windows-1252 und nur zum Lesen gezeigt, damit kein Byte verloren geht.</translation>
    </message>
    <message>
        <source>Edit as Windows-1252</source>
        <translation>Als Windows-1252 bearbeiten</translation>
    </message>
    <message>
        <source>Edit as Latin-1</source>
        <translation>Als Latin-1 bearbeiten</translation>
    </message>
    <message>
        <source>Leave it read-only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Create it</source>
        <translation>Anlegen</translation>
    </message>
</context>
<context>
    <name>deltapad::DocumentRecovery</name>
    <message>
        <source>Unsaved changes cannot be kept safe at the moment: %1.</source>
        <translation>Ungesicherte Änderungen können zurzeit nicht aufbewahrt werden: %1.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Unsaved changes of %1 from %2 were left when the program ended.</source>
        <translation>Ungesicherte Änderungen an %1 vom %2 sind übrig, weil das Programm endete.</translation>
    </message>
    <message>
        <source>an untitled text</source>
        <translation>einem unbenannten Text</translation>
    </message>
    <message>
        <source> The file has been changed since by another program.</source>
        <translation> Die Datei wurde seitdem von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source> The end of what was kept is damaged; the text up to there is whole.</source>
        <translation> Das Ende des Aufbewahrten ist beschädigt; bis dorthin ist der Text heil.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>%1: two versions</source>
        <translation>%1: zwei Fassungen</translation>
    </message>
    <message>
        <source>in an empty text</source>
        <translation>im leeren Text</translation>
    </message>
    <message>
        <source>on the disk</source>
        <translation>auf dem Datenträger</translation>
    </message>
    <message>
        <source>in the unsaved changes</source>
        <translation>in den ungesicherten Änderungen</translation>
    </message>
</context>
<context>
    <name>deltapad::EditorApplication</name>
    <message>
        <source>A text that was left unsaved cannot be read: %1. The file is kept in %2.</source>
        <translation>Ein ungesichert gebliebener Text ist nicht lesbar: %1. Die Datei bleibt in %2.</translation>
    </message>
</context>
<context>
    <name>deltapad::FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Return finds the next match, Shift+Return the previous one.</source>
        <translation>Die Eingabetaste findet den nächsten Treffer, mit Umschalt den vorigen.</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Only in the selection</source>
        <translation>Nur in der Auswahl</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>Voriger (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>Nächster (F3)</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>With a regular expression \1 is its first group, \n a new line and \t a tab.</source>
        <translation>Bei regulären Ausdrücken ist \1 die erste Gruppe, \n eine neue Zeile und \t ein Tabulator.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace this match</source>
        <translation>Diesen Treffer ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replace all matches</source>
        <translation>Alle Treffer ersetzen</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>%1 matches</source>
        <translation>%1 Treffer</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 replaced</source>
        <translation>%1 ersetzt</translation>
    </message>
</context>
<context>
    <name>deltapad::GhostToolbar</name>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>The one before (Alt+[)</source>
        <translation>Der vorige (Alt+[)</translation>
    </message>
    <message>
        <source>The next one (Alt+])</source>
        <translation>Der nächste (Alt+])</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Take all of it (Tab)</source>
        <translation>Ganz übernehmen (Tab)</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Take its next word (Ctrl+Right)</source>
        <translation>Sein nächstes Wort übernehmen (Strg+Rechts)</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Take it to the sentence&apos;s end (Ctrl+Down)</source>
        <translation>Bis zum Satzende übernehmen (Strg+Ab)</translation>
    </message>
    <message>
        <source>When suggestions show</source>
        <translation>Wann Vorschläge erscheinen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>deltapad::GoToBar</name>
    <message>
        <source>Go to line</source>
        <translation>Gehe zu Zeile</translation>
    </message>
    <message>
        <source>Line, or line:column</source>
        <translation>Zeile oder Zeile:Spalte</translation>
    </message>
    <message>
        <source>Return goes there, Escape returns.</source>
        <translation>Die Eingabetaste geht hin, Esc zurück.</translation>
    </message>
    <message>
        <source>line, or line:column</source>
        <translation>Zeile oder Zeile:Spalte</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>There are lines 1 to %1</source>
        <translation>Es gibt die Zeilen 1 bis %1</translation>
    </message>
</context>
<context>
    <name>deltapad::HeatMap</name>
    <message>
        <source>What the last edit computed again, by layer and place in the text</source>
        <translation>Was die letzte Änderung neu berechnet hat, nach Schicht und Stelle im Text</translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows computed again</source>
        <translation>%1: %2 von %3 Reihen neu berechnet</translation>
    </message>
</context>
<context>
    <name>deltapad::Histogram</name>
    <message>
        <source>Milliseconds of all edits</source>
        <translation>Millisekunden aller Änderungen</translation>
    </message>
    <message>
        <source>p50 %1 · p95 %2 · p99 %3</source>
        <translation>p50 %1 · p95 %2 · p99 %3</translation>
    </message>
</context>
<context>
    <name>deltapad::MainWindow</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Savings</source>
        <translation>Ersparnis</translation>
    </message>
    <message>
        <source>Tab accepts “%1”</source>
        <translation>Tab übernimmt „%1“</translation>
    </message>
    <message>
        <source>Alt+L accepts “%1”</source>
        <translation>Alt+L übernimmt „%1“</translation>
    </message>
    <message>
        <source>Off for this document.</source>
        <translation>Aus für dieses Dokument.</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>Das Modell wird geladen.</translation>
    </message>
    <message>
        <source>The engine lost this text.</source>
        <translation>Das Rechenwerk hat diesen Text verloren.</translation>
    </message>
    <message>
        <source>The engine cannot follow this text: %1.</source>
        <translation>Das Rechenwerk kann diesem Text nicht folgen: %1.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>No model, no suggestions.</source>
        <translation>Kein Modell, keine Vorschläge.</translation>
    </message>
    <message>
        <source>%1[*]%2 — Deltapad</source>
        <translation>%1[*]%2 — Deltapad</translation>
    </message>
    <message>
        <source> (read-only)</source>
        <translation> (nur lesen)</translation>
    </message>
    <message>
        <source>More menus</source>
        <translation>Weitere Menüs</translation>
    </message>
    <message>
        <source>This text is read-only: nothing that is typed is taken.</source>
        <translation>Dieser Text ist nur zum Lesen: Was getippt wird, ändert nichts.</translation>
    </message>
    <message>
        <source>Still being opened: nothing that is typed is taken before the end.</source>
        <translation>Wird noch geöffnet: Bis dahin wird nichts Getipptes übernommen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Sichern als</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>Ordner des Modells</translation>
    </message>
    <message>
        <source>%1. Everything else works without a model.</source>
        <translation>%1. Alles andere geht auch ohne Modell.</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>Modell wählen …</translation>
    </message>
    <message>
        <source>Use the bundled model</source>
        <translation>Mitgeliefertes Modell nehmen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours of the whole program; System follows the desktop.</source>
        <translation>Farben des ganzen Programms; System folgt der Arbeitsfläche.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of menus and messages, from the next start on.</source>
        <translation>Der Menüs und Meldungen, ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Also Ctrl+Plus, Ctrl+Minus, Ctrl+0 and Ctrl with the mouse wheel.</source>
        <translation>Auch Strg+Plus, Strg+Minus, Strg+0 und Strg mit dem Mausrad.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Width of the column</source>
        <translation>Breite der Spalte</translation>
    </message>
    <message>
        <source>Lines of 60 to 80 characters are the easiest to read.</source>
        <translation>Am leichtesten lesen sich Zeilen von 60 bis 80 Zeichen.</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Mark unlikely words</source>
        <translation>Unwahrscheinliche Wörter markieren</translation>
    </message>
    <message>
        <source>Words that the model did not expect get a wash and a line under them.</source>
        <translation>Wörter, die das Modell nicht erwartet hat, werden getönt und unterstrichen.</translation>
    </message>
    <message>
        <source>Suggestions in the text</source>
        <translation>Vorschläge im Text</translation>
    </message>
    <message>
        <source>When a guess at the next words appears in grey.</source>
        <translation>Wann eine Vermutung über die nächsten Wörter grau erscheint.</translation>
    </message>
    <message>
        <source>Eager: at once</source>
        <translation>Eifrig: sofort</translation>
    </message>
    <message>
        <source>Calm: when you pause</source>
        <translation>Ruhig: in einer Pause</translation>
    </message>
    <message>
        <source>On demand: Ctrl+Space</source>
        <translation>Auf Wunsch: Strg+Leertaste</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Tab moves the focus</source>
        <translation>Tab wechselt das Feld</translation>
    </message>
    <message>
        <source>Tab leaves the text instead of writing a tab or accepting a suggestion; Alt+L still accepts.</source>
        <translation>Tab verlässt den Text, statt einen Tabulator zu schreiben oder einen Vorschlag anzunehmen; Alt+L nimmt weiterhin an.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>Neues &amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Re&amp;load from disk</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Sichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Sichern &amp;als …</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>&amp;Kodierung</translation>
    </message>
    <message>
        <source>&amp;Read the file again as</source>
        <translation>Datei neu &amp;lesen als</translation>
    </message>
    <message>
        <source>Line &amp;ends</source>
        <translation>Zeilen&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Keep unsaved text when quitting</source>
        <translation>&amp;Ungesicherten Text beim Beenden aufbewahren</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>★ %1</source>
        <translation>★ %1</translation>
    </message>
    <message>
        <source>&amp;Pin this file</source>
        <translation>Diese Datei an&amp;heften</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Auss&amp;chneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Nächster Treffer</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>&amp;Voriger Treffer</translation>
    </message>
    <message>
        <source>R&amp;eplace…</source>
        <translation>Erset&amp;zen …</translation>
    </message>
    <message>
        <source>&amp;Go to line…</source>
        <translation>&amp;Gehe zu Zeile …</translation>
    </message>
    <message>
        <source>&amp;Direction of the paragraph</source>
        <translation>Sc&amp;hreibrichtung des Absatzes</translation>
    </message>
    <message>
        <source>&amp;By its text</source>
        <translation>Nach seinem &amp;Text</translation>
    </message>
    <message>
        <source>From &amp;left to right</source>
        <translation>Von &amp;links nach rechts</translation>
    </message>
    <message>
        <source>From &amp;right to left</source>
        <translation>Von &amp;rechts nach links</translation>
    </message>
    <message>
        <source>&amp;Tab moves focus</source>
        <translation>&amp;Tab wechselt das Feld</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>Tastenk&amp;ürzel …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>E&amp;instellungen …</translation>
    </message>
    <message>
        <source>&amp;Suggestions</source>
        <translation>&amp;Vorschläge</translation>
    </message>
    <message>
        <source>&amp;Eager: at once</source>
        <translation>&amp;Eifrig: sofort</translation>
    </message>
    <message>
        <source>&amp;Calm: when you pause</source>
        <translation>&amp;Ruhig: in einer Pause</translation>
    </message>
    <message>
        <source>On &amp;demand: Ctrl+Space</source>
        <translation>Auf &amp;Wunsch: Strg+Leertaste</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>&amp;Aus</translation>
    </message>
    <message>
        <source>&amp;Show one now	Ctrl+Space</source>
        <translation>&amp;Jetzt zeigen	Strg+Leertaste</translation>
    </message>
    <message>
        <source>&amp;Accept	Tab</source>
        <translation>A&amp;nnehmen	Tab</translation>
    </message>
    <message>
        <source>Accept next &amp;word	Ctrl+Right</source>
        <translation>Nächstes Wor&amp;t annehmen	Strg+Rechts</translation>
    </message>
    <message>
        <source>Accept to &amp;sentence end	Ctrl+Down</source>
        <translation>Bis zum &amp;Satzende annehmen	Strg+Ab</translation>
    </message>
    <message>
        <source>&amp;Read suggestions</source>
        <translation>Vorschläge &amp;lesen</translation>
    </message>
    <message>
        <source>Insert suggestion &amp;%1</source>
        <translation>Vorschlag &amp;%1 einfügen</translation>
    </message>
    <message>
        <source>Too&amp;lbar of the suggestion</source>
        <translation>Leiste am &amp;Vorschlag</translation>
    </message>
    <message>
        <source>Choose &amp;model…</source>
        <translation>&amp;Modell wählen …</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Mark &amp;unlikely words</source>
        <translation>&amp;Unwahrscheinliche Wörter markieren</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>Text &amp;kind</source>
        <translation>&amp;Art des Texts</translation>
    </message>
    <message>
        <source>By &amp;name</source>
        <translation>Nach dem &amp;Namen</translation>
    </message>
    <message>
        <source>&amp;Plain text</source>
        <translation>Nur &amp;Text</translation>
    </message>
    <message>
        <source>&amp;Markdown</source>
        <translation>&amp;Markdown</translation>
    </message>
    <message>
        <source>&amp;Source code</source>
        <translation>&amp;Quelltext</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation>&amp;Normale Größe</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Copy &amp;classes</source>
        <translation>K&amp;lassen kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;savings as CSV</source>
        <translation>Er&amp;sparnis als CSV kopieren</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Sample document</source>
        <translation>&amp;Beispieltext</translation>
    </message>
    <message>
        <source>&amp;Cheat sheet of keys</source>
        <translation>&amp;Tasten auf einen Blick</translation>
    </message>
    <message>
        <source>&amp;About Deltapad</source>
        <translation>&amp;Über Deltapad</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>No spelling remarks: %1.</source>
        <translation>Keine Anmerkungen zur Rechtschreibung: %1.</translation>
    </message>
    <message>
        <source>&amp;Remarks</source>
        <translation>An&amp;merkungen</translation>
    </message>
    <message>
        <source>&amp;Next remark</source>
        <translation>&amp;Nächste Anmerkung</translation>
    </message>
    <message>
        <source>&amp;Previous remark</source>
        <translation>&amp;Vorige Anmerkung</translation>
    </message>
    <message>
        <source>&amp;Fixes…</source>
        <translation>&amp;Abhilfen …</translation>
    </message>
    <message>
        <source>Remark unknown na&amp;mes</source>
        <translation>Auch unbekannte Na&amp;men anmerken</translation>
    </message>
    <message>
        <source>Export as PDF</source>
        <translation>Als PDF exportieren</translation>
    </message>
    <message>
        <source>%1 was not written: %2.</source>
        <translation>%1 wurde nicht geschrieben: %2.</translation>
    </message>
    <message>
        <source>Write elsewhere…</source>
        <translation>Woanders schreiben …</translation>
    </message>
    <message>
        <source>E&amp;xport as PDF…</source>
        <translation>Als &amp;PDF exportieren …</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Rechtschreibung</translation>
    </message>
    <message>
        <source>One of the Hunspell dictionaries of the system, from the next start on.</source>
        <translation>Eines der Hunspell-Wörterbücher des Systems, ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Style Markdown</source>
        <translation>Markdown gestalten</translation>
    </message>
    <message>
        <source>Headings, emphasis, code and links of Markdown texts look like what they are; the text stays as it is typed.</source>
        <translation>Überschriften, Betonungen, Code und Verweise in Markdown-Texten sehen aus wie das, was sie sind; der Text bleibt, wie er getippt ist.</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Deltapad opens no network: %1</source>
        <translation>Deltapad öffnet kein Netz: %1</translation>
    </message>
</context>
<context>
    <name>deltapad::MarkdownView</name>
    <message>
        <source>No headings yet. A line that begins with # is one.</source>
        <translation>Noch keine Überschriften. Eine Zeile, die mit # beginnt, ist eine.</translation>
    </message>
    <message>
        <source>Headings are listed for Markdown: a file named .md, or View &gt; Text kind.</source>
        <translation>Überschriften werden für Markdown aufgeführt: bei einer Datei namens .md oder mit Ansicht &gt; Art des Texts.</translation>
    </message>
    <message>
        <source>Markdown has a preview: a file named .md, or View &gt; Text kind.</source>
        <translation>Markdown hat eine Vorschau: bei einer Datei namens .md oder mit Ansicht &gt; Art des Texts.</translation>
    </message>
</context>
<context>
    <name>deltapad::MessageBar</name>
    <message>
        <source>Note: </source>
        <translation>Hinweis: </translation>
    </message>
    <message>
        <source>Problem: </source>
        <translation>Problem: </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>deltapad::OutlinePanel</name>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>Überschriften</translation>
    </message>
    <message>
        <source>Enter goes to a heading. The section with the caret is selected.</source>
        <translation>Die Eingabetaste geht zu einer Überschrift. Der Abschnitt mit der Schreibmarke ist ausgewählt.</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(ohne Titel)</translation>
    </message>
    <message>
        <source>%1, level %2</source>
        <translation>%1, Ebene %2</translation>
    </message>
</context>
<context>
    <name>deltapad::PreviewPanel</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>The text as its readers will see it. Links are not followed.</source>
        <translation>Der Text, wie ihn Leser sehen werden. Verweisen wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>Too long for a preview: more than %L1 characters.</source>
        <translation>Zu lang für eine Vorschau: mehr als %L1 Zeichen.</translation>
    </message>
</context>
<context>
    <name>deltapad::ProofView</name>
    <message>
        <source>Comparison with a computation from scratch</source>
        <translation>Vergleich mit einer Berechnung von Grund auf</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Computes the text from scratch in the background and compares every code and output.</source>
        <translation>Berechnet den Text im Hintergrund von Grund auf und vergleicht jeden Code und jede Ausgabe.</translation>
    </message>
    <message>
        <source>○ checking…</source>
        <translation>○ prüft …</translation>
    </message>
    <message>
        <source>✔ exactly equal</source>
        <translation>✔ genau gleich</translation>
    </message>
    <message>
        <source>✘ different</source>
        <translation>✘ verschieden</translation>
    </message>
    <message>
        <source>%1 The text has changed since.</source>
        <translation>%1 Der Text hat sich seitdem geändert.</translation>
    </message>
    <message>
        <source>Difference 0 in %1 codes and %2 outputs of %3 rows, computed from scratch in %4.</source>
        <translation>Unterschied 0 in %1 Codes und %2 Ausgaben von %3 Reihen, von Grund auf berechnet in %4.</translation>
    </message>
    <message>
        <source>%1 of %2 codes and %3 of %4 outputs differ; the first: %5.</source>
        <translation>%1 von %2 Codes und %3 von %4 Ausgaben sind verschieden; zuerst: %5.</translation>
    </message>
</context>
<context>
    <name>deltapad::RaceView</name>
    <message>
        <source>Race against a full pass</source>
        <translation>Wettlauf mit einem vollen Durchgang</translation>
    </message>
    <message>
        <source>Race a full pass, every</source>
        <translation>Voller Durchgang, jede</translation>
    </message>
    <message>
        <source>Race: compute edits in full as well</source>
        <translation>Wettlauf: Änderungen auch ganz berechnen</translation>
    </message>
    <message>
        <source>The same update is also computed in full, with the same kernels, on a spare thread.</source>
        <translation>Dieselbe Änderung wird auf einem freien Faden auch ganz berechnet, mit denselben Rechenkernen.</translation>
    </message>
    <message>
        <source>Edits from one race to the next</source>
        <translation>Änderungen von einem Rennen zum nächsten</translation>
    </message>
    <message>
        <source>A full pass takes much longer than an edit: not every edit can have one</source>
        <translation>Ein voller Durchgang dauert viel länger als eine Änderung: Nicht jede kann einen haben</translation>
    </message>
    <message>
        <source> edits</source>
        <translation>. Änderung</translation>
    </message>
    <message>
        <source>Last race</source>
        <translation>Letztes Rennen</translation>
    </message>
    <message>
        <source>this edit</source>
        <translation>diese Änderung</translation>
    </message>
    <message>
        <source>full pass</source>
        <translation>voller Durchgang</translation>
    </message>
    <message>
        <source>Disturbed by typing, not counted.</source>
        <translation>Durch Tippen gestört, zählt nicht.</translation>
    </message>
    <message>
        <source>%1 faster, measured.</source>
        <translation>%1 schneller, gemessen.</translation>
    </message>
    <message>
        <source>%1 Median of %2 races: %3; published, in operations: 12.1×.</source>
        <translation>%1 Median von %2 Rennen: %3; veröffentlicht, in Rechenschritten: 12,1×.</translation>
    </message>
</context>
<context>
    <name>deltapad::Recorder</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>deltapad::RemarkMenu</name>
    <message>
        <source>Take the second one away</source>
        <translation>Das zweite entfernen</translation>
    </message>
    <message>
        <source>No replacement is known</source>
        <translation>Kein Ersatz bekannt</translation>
    </message>
    <message>
        <source>Looking for replacements…</source>
        <translation>Ersatz wird gesucht …</translation>
    </message>
    <message>
        <source>&amp;Ignore here</source>
        <translation>Hier &amp;übergehen</translation>
    </message>
    <message>
        <source>Ignore in this &amp;document</source>
        <translation>In diesem &amp;Dokument übergehen</translation>
    </message>
    <message>
        <source>&amp;Add to dictionary</source>
        <translation>Ins &amp;Wörterbuch aufnehmen</translation>
    </message>
    <message>
        <source>Add to this document&apos;s &amp;words</source>
        <translation>Zu den Wörtern dieses D&amp;okuments</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>Abhilfen</translation>
    </message>
</context>
<context>
    <name>deltapad::RemarksController</name>
    <message>
        <source>%1: %2. Alt+Enter offers fixes.</source>
        <translation>%1: %2. Alt+Eingabe bietet Abhilfen.</translation>
    </message>
    <message>
        <source>No remarks.</source>
        <translation>Keine Anmerkungen.</translation>
    </message>
    <message>
        <source>Kept for this session only: the profile folder cannot be written.</source>
        <translation>Gilt nur für diese Sitzung: Der Ordner des Profils ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Rechtschreibung</translation>
    </message>
    <message>
        <source>Another word?</source>
        <translation>Anderes Wort?</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Unexpected</source>
        <translation>Unerwartet</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>deltapad::RemarksPanel</name>
    <message>
        <source>Remarks</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>Which remarks are shown</source>
        <translation>Welche Anmerkungen gezeigt werden</translation>
    </message>
    <message>
        <source>Which remarks are marked and listed</source>
        <translation>Welche Anmerkungen markiert und aufgeführt werden</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Mistakes only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Spelling only</source>
        <translation>Nur Rechtschreibung</translation>
    </message>
    <message>
        <source>Equal remarks are one row. Enter goes to the next one of it.</source>
        <translation>Gleiche Anmerkungen stehen in einer Zeile. Die Eingabetaste geht zur nächsten davon.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n time(s)</source>
        <translation>
            <numerusform>%1: %2, einmal</numerusform>
            <numerusform>%1: %2, %n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to remark.</source>
        <translation>Nichts anzumerken.</translation>
    </message>
    <message>
        <source>1 remark · F8 goes to it</source>
        <translation>1 Anmerkung · F8 geht hin</translation>
    </message>
    <message>
        <source>%1 remarks · F8 next</source>
        <translation>%1 Anmerkungen · F8 weiter</translation>
    </message>
</context>
<context>
    <name>deltapad::SavingsPanel</name>
    <message>
        <source>Savings</source>
        <translation>Ersparnis</translation>
    </message>
    <message>
        <source>less work than
a full pass</source>
        <translation>weniger Arbeit als
ein voller Durchgang</translation>
    </message>
    <message>
        <source>less than
prefix reuse</source>
        <translation>weniger als mit
Wiederverwendung
des Anfangs</translation>
    </message>
    <message>
        <source>last edit
to panels</source>
        <translation>letzte Änderung
bis zur Anzeige</translation>
    </message>
    <message>
        <source>Rows recomputed</source>
        <translation>Neu berechnete Reihen</translation>
    </message>
    <message>
        <source>Rows recomputed per layer</source>
        <translation>Neu berechnete Reihen je Schicht</translation>
    </message>
    <message>
        <source>Milliseconds of recent edits</source>
        <translation>Millisekunden der letzten Änderungen</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>CSV kopieren</translation>
    </message>
    <message>
        <source>Copy the figures of all edits as CSV</source>
        <translation>Die Zahlen aller Änderungen als CSV kopieren</translation>
    </message>
    <message>
        <source>A line an edit: milliseconds, rows and operations</source>
        <translation>Eine Zeile je Änderung: Millisekunden, Reihen und Rechenschritte</translation>
    </message>
    <message>
        <source>Layer shown behind the text</source>
        <translation>Schicht, die hinter dem Text zu sehen ist</translation>
    </message>
    <message>
        <source>Colours behind the text what a layer computed again in the last edit</source>
        <translation>Färbt hinter dem Text, was eine Schicht bei der letzten Änderung neu berechnet hat</translation>
    </message>
    <message>
        <source>Behind the text: nothing</source>
        <translation>Hinter dem Text: nichts</translation>
    </message>
    <message>
        <source>Behind the text: outputs</source>
        <translation>Hinter dem Text: Ausgaben</translation>
    </message>
    <message>
        <source>Behind the text: layer %1</source>
        <translation>Hinter dem Text: Schicht %1</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>Median %1</translation>
    </message>
    <message>
        <source>In all %1 edits: %2 operations instead of %3 (prefix reuse: %4), %5 spared, in %6</source>
        <translation>In allen %1 Änderungen: %2 Rechenschritte statt %3 (Wiederverwendung des Anfangs: %4), %5 gespart, in %6</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Recomputed of %1 rows</source>
        <translation>Neu berechnet von %1 Reihen</translation>
    </message>
    <message>
        <source>%1 operations instead of %2 (full) or %3 (prefix reuse)</source>
        <translation>%1 Rechenschritte statt %2 (ganz) oder %3 (Wiederverwendung des Anfangs)</translation>
    </message>
    <message>
        <source>revision %1 · %2 · %3 recomputed · %4 less work</source>
        <translation>Fassung %1 · %2 · %3 neu berechnet · %4 weniger Arbeit</translation>
    </message>
    <message>
        <source>%1 edits · p50 %2 · p95 %3 · p99 %4</source>
        <translation>%1 Änderungen · p50 %2 · p95 %3 · p99 %4</translation>
    </message>
    <message>
        <source>%1 merged · %2 cancelled · %3 stale</source>
        <translation>%1 vereint · %2 abgebrochen · %3 veraltet</translation>
    </message>
</context>
<context>
    <name>deltapad::SettingsDialog</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Only settings whose name or explanation holds this text are shown.</source>
        <translation>Nur Einstellungen, deren Name oder Erklärung diesen Text enthält, werden gezeigt.</translation>
    </message>
    <message>
        <source>No setting speaks of that.</source>
        <translation>Davon handelt keine Einstellung.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Every setting gets its standard value.</source>
        <translation>Jede Einstellung bekommt ihren üblichen Wert.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Settings have taken effect already.</source>
        <translation>Die Einstellungen gelten schon.</translation>
    </message>
    <message>
        <source>%1
Standard: %2</source>
        <translation>%1
Üblich: %2</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>Zurücksetzen: %1</translation>
    </message>
    <message>
        <source>Back to: %1</source>
        <translation>Zurück zu: %1</translation>
    </message>
</context>
<context>
    <name>deltapad::Shortcuts</name>
    <message>
        <source>Accept the suggestion (behind text)</source>
        <translation>Vorschlag annehmen (hinter Text)</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Accept the suggestion anywhere</source>
        <translation>Vorschlag überall annehmen</translation>
    </message>
    <message>
        <source>Alt+L</source>
        <translation>Alt+L</translation>
    </message>
    <message>
        <source>Accept its next word</source>
        <translation>Sein nächstes Wort annehmen</translation>
    </message>
    <message>
        <source>Ctrl+Right</source>
        <translation>Strg+Rechts</translation>
    </message>
    <message>
        <source>Accept it to the end of the sentence</source>
        <translation>Bis zum Satzende annehmen</translation>
    </message>
    <message>
        <source>Ctrl+Down</source>
        <translation>Strg+Ab</translation>
    </message>
    <message>
        <source>Hide it until the next word</source>
        <translation>Bis zum nächsten Wort verbergen</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ask for a suggestion</source>
        <translation>Um einen Vorschlag bitten</translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation>Strg+Leertaste</translation>
    </message>
    <message>
        <source>Another suggestion</source>
        <translation>Anderer Vorschlag</translation>
    </message>
    <message>
        <source>Alt+] and Alt+[</source>
        <translation>Alt+] und Alt+[</translation>
    </message>
    <message>
        <source>Word by word</source>
        <translation>Wort für Wort</translation>
    </message>
    <message>
        <source>Ctrl+Left and Ctrl+Right</source>
        <translation>Strg+Links und Strg+Rechts</translation>
    </message>
    <message>
        <source>Delete to the word&apos;s begin or end</source>
        <translation>Bis zum Anfang oder Ende des Wortes löschen</translation>
    </message>
    <message>
        <source>Ctrl+Backspace and Ctrl+Delete</source>
        <translation>Strg+Rücktaste und Strg+Entf</translation>
    </message>
    <message>
        <source>Paragraph from the left or from the right</source>
        <translation>Absatz von links oder von rechts</translation>
    </message>
    <message>
        <source>Ctrl+left Shift, Ctrl+right Shift</source>
        <translation>Strg+linke Umschalttaste, Strg+rechte Umschalttaste</translation>
    </message>
    <message>
        <source>Larger and smaller text</source>
        <translation>Größere und kleinere Schrift</translation>
    </message>
    <message>
        <source>Ctrl+mouse wheel</source>
        <translation>Strg+Mausrad</translation>
    </message>
    <message>
        <source>larger than 1 MiB, which no file of keys is</source>
        <translation>größer als 1 MiB, und das ist keine Datei mit Tasten</translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation>Byte %1: %2</translation>
    </message>
    <message>
        <source>expected {&quot;version&quot;: 1, &quot;keys&quot;: {…}}</source>
        <translation>erwartet wird {&quot;version&quot;: 1, &quot;keys&quot;: {…}}</translation>
    </message>
    <message>
        <source>there is no command %1</source>
        <translation>einen Befehl %1 gibt es nicht</translation>
    </message>
    <message>
        <source>%1: “%2” is no key</source>
        <translation>%1: „%2“ ist keine Taste</translation>
    </message>
</context>
<context>
    <name>deltapad::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Befehle und Tasten durchsuchen</translation>
    </message>
    <message>
        <source>Only commands whose name or keys hold this text are listed.</source>
        <translation>Nur Befehle, deren Name oder Tasten diesen Text enthalten, werden aufgeführt.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command, its keys, and the standard keys.</source>
        <translation>Befehl, seine Tasten und die üblichen Tasten.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press the keys that the chosen command shall have.</source>
        <translation>Drücken Sie die Tasten, die der gewählte Befehl haben soll.</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Gives these keys to the command</source>
        <translation>Gibt dem Befehl diese Tasten</translation>
    </message>
    <message>
        <source>Returns to the command&apos;s standard keys</source>
        <translation>Kehrt zu den üblichen Tasten des Befehls zurück</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Every command gets its standard keys</source>
        <translation>Jeder Befehl bekommt seine üblichen Tasten</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>Writes the changed keys to a file</source>
        <translation>Schreibt die geänderten Tasten in eine Datei</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Einlesen …</translation>
    </message>
    <message>
        <source>Takes the keys of a file</source>
        <translation>Übernimmt die Tasten einer Datei</translation>
    </message>
    <message>
        <source>Set of keys</source>
        <translation>Satz von Tasten</translation>
    </message>
    <message>
        <source>Takes a whole set of keys: for writers, or as code editors have them</source>
        <translation>Übernimmt einen ganzen Satz von Tasten: für Schreibende oder wie in Editoren für Quelltext</translation>
    </message>
    <message>
        <source>Take a set…</source>
        <translation>Satz übernehmen …</translation>
    </message>
    <message>
        <source>Prose</source>
        <translation>Prosa</translation>
    </message>
    <message>
        <source>Code-like</source>
        <translation>Wie für Quelltext</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>Tasten ausgeben</translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation>Tasten einlesen</translation>
    </message>
    <message>
        <source>Keys (*.json)</source>
        <translation>Tasten (*.json)</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would have no keys any more.</source>
        <translation>%1 gehört zu „%2“ und wäre dort weg.</translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys in the field above.</source>
        <translation>Wählen Sie einen Befehl und drücken Sie dann im Feld darüber seine neuen Tasten.</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Ausgegeben in %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2. No key was changed.</source>
        <translation>%1: %2. Keine Taste wurde geändert.</translation>
    </message>
    <message>
        <source>Imported from %1.</source>
        <translation>Eingelesen aus %1.</translation>
    </message>
</context>
<context>
    <name>deltapad::StatusChips</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Line end</source>
        <translation>Zeilenende</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Speed of the last edit</source>
        <translation>Tempo der letzten Änderung</translation>
    </message>
    <message>
        <source>Time from the last edit to all panels, share of rows recomputed, and operations saved against a full pass. Click for the Savings panel.</source>
        <translation>Zeit von der letzten Änderung bis zu allen Anzeigen, Anteil neu berechneter Reihen und gesparte Rechenschritte gegenüber einem vollen Durchgang. Ein Klick zeigt die Ersparnis.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>The model runs inside this program. Nothing is sent anywhere.</source>
        <translation>Das Modell läuft in diesem Programm. Nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>The model is being loaded</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>The text can be edited meanwhile.</source>
        <translation>Der Text lässt sich unterdessen bearbeiten.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Rechenwerk</translation>
    </message>
    <message>
        <source>Offline model · no network</source>
        <translation>Modell vor Ort · kein Netz</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Vor Ort</translation>
    </message>
    <message>
        <source>%1:%2 (%3 selected)</source>
        <translation>%1:%2 (%3 ausgewählt)</translation>
    </message>
    <message>
        <source>%1:%2</source>
        <translation>%1:%2</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 Wort</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>%1 Wörter</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 · %2 min</source>
        <translation>%1 · %2 min</translation>
    </message>
    <message>
        <source>Readability LIX %1, ARI %2 (below 30 and 6: easy; above 50 and 12: heavy)
</source>
        <translation>Lesbarkeit LIX %1, ARI %2 (unter 30 und 6: leicht; über 50 und 12: schwer)
</translation>
    </message>
    <message>
        <source>%1: %2 characters, %3, %4 sentences
Reading time about %5 minutes at 240 words a minute
%6Since the document was opened: %7 words</source>
        <translation>%1: %2 Zeichen, %3, %4 Sätze
Lesezeit etwa %5 Minuten bei 240 Wörtern je Minute
%6Seit dem Öffnen: %7 Wörter</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>%1 · full pass</source>
        <translation>%1 · voller Durchgang</translation>
    </message>
    <message>
        <source>%1 · %2 recomputed · %3 less work</source>
        <translation>%1 · %2 neu berechnet · %3 weniger Arbeit</translation>
    </message>
    <message>
        <source>○ loading model</source>
        <translation>○ Modell wird geladen</translation>
    </message>
    <message>
        <source>● %1</source>
        <translation>● %1</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source> · near the caret</source>
        <translation> · nahe der Schreibmarke</translation>
    </message>
    <message>
        <source>◌ no model</source>
        <translation>◌ kein Modell</translation>
    </message>
    <message>
        <source>◌ off for this document</source>
        <translation>◌ aus für dieses Dokument</translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionButton</name>
    <message>
        <source>Suggestion %1</source>
        <translation>Vorschlag %1</translation>
    </message>
    <message>
        <source>Insert (Alt+%1)</source>
        <translation>Einfügen (Alt+%1)</translation>
    </message>
    <message>
        <source>Suggestion %1: %2, %3</source>
        <translation>Vorschlag %1: %2, %3</translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionSwitch</name>
    <message>
        <source>eager</source>
        <translation>eifrig</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>auf Wunsch</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>S&amp;nooze for 10 minutes</source>
        <translation>Für 10 Minuten R&amp;uhe</translation>
    </message>
    <message>
        <source>&amp;Pause of calm mode</source>
        <translation>&amp;Pause im ruhigen Gang</translation>
    </message>
    <message>
        <source>Follow my own rhythm</source>
        <translation>Meinem Takt folgen</translation>
    </message>
    <message>
        <source>The pause is short for fast typists and longer for slow ones</source>
        <translation>Wer schnell tippt, hat eine kurze Pause, wer langsam tippt, eine längere</translation>
    </message>
    <message>
        <source>Pause in milliseconds</source>
        <translation>Pause in Millisekunden</translation>
    </message>
    <message>
        <source>How long to wait after a key before a suggestion shows</source>
        <translation>Wie lange nach einer Taste gewartet wird, bis ein Vorschlag erscheint</translation>
    </message>
    <message>
        <source>between 0.1 and 1 second</source>
        <translation>zwischen 0,1 und 1 Sekunde</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Pause of calm mode</source>
        <translation>Pause im ruhigen Gang</translation>
    </message>
    <message>
        <source>Never in this docu&amp;ment</source>
        <translation>Nie in diesem &amp;Dokument</translation>
    </message>
    <message>
        <source>Suggestions: %1</source>
        <translation>Vorschläge: %1</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>in Ruhe</translation>
    </message>
    <message>
        <source>When suggestions show. Click to change it.</source>
        <translation>Wann Vorschläge erscheinen. Ein Klick ändert es.</translation>
    </message>
    <message>
        <source>Never in this kind of file</source>
        <translation>Nie in solchen Dateien</translation>
    </message>
    <message>
        <source>Never in %1 files</source>
        <translation>Nie in %1-Dateien</translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionView</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>In the text: %1</source>
        <translation>Im Text: %1</translation>
    </message>
    <message>
        <source>%1. %2 (%3)</source>
        <translation>%1. %2 (%3)</translation>
    </message>
    <message>
        <source>There is no suggestion at the caret.</source>
        <translation>An der Schreibmarke gibt es keinen Vorschlag.</translation>
    </message>
    <message>
        <source>
Back in the text, Tab accepts the first and Alt+1 to Alt+5 insert by number.</source>
        <translation>
Zurück im Text nimmt Tab den ersten an, und Alt+1 bis Alt+5 fügen nach Nummer ein.</translation>
    </message>
    <message>
        <source>
Back in the text, Alt+1 to Alt+5 insert by number.</source>
        <translation>
Zurück im Text fügen Alt+1 bis Alt+5 nach Nummer ein.</translation>
    </message>
    <message>
        <source>Read-only; Escape returns to the text.</source>
        <translation>Nur zum Lesen; Esc kehrt zum Text zurück.</translation>
    </message>
</context>
<context>
    <name>deltapad::SuggestionsPanel</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Suggestions appear here while you write.</source>
        <translation>Hier erscheinen Vorschläge, während Sie schreiben.</translation>
    </message>
    <message>
        <source>No suggestion here.</source>
        <translation>Hier kein Vorschlag.</translation>
    </message>
    <message>
        <source>Tab accepts, Ctrl+→ takes a word</source>
        <translation>Tab nimmt an, Strg+→ ein Wort</translation>
    </message>
    <message>
        <source>Alt and the number inserts one</source>
        <translation>Alt und die Nummer fügt einen ein</translation>
    </message>
</context>
<context>
    <name>deltapad::TextEdit</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The document. Tab accepts a suggestion, Ctrl+Right its next word, Ctrl+Down its sentence, Escape hides it.</source>
        <translation>Das Dokument. Tab nimmt einen Vorschlag an, Strg+Rechts sein nächstes Wort, Strg+Ab seinen Satz, Esc verbirgt ihn.</translation>
    </message>
</context>
<context>
    <name>deltapad::Theatre</name>
    <message>
        <source>Replay theatre</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufnahme öffnen …</translation>
    </message>
    <message>
        <source>Reads recorded edits from a file</source>
        <translation>Liest aufgenommene Änderungen aus einer Datei</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Types the recording into the text</source>
        <translation>Tippt die Aufnahme in den Text</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Timeline: latency, savings, class</source>
        <translation>Zeitleiste: Verzug, Ersparnis, Klasse</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>Verzug</translation>
    </message>
    <message>
        <source>less work</source>
        <translation>weniger Arbeit</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>A trace of keys or a history of revisions plays here, in the window itself.</source>
        <translation>Eine Folge von Tasten oder von Fassungen läuft hier ab, im Fenster selbst.</translation>
    </message>
    <message>
        <source>%1 · edit %2 of %3</source>
        <translation>%1 · Änderung %2 von %3</translation>
    </message>
    <message>
        <source>%1 less work</source>
        <translation>%1 weniger Arbeit</translation>
    </message>
</context>
<context>
    <name>deltapad::TimeMachine</name>
    <message>
        <source>Time machine</source>
        <translation>Zeitmaschine</translation>
    </message>
    <message>
        <source>State of the text</source>
        <translation>Zustand des Textes</translation>
    </message>
    <message>
        <source>Class over the states</source>
        <translation>Klasse über die Zustände</translation>
    </message>
    <message>
        <source>Class shown</source>
        <translation>Gezeigte Klasse</translation>
    </message>
    <message>
        <source>Whose probability the curve shows</source>
        <translation>Wessen Wahrscheinlichkeit die Kurve zeigt</translation>
    </message>
    <message>
        <source>Bring this text back</source>
        <translation>Diesen Text zurückholen</translation>
    </message>
    <message>
        <source>The document becomes what it was in the chosen state; this can be undone</source>
        <translation>Das Dokument wird wieder, was es im gewählten Zustand war; das lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>State %1 of %2</source>
        <translation>Zustand %1 von %2</translation>
    </message>
</context>
<context>
    <name>deltapad::Tour</name>
    <message>
        <source>Guided tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Progress of the tour</source>
        <translation>Fortschritt des Rundgangs</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Ends the tour; the text stays as it is now</source>
        <translation>Beendet den Rundgang; der Text bleibt, wie er jetzt ist</translation>
    </message>
    <message>
        <source>A text of about 1,500 words. It is computed once, in full; from now on only what an edit changes.</source>
        <translation>Ein Text von etwa 1500 Wörtern. Er wird einmal ganz berechnet; von nun an nur, was eine Änderung ändert.</translation>
    </message>
    <message>
        <source>Now a race: the same edits are also computed in full, with the same kernels, on a spare thread. Both bars are measured.</source>
        <translation>Jetzt ein Wettlauf: Dieselben Änderungen werden auf einem freien Faden auch ganz berechnet, mit denselben Rechenkernen. Beide Balken sind gemessen.</translation>
    </message>
    <message>
        <source>Behind the text: what the last key computed again in one layer. Everything else was kept.</source>
        <translation>Hinter dem Text: was die letzte Taste in einer Schicht neu berechnet hat. Alles andere blieb.</translation>
    </message>
    <message>
        <source>Is it exact? The whole text is computed from scratch and compared, code by code and output by output.</source>
        <translation>Ist es genau? Der ganze Text wird von Grund auf berechnet und verglichen, Code für Code und Ausgabe für Ausgabe.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A word at the very start: everything behind it could depend on it.</source>
        <translation>Ein Wort ganz am Anfang: alles dahinter könnte davon abhängen.</translation>
    </message>
    <message>
        <source>A word replaced in the second paragraph.</source>
        <translation>Ein Wort im zweiten Absatz wird ersetzt.</translation>
    </message>
    <message>
        <source>A few words in the middle. A key/value cache would compute the second half again.</source>
        <translation>Einige Wörter in der Mitte. Ein Schlüssel-Wert-Speicher würde die zweite Hälfte neu berechnen.</translation>
    </message>
    <message>
        <source>A clause deleted. What follows closes up; the rows behind it keep what they know.</source>
        <translation>Ein Satzteil wird gelöscht. Der Rest rückt auf; die Reihen dahinter behalten, was sie wissen.</translation>
    </message>
    <message>
        <source>Further down, where little text is left behind the edit.</source>
        <translation>Weiter unten, wo hinter der Änderung nur noch wenig Text steht.</translation>
    </message>
    <message>
        <source>And a sentence typed at the end, as one writes.</source>
        <translation>Und ein Satz am Ende, wie man eben schreibt.</translation>
    </message>
</context>
</TS>
