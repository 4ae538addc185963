#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What Orca says while the real program is used by keys.

Not part of the test suite: it needs what ten_checks.py needs, and orca, speech-dispatcher, a window manager (openbox),
and a home folder of its own, because Orca keeps settings there.

    HOME=$(mktemp -d) dbus-run-session -- xvfb-run -a -s "-screen 0 1400x900x24" tests/support/orca_speech.py PROGRAM
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from ten_checks import PHRASES, Editor, until

SPEECHD = """LogLevel 1
LogDir "default"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""


class Ear:
    """Reads what Orca gives to the speech synthesiser from Orca's own log."""

    def __init__(self, log):
        self.log = log
        self.place = 0

    def since(self):
        with open(self.log, "rb") as file:
            file.seek(self.place)
            part = file.read().decode("utf-8", "replace")
        whole = part.rfind("\n") + 1
        self.place += len(part[:whole].encode("utf-8"))
        return [text for text in re.findall(r"SPEECH OUTPUT: '(.*?)' ?[\[{]", part[:whole]) if text.strip()]

    def wait(self, what, told, patience=20.0):
        """Until one of the things said holds `told`; everything said since the last wait."""
        said = []

        def heard():
            said.extend(self.since())
            return any(told in text for text in said)

        try:
            until(heard, what, patience)
        except AssertionError:
            raise AssertionError(f"{what}: Orca said {said}, not {told!r}") from None
        time.sleep(0.7)
        said.extend(self.since())
        print(f"{what}: {' | '.join(said)}", flush=True)
        return said


def listen(program, folder, ear):
    editor = Editor(program, os.path.join(folder, "profile"))
    ear.wait("the text has the focus", "Text text")
    for phrase in PHRASES[:6]:
        editor.type(phrase, 30)
        time.sleep(1.5)
        if editor.name_with("accepts “"):
            break
    ear.wait("a suggestion, after a pause", "accepts “")
    editor.key("Tab")
    time.sleep(1)
    editor.key("ctrl+z")
    editor.type(" xqzzt z", 60)
    ear.wait("typed", "x")
    editor.key("BackSpace")
    said = ear.wait("Backspace", "backspace")
    assert "z" in said, said
    editor.type(". ")
    time.sleep(1.5)
    editor.key("F8")
    ear.wait("F8", "xqzzt. Alt+Enter offers fixes")
    editor.open_fixes()
    ear.wait("the menu of fixes", "Ignore here")
    editor.key("Escape")
    editor.key("ctrl+End", "F4")
    ear.wait("F4", "Read-only; Escape returns to the text")
    editor.key("Escape")
    ear.wait("back in the text", "Text text")
    editor.key("ctrl+comma")
    ear.wait("settings", "Settings dialog")
    editor.key("Tab", "Tab")
    editor.key("Escape")
    ear.wait("back in the text", "Text text")
    editor.key("ctrl+f")
    editor.type("i", 50)
    editor.key("Return")
    ear.wait("find, Return", " of ")
    editor.key("Escape", "ctrl+Home", "ctrl+m")
    said = []
    for _ in range(30):
        editor.key("Tab")
        time.sleep(0.8)
        said += ear.since()
    print("Tab: " + " | ".join(said), flush=True)
    for part in ("Suggestion 1: ", "Classes of: Document", " %", "Verify now", "Position: ", "Remarks tree"):
        assert any(part in text for text in said), f"Tab: Orca never said {part!r}"
    editor.close()


def main():
    program = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="deltapad-orca-")
    home = os.environ["HOME"]
    os.makedirs(os.path.join(home, ".config", "speech-dispatcher"), exist_ok=True)
    with open(os.path.join(home, ".config", "speech-dispatcher", "speechd.conf"), "w", encoding="ascii") as file:
        file.write(SPEECHD)
    log = os.path.join(folder, "orca.log")
    helpers = []
    try:
        with open(os.devnull, "w", encoding="ascii") as nothing:
            for command in (["openbox"], ["orca", "--replace", "--debug-file", log]):
                helpers.append(subprocess.Popen(command, stdout=nothing, stderr=nothing))
        ear = Ear(log)
        until(lambda: os.path.exists(log), "Orca")
        ear.wait("Orca", "Screen reader on")
        listen(program, folder, ear)
    finally:
        for helper in helpers:
            helper.kill()
            helper.wait()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
