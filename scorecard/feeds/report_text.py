"""What a check says in plain words, the same on the command line, in the report workbook and on the page."""

from scorecard.feeds.contract import Severity
from scorecard.feeds.report import END_OF_SENTENCE, Checked, Problem

OUTCOMES = {
    "accepted": "Accepted. Nothing to mend.",
    "accepted_with_warnings": "Accepted, with things to look at.",
    "rows_refused": "Not accepted yet: some rows need mending.",
    "refused": "Refused: the file needs mending.",
    "already_received": "Received before. Nothing changed.",
}
NEXT_STEPS = {
    "accepted": "There is nothing more to do.",
    "accepted_with_warnings": "Look at each line. Where something is wrong, mend it in your own file and send the "
    "whole file again; where all is right, there is nothing more to do.",
    "rows_refused": "Mend the rows in your own file and send the whole file again. Where only a few rows are refused, "
    "the data officer can take in the others if you agree.",
    "refused": "Mend what stands below in your own file and send the whole file again. Nothing of it has been kept.",
    "already_received": "There is nothing more to do.",
}
SEVERITIES = {
    Severity.REFUSE_FILE: "must fix the file",
    Severity.REFUSE_ROW: "row refused",
    Severity.WARN: "check",
}
REMEDIES = {
    Severity.REFUSE_FILE: "Mend the file and send it again.",
    Severity.REFUSE_ROW: "Mend the row and send the file again.",
    Severity.WARN: "Check that it is right.",
}


def count_rows(checked: Checked) -> str:
    """Say how many rows came, and that none is missing from the sum."""
    if not checked.rows:
        return "No rows were checked."
    rows = "row" if checked.rows == 1 else "rows"
    return f"{checked.rows:,} {rows} received = {checked.accepted_rows:,} accepted + {checked.refused:,} refused."


def what_is_wrong(problem: Problem) -> str:
    """Give the first sentence of a problem."""
    return END_OF_SENTENCE.split(problem.message, maxsplit=1)[0]


def what_to_do(problem: Problem) -> str:
    """Give the other sentences of a problem, or what its severity asks for where it has only one."""
    return problem.remedy if problem.remedy != problem.message else REMEDIES[problem.severity]


def write_report(checked: Checked, *, most: int | None = None) -> str:
    """Write a check as text: the outcome, the counts, and each problem on a line."""
    lines = [OUTCOMES[checked.outcome], count_rows(checked)]
    shown = checked.problems[:most]
    lines += [f"  {SEVERITIES[problem.severity]}: {problem.sentence()}" for problem in shown]
    if len(shown) < len(checked.problems):
        lines.append(f"  … and {len(checked.problems) - len(shown)} more; see them all with scorecard check.")
    return "\n".join(lines)
