"""Settings kept by content: the newest are found again, and the folder does not grow for ever."""

import os
from pathlib import Path

from toollib import settings_cache
from toollib.settings_file import read_settings


def test_only_the_newest_wordings_are_kept(tmp_path: Path) -> None:
    (tmp_path / "kinds-of-another-cache").write_text("not ours to drop")
    wordings = [
        f"name: No {number}\ncurrency: EUR\ntime-zone: Europe/Berlin\n".encode() for number in range(40)
    ]
    for age, source in enumerate(wordings):
        settings_cache.keep(tmp_path, source, (), read_settings(source, "library.yaml").usable)
        for entry in tmp_path.glob("settings-*"):  # each as if it were written a second after the one before
            if entry.stat().st_mtime_ns > 1_000 * 10**9:
                os.utime(entry, ns=(age * 10**9, age * 10**9))
    there = [settings_cache.find(tmp_path, source, ()) for source in wordings]
    assert all(there[-10:])
    assert not any(there[:10])
    assert len(list(tmp_path.glob("settings-*"))) == sum(each is not None for each in there) < 20
    assert (tmp_path / "kinds-of-another-cache").exists()
