"""How the documentation is built: `nox -s docs`. The pages of reference/ are written from the code."""  # noqa: INP001 - Sphinx reads this file by its path

from __future__ import annotations

import re
import sys
from importlib.metadata import version as version_of
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from from_code import write_pages  # noqa: E402 - found beside this file

project = "planguard"
author = "the planguard maintainers"
project_copyright = "the planguard maintainers, Apache-2.0"
version = release = version_of("planguard-iac")

extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["_build", "from_code", "reference/parts"]
myst_enable_extensions = ["deflist", "fieldlist"]
myst_heading_anchors = 3
smartquotes = False  # texts hold commands and addresses
nitpicky = True

html_theme = "furo"
html_title = f"planguard {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
html_show_search_summary = False  # it would be fetched, which pages on disk may not
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f5fbf", "color-brand-content": "#1f5fbf"},
    "dark_css_variables": {"color-brand-primary": "#7fb0ff", "color-brand-content": "#7fb0ff"},
}
copybutton_exclude = ".linenos, .gp, .go"
copybutton_selector = "div.highlight-sh pre, div.highlight-yaml pre"

_FETCHED = re.compile(
    r"""<(?:script|img|iframe)\b[^>]*\bsrc=["'](?:https?:)?//[^>]*>"""
    r"""|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|icon)["'])[^>]*\bhref=["'](?:https?:)?//[^>]*>"""
    r"""|@import\s+(?:url\()?["']?(?:https?:)?//\S+|url\(\s*["']?(?:https?:)?//[^)]*\)""",
    re.IGNORECASE,
)


def check_pages(app: Sphinx, error: Exception | None) -> None:
    """Refuse pages that would fetch something from the network when somebody reads them."""
    for path in sorted(Path(app.outdir).rglob("*")) if error is None else ():
        if path.suffix in {".html", ".css"}:
            found = _FETCHED.search(path.read_text(encoding="utf-8"))
            if found:
                raise ExtensionError(f"{path.relative_to(app.outdir)} fetches {found[0]}")


def setup(app: Sphinx) -> None:
    """Write the pages that come from the code before Sphinx looks for sources."""
    write_pages(HERE / "reference")
    app.connect("build-finished", check_pages)
