"""Opens a page of the dashboard without a browser."""

import html
import re

from streamlit.testing.v1 import AppTest

from scorecard.dashboard.navigation import FOLDER

ENTRY = FOLDER.with_name("entry.py")
SECONDS = 30


def open_page(name: str, **parameters: str) -> AppTest:
    """Open the entry script, then a page with these choices in its address."""
    app = AppTest.from_file(str(ENTRY), default_timeout=SECONDS)
    app.run()
    for parameter, value in parameters.items():
        app.query_params[parameter] = value
    return app.switch_page(f"screens/{name}.py").run()


def read_panels(app: AppTest) -> str:
    """Give the markup of every panel of the page that is shown."""
    return " ".join(element.proto.bytes.decode() for element in app.get("bidi_component"))


def read_title(app: AppTest) -> str:
    """Give the text of the page's one heading, which stands in a panel, or alone where there are no figures."""
    titles = [html.unescape(title) for title in re.findall(r"<h1[^>]*>(.*?)</h1>", read_panels(app))]
    titles += [title.value.removeprefix(":primary[").removesuffix("]").replace("\\", "") for title in app.title]
    assert len(titles) == 1, titles
    return titles[0]
