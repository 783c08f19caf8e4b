"""Runs a notebook from top to bottom and fails on the first error: execute.py NOTEBOOK.ipynb FOLDER-OF-RESULTS."""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

# Each notebook looks at one of the two.
os.environ["TROCHA_ASSESSMENT"] = os.environ["TROCHA_BATCH"] = str(Path(sys.argv[2]).resolve())
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
print(f"{sum(cell.cell_type == 'code' for cell in notebook.cells)} cells ran")
