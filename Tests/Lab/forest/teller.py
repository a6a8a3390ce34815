"""Plays the story in a process whose clock is faked: `teller.py FOLDER STATE new|continue`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from forest import clock, directory, layout, story  # noqa: E402 - the path must be set first


def main(folder, state, beginning):
    forest = directory.Directory(folder, clock.Clock())
    story.play(forest, story.continuation(state) if beginning == "continue" else story.story(state))
    layout.Layout(folder).write_state(state)


if __name__ == "__main__":
    main(*sys.argv[1:])
