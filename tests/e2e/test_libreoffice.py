"""A workbook that LibreOffice opened and saved again says the same.

LibreOffice is large, so nothing here installs it; where it is at hand, it is tried.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from advisor.authoring.exporting import export_sources
from advisor.authoring.tables import to_tables
from advisor.authoring.workbook_source import to_source
from advisor.authoring.xlsx_reading import read_xlsx
from advisor.authoring.yaml_writing import to_files
from advisor.catalogue.source import read_sources
from advisor.resources import path as resource

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def test_the_catalogue_survives_being_saved_by_libreoffice(tmp_path: Path):
    source = read_sources(resource("catalogue"))
    path = tmp_path / "catalogue.xlsx"
    path.write_bytes(export_sources(source).data)
    command = [
        *(OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    tables = to_tables(read_xlsx((tmp_path / "saved" / path.name).read_bytes()))
    assert to_files(to_source(tables)) == to_files(source)
    assert tables.problems == []
