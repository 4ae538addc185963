#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A file of 100 MB in the real program, by keys: opened, typed in, searched, replaced, undone, saved, left.

Not part of the test suite: it needs what ten_checks.py needs.

    dbus-run-session -- xvfb-run -a -s "-screen 0 1400x900x24" \\
        tests/support/large_by_keys.py PROGRAM [lines|line|paragraphs] [MEGABYTES] [SEED]

While the keys are played, the thread of the user interface is asked something over the accessibility bus again and
again. Said for each step: the longest time that it left a question unanswered, and memory. At the end the saved
bytes are compared with the expected ones. Fails when a step is not what it should be, not when it is slow.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from gi.repository import Gio, GLib

from ten_checks import PATIENCE, Editor, until

WORDS = ("the tide came in slowly and nobody spoke while boats lay still in a harbour that had been quiet since "
         "noon when wind turned north over grey water and left rope salt timber light behind").split()
MARK = "qzxlighthouse"


class Ping:
    """Asks the thread of the user interface one thing after the other and keeps the longest wait for an answer."""

    def __init__(self, pid):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = self.call(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        daemon = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        names = self.call(self.bus, *daemon, "ListNames")[0]
        self.name = next(name for name in names if name.startswith(":") and self.call(
            self.bus, *daemon, "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0] == pid)
        self.longest = 0.0
        self.asked = None  # when the question was asked that has no answer yet
        self.over = False
        threading.Thread(target=self.run, daemon=True).start()

    @staticmethod
    def call(bus, name, path, interface, method, arguments=None):
        return bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 600000).unpack()

    def run(self):
        while not self.over:
            self.asked = time.monotonic()
            try:
                self.call(self.bus, self.name, "/org/a11y/atspi/accessible/root", "org.a11y.atspi.Accessible",
                          "GetRole")
            except GLib.Error:
                return  # it has ended
            self.longest = max(self.longest, time.monotonic() - self.asked)
            self.asked = None
            time.sleep(0.005)

    def take(self):
        """Milliseconds, since the last call; a question that is still open counts."""
        asked = self.asked
        longest = max(self.longest, time.monotonic() - asked if asked else 0.0)
        self.longest = 0.0
        return longest * 1000


def memory(pid, field):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(field)) // 1024


def words(chance, count):
    return " ".join(chance.choices(WORDS, k=count))


def make(kind, size, chance):
    """About `size` characters. The mark stands once, near the end."""
    out = []
    length = 0
    pool = [words(chance, chance.randrange(5, 15)) for _ in range(5000)]
    while length < size:
        part = chance.choice(pool)
        if kind == "lines":
            part += "." + chance.choice(["\n", "\n", "\n\n"])
        else:
            part += ". "
            if kind == "paragraphs" and length // (size // 10) != (length + len(part)) // (size // 10):
                part = part[:-1] + "\n"
        out.append(part)
        length += len(part)
    out.insert(len(out) - 40, MARK + " stood alone. ")
    return "".join(out)


def play(program, kind, size, seed, folder):
    chance = random.Random(seed)
    path = os.path.join(folder, "large.txt")
    text = make(kind, size, chance)
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write(text)
    print(f"{kind}, {len(text)} bytes, {text.count(chr(10)) + 1} lines, seed {seed}", flush=True)
    start = time.monotonic()
    editor = Editor(program, os.path.join(folder, "profile"), path)
    try:
        use(editor, path, text, start)
    finally:
        editor.process.kill()
        editor.process.wait()


def use(editor, path, text, start):
    shown = time.monotonic() - start
    ping = Ping(editor.process.pid)
    slowest = [0.0]

    def step(what):
        time.sleep(0.7)  # what follows on a pause belongs to the step
        wait = ping.take()
        slowest[0] = max(slowest[0], wait)
        print(f"  {what}: longest without an answer {wait:.0f} ms; memory {memory(editor.process.pid, 'VmRSS')} MB",
              flush=True)

    def wait(condition, what, patience=PATIENCE):
        answer = until(lambda: editor.process.poll() is not None or condition(), what, patience)
        assert editor.process.poll() is None, "the program ended before " + what
        return answer

    def position():
        return editor.name_with("Position: ")

    editor.type("early ")
    step(f"keys while it loads, window there after {shown:.1f} s")
    wait(lambda: not editor.name_with("Opening large.txt") and editor.length() >= len(text), "the whole text", 300)
    early = editor.length() > len(text) and editor.text_from(0, 6) == "early "
    expected = ("early " if early else "") + text
    step(f"loaded after {time.monotonic() - start:.1f} s, keys of before {'in the text' if early else 'not taken'}")

    editor.key("ctrl+Home")
    editor.type("At the start. ")
    expected = "At the start. " + expected
    wait(lambda: editor.text_from(0, 14) == "At the start. ", "what was typed at the start")
    step("typed at the start")

    editor.key("ctrl+End")
    editor.type(" At the end.")
    expected += " At the end."
    wait(lambda: editor.text_from(editor.length() - 12, editor.length()) == " At the end.", "what was typed at the end")
    step("Ctrl+End, typed at the end")

    before = position()
    editor.key("Prior", "Prior", "Prior")
    wait(lambda: position() != before, "another page")
    step("three pages up")

    editor.key("ctrl+a")
    step("Ctrl+A")
    editor.key("ctrl+f")
    wait(lambda: editor.focused("Find"), "the field of the search")
    step("Ctrl+F with all selected")
    editor.key("Escape")
    editor.key("ctrl+Home")
    step("Ctrl+Home")
    editor.key("ctrl+h")
    editor.type(MARK, 40)
    wait(lambda: editor.selection() == MARK, "the word found")
    at = editor.selection_begin()  # not its place in the file: a line shown in parts has a character more at each
    step("searched, found near the end")

    editor.key("Tab")
    field = wait(lambda: editor.focused("Replace with"), "the field of the replacement")
    assert field
    editor.type("beacon")
    editor.key("Return")
    wait(lambda: editor.text_from(at, at + 6) == "beacon", "the replacement")
    step("replaced one")
    editor.key("Escape")
    editor.key("ctrl+z")
    wait(lambda: editor.text_from(at, at + len(MARK)) == MARK, "the text before the replacement")
    step("undone")
    editor.key("ctrl+shift+z")
    wait(lambda: editor.text_from(at, at + 6) == "beacon", "the replacement again")
    expected = expected.replace(MARK, "beacon")
    step("redone")

    editor.key("ctrl+s")
    editor.key("ctrl+End")
    editor.type("!")  # while it is being saved
    wait(lambda: os.path.getsize(path) == len(expected), "the saved file", 120)
    step("saved, a key meanwhile")
    with open(path, encoding="ascii", newline="") as file:
        assert file.read() == expected, "other bytes than expected"
    expected += "!"
    editor.key("ctrl+s")
    wait(lambda: os.path.getsize(path) == len(expected), "the second save", 120)
    with open(path, encoding="ascii", newline="") as file:
        assert file.read() == expected, "other bytes than expected"
    step("saved again, bytes as expected both times")
    most = memory(editor.process.pid, "VmHWM")
    ping.over = True
    leave = time.monotonic()
    editor.key("ctrl+q")
    editor.process.wait(60)
    assert editor.process.returncode == 0, editor.process.returncode
    print(f"  left in {time.monotonic() - leave:.1f} s; longest of all {slowest[0]:.0f} ms; most memory {most} MB",
          flush=True)


def main():
    program = os.path.abspath(sys.argv[1])
    kinds = sys.argv[2:3] or ["lines"]
    size = int(sys.argv[3] if len(sys.argv) > 3 else 100) * 1000 * 1000
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 30)
    for kind in kinds:
        folder = tempfile.mkdtemp(prefix="deltapad-large-")
        try:
            play(program, kind, size, seed, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
