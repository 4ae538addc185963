#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Acceptance checks of the real program with its bundled model, through the keyboard and the accessibility bus.

Not part of the test suite: it needs a screen, a message bus and, on Debian, the packages xvfb, xauth, xdotool,
dbus-daemon, at-spi2-core and python3-pyatspi.

    dbus-run-session -- xvfb-run -a -s "-screen 0 1400x900x24" tests/support/ten_checks.py PROGRAM [NUMBER...]
"""
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PATIENCE = 60.0
# Beginnings that the bundled model is sure how to go on with.
PHRASES = ["He was born in the United States of", " and on the other", " At the end of the", " for the first",
           " as well as a number of", " one of the most important"] * 3


def until(condition, what, patience=PATIENCE):
    """The first true answer of `condition`."""
    end = time.monotonic() + patience
    while True:
        try:
            answer = condition()
        except Exception:  # an object that is gone meanwhile
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + what)
        time.sleep(0.05)


def still(read, seconds, what):
    """The answer of `read` once it has been there, and the same, for so long."""
    seen = [None, time.monotonic()]

    def unchanged():
        now = read()
        if not now or now != seen[0]:
            seen[:] = [now, time.monotonic()]
        return now if now and time.monotonic() - seen[1] >= seconds else None

    return until(unchanged, what)


def act(node, number):
    """Chooses it. A menu answers only when it has closed: what happens tells whether it was chosen."""
    try:
        Atspi.Action.do_action(node, number)
    except Exception:
        pass


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


class Editor:
    def __init__(self, program, folder, *arguments):
        os.makedirs(folder, exist_ok=True)
        settings = os.path.join(folder, "settings.ini")
        if not os.path.exists(settings):
            with open(settings, "w", encoding="utf-8") as file:
                file.write("[suggestions]\nmode=eager\n[files]\nsampleShown=true\n")
        self.process = subprocess.Popen([program, "--profile", folder, *arguments])
        self.top = until(self.find_application, "the program on the accessibility bus")
        self.text_node = until(lambda: self.node(Atspi.Role.TEXT, "Text"), "the text")
        self.window = until(lambda: sorted(self.windows()), "the window")[-1]
        subprocess.run(["xdotool", "windowfocus", "--sync", self.window], check=False)
        time.sleep(0.3)

    def find_application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and application.get_process_id() == self.process.pid and application.get_child_count():
                return application
        return None

    def node(self, role, name):
        for node in walk(self.top):
            if node.get_role() == role and name in (node.get_name() or ""):
                return node
        return None

    def name_with(self, part):
        for node in walk(self.top):
            name = node.get_name() or ""
            if part in name and node.get_state_set().contains(Atspi.StateType.SHOWING):
                return name
        return None

    def text(self):
        return Atspi.Text.get_text(self.text_node, 0, Atspi.Text.get_character_count(self.text_node))

    def length(self):
        return Atspi.Text.get_character_count(self.text_node)

    def text_from(self, begin, end):
        return Atspi.Text.get_text(self.text_node, begin, end)

    def selection(self):
        """What is selected, as far as one line."""
        if Atspi.Text.get_n_selections(self.text_node) == 0:
            return ""
        part = Atspi.Text.get_selection(self.text_node, 0)
        return self.text_from(part.start_offset, part.end_offset)

    def selection_begin(self):
        """Where in the editor's text."""
        return Atspi.Text.get_selection(self.text_node, 0).start_offset

    def focused(self, name):
        return next((node for node in walk(self.top) if name in (node.get_name() or "") and
                     node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)

    def type(self, text, milliseconds=15):
        subprocess.run(["xdotool", "type", "--delay", str(milliseconds), text], check=True)

    def key(self, *names):
        subprocess.run(["xdotool", "key", *names], check=True)

    def titled(self, top, title):
        """The entry of a menu, whatever its letter for the keyboard."""
        return next((node for node in walk(top) if (node.get_name() or "").replace("&", "") == title), None)

    def trigger(self, *path):
        """Opens each menu of the path and chooses its last entry."""
        node = self.top
        for title in path:
            top = node
            node = until(lambda: self.titled(top, title), f"the entry {title}")
            act(node, 0)
        self.key("Escape", "Escape", "Escape")  # menus that were opened this way stay open

    def windows(self):
        """Those on the screen, menus too: a menu that a key has opened is not on the bus."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True, check=False)
        return set(found.stdout.split())

    def open_fixes(self):
        """The menu of fixes for the remark at the caret."""
        before = self.windows()
        self.key("alt+Return")
        until(lambda: self.windows() - before, "the menu of fixes")

    def close(self):
        self.process.terminate()
        self.process.wait()


def check_2(program, folder):
    editor = Editor(program, folder)
    editor.key("Tab")
    until(lambda: editor.text() == "\t", "a tab in an empty line")
    editor.key("BackSpace")
    for phrase in PHRASES:
        editor.type(phrase, 25)
        if not editor.name_with("Tab accepts “"):
            time.sleep(1.5)
        if editor.name_with("Tab accepts “"):
            break
    hint = editor.name_with("Tab accepts “")
    assert hint, "no suggestion"
    before = editor.text()
    editor.key("Tab")
    until(lambda: len(editor.text()) > len(before), "the accepted suggestion")
    after = editor.text()
    assert after.startswith(before) and "\t" not in after, after
    editor.key("ctrl+z")
    until(lambda: editor.text() == before, "the text before")
    editor.close()
    return f"{hint!r}; Tab added {after[len(before):]!r}; Ctrl+Z restored {len(before)} characters"


def check_4(program, folder):
    editor = Editor(program, folder)
    editor.type("These words were never saved. ")
    until(lambda: "never saved" in editor.text(), "what was typed")
    time.sleep(2.1)
    editor.process.send_signal(signal.SIGKILL)
    editor.process.wait()
    again = Editor(program, folder)
    said = until(lambda: again.name_with("Unsaved changes of"), "the offer")
    assert again.name_with("Recover")
    button = next(node for node in walk(again.top) if node.get_name() == "Recover")
    act(button, 0)
    until(lambda: "These words were never saved. " in again.text(), "the recovered text")
    again.close()
    return f"{said!r}; Recover brought the text back"


def check_5(program, folder):
    target = os.path.join(folder, "target.txt")
    link = os.path.join(folder, "link.txt")
    os.makedirs(folder, exist_ok=True)
    with open(target, "w", encoding="utf-8") as file:
        file.write("one\n")
    os.chmod(target, 0o640)
    os.symlink("target.txt", link)
    editor = Editor(program, folder, link)
    until(lambda: editor.text().startswith("one"), "the file")
    editor.type("x")
    editor.key("ctrl+s")
    until(lambda: open(target, encoding="utf-8").read() == "xone\n", "the saved file")
    assert os.path.islink(link)
    mode = stat.S_IMODE(os.stat(target).st_mode)
    assert mode == 0o640, oct(mode)
    editor.close()
    return f"link kept, permissions {oct(mode)}"


def check_6(program, folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "line.txt")
    line = "some words of a line that never ends " * 28340
    with open(path, "w", encoding="utf-8") as file:
        file.write(line)
    editor = Editor(program, folder, path)
    bar = until(lambda: editor.name_with("A line is longer than"), "the bar")
    until(lambda: editor.length() >= len(line), "the text")
    editor.key("ctrl+End")
    keys = "the tide came in slowly and nobody spoke " * 5
    before = editor.length()
    begin = time.monotonic()
    editor.type(keys, 10)
    sent = time.monotonic() - begin
    until(lambda: editor.length() >= before + len(keys), "the typed text")
    behind = time.monotonic() - begin - sent
    editor.key("ctrl+s")
    until(lambda: os.path.getsize(path) == len(line) + len(keys), "the saved file")
    assert open(path, encoding="utf-8").read() == line + keys, "other bytes"
    editor.close()
    return f"{bar[:60]!r}…; {len(keys)} keys sent in {sent:.1f} s, all shown {behind * 1000:.0f} ms later; bytes as typed"


def check_7(program, folder):
    editor = Editor(program, folder)
    editor.type("The water was quiet and the qwzrt boats lay still. ")
    speed = "Speed of the last edit: "
    work = still(lambda: editor.name_with(speed), 3, "the speed of the last edit")
    editor.trigger("View", "Theme", "Dark")
    until(lambda: editor.titled(editor.top, "Dark").get_state_set().contains(Atspi.StateType.CHECKED), "the theme")
    now = still(lambda: editor.name_with(speed), 2, "the speed of the last edit")
    assert now == work, f"the theme made the engine work: {now!r} after {work!r}"
    subprocess.run(["xdotool", "windowfocus", "--sync", editor.window], check=False)

    def remark_selected():
        if Atspi.Text.get_n_selections(editor.text_node) == 0:
            editor.key("F8")  # the word may not have been looked at yet
            time.sleep(0.5)
            return False
        return True

    until(remark_selected, "the selected remark")
    editor.open_fixes()
    editor.key("a")  # the letter of "Add to dictionary"
    words = os.path.join(folder, "words.txt")
    until(lambda: "qwzrt" in open(words, encoding="utf-8").read(), "the word in the dictionary")
    now = still(lambda: editor.name_with(speed), 2, "the speed of the last edit")
    # While the status bar tells of the remark, the figure may stand there in short.
    assert now.startswith(work) or work.startswith(now), f"the dictionary made the engine work: {now!r} after {work!r}"
    editor.close()
    return f"{work!r} before and after both; the dictionary has the word"


def check_8(program, folder):
    editor = Editor(program, folder)
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    editor.type("The wind had turned before noon and the boats came in one after the other. " * 3, 4)
    done = 0
    while done < 1000:
        kind = chance.randrange(5)
        if kind == 0:
            editor.key(*["Left"] * chance.randrange(1, 60))
        elif kind == 1:
            editor.key(*["Right"] * chance.randrange(1, 60))
        elif kind == 2:
            count = chance.randrange(1, 12)
            editor.key(*["BackSpace"] * count)
            done += count
        else:
            word = chance.choice(["sea ", "harbour ", "and then ", "slowly, ", "boat "])
            editor.type(word, 4)
            done += len(word)
    editor.trigger("Demonstrate", "Verify now")
    said = until(lambda: editor.name_with("Difference 0 in") or editor.name_with("differ;"), "the verdict", 180)
    assert "Difference 0" in said, said
    editor.close()
    return f"seed {seed}, {done} edits: {said}"


def check_9(program, folder):
    editor = Editor(program, folder, "--model", "/nonexistent")
    bar = until(lambda: editor.name_with("Everything else works without a model"), "the bar")
    editor.type("usable")
    until(lambda: editor.text().startswith("usable"), "what was typed")
    editor.close()
    return repr(bar)


def check_10(program, folder):
    editor = Editor(program, folder)
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(
        (event.type, event.source.get_name() if event.source else "")))
    for kind in ("object:property-change:accessible-name", "object:announcement", "object:state-changed:showing"):
        listener.register(kind)
    from gi.repository import GLib
    loop = GLib.MainContext.default()
    for phrase in PHRASES:
        editor.type(phrase, 25)
        end = time.monotonic() + 2
        while time.monotonic() < end:
            while loop.iteration(False):  # every key brings many events
                pass
            time.sleep(0.01)
        if any("accepts “" in name for _, name in heard):
            break
    told = [(kind, name) for kind, name in heard if "accepts “" in name]
    assert told, "no suggestion was announced"
    reached = []
    editor.key("ctrl+m")
    for _ in range(60):
        editor.key("Tab")
        time.sleep(0.05)
        focused = next((n for n in walk(editor.top) if n.get_state_set().contains(Atspi.StateType.FOCUSED)), None)
        name = focused.get_name() if focused else None
        if name and name not in reached:
            reached.append(name)
    editor.close()
    return f"announced {told[0]}; Tab reached {len(reached)} controls: {', '.join(n[:24] for n in reached)}"


CHECKS = {2: check_2, 4: check_4, 5: check_5, 6: check_6, 7: check_7, 8: check_8, 9: check_9, 10: check_10}


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = [int(number) for number in sys.argv[2:]] or sorted(CHECKS)
    failed = 0
    for number in wanted:
        folder = tempfile.mkdtemp(prefix="deltapad-check-")
        try:
            print(f"{number:2} passed: {CHECKS[number](program, folder)}", flush=True)
        except Exception as problem:
            failed += 1
            print(f"{number:2} FAILED: {problem!r}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
