"""Measurements of whole calls in Markdown: the latest in full, those before it in short."""

from collections.abc import Iterable, Sequence

from ivr.bench_calls import Quality, Worst
from ivr.simulation.causes import CAUSES
from ivr.simulation.figures import Condition, Figures
from ivr.simulation.shares import Share, Typical

BEFORE = 6
"""Earlier measurements that are shown; the history has all."""
SMALL = 20
WORDS = 30
"""A question is shown when at least so many words were said in answer to it."""
COLUMNS = (
    "calls",
    "of",
    "got what they wanted",
    "automated",
    "wrong with confidence",
    "turns",
    "seconds",
    "repairs a call",
)


def percent(share: Share) -> str:
    """ "93.1 % (90–95)": the share and its interval; "–" of nothing."""
    if not share.of:
        return "–"
    low, high = share.interval
    return f"{100 * share.value:.1f} % ({100 * low:.0f}–{100 * high:.0f})"


def typical(value: Typical | None) -> str:
    """ "6 (5–7)": the median and its interval, where there are values enough for one; "–" of nothing."""
    if value is None:
        return "–"
    return _plain(value.median) + (f" ({'–'.join(map(_plain, value.interval))})" if value.interval else "")


def _plain(value: float) -> str:
    """Tenths of what is small: 6.5 turns, 1487 ms."""
    return f"{value:.0f}" if value >= SMALL else f"{value:.1f}".removesuffix(".0")


def summary(measured: Sequence[Quality]) -> str:
    """All measurements, the latest last."""
    *earlier, now = measured
    parts = [
        f"Measured on commit `{now.commit}`, {now.day}, half `{now.half}`, seed {now.seed}, "
        f"scenarios `{now.scenarios}`. Shares and medians with their 95 % interval.",
        _table(COLUMNS, map(_row, now.conditions)),
        *_section("Why calls failed", _causes(now.conditions)),
        *_section("By kind of caller: got what they wanted", _kinds(now.conditions)),
        *_section("Repairs, barge-ins and answer gaps", _talking(now.conditions)),
        *_section("Words heard wrongly, by question", _words(now.conditions)),
        *_section("Taken for something else", _confusions(now.conditions)),
        *_section("The ten worst", _worst(now.worst)),
        *_section("Before", _before(earlier[-BEFORE:])),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, table: str) -> list[str]:
    return [f"### {title}", table] if table else []


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Empty without rows."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|", *lines]) if lines else ""


def _row(each: Condition) -> tuple[str, ...]:
    figures = each.all
    shares = map(percent, (figures.success, figures.automated, figures.wrong))
    medians = map(typical, (figures.turns, figures.seconds))
    return each.name, str(each.calls), *shares, *medians, f"{each.repairs_a_call:.2f}"


def _causes(conditions: Sequence[Condition]) -> str:
    failed = [each for each in conditions if each.causes]
    return _table(
        ("calls", "failed", *CAUSES),
        (
            (
                each.name,
                f"{each.calls - each.all.success.hits} of {each.calls}",
                *(str(each.causes.get(cause, 0)) for cause in CAUSES),
            )
            for each in failed
        ),
    )


def _kinds(conditions: Sequence[Condition]) -> str:
    kinds = sorted({kind for each in conditions for kind in each.by_kind})
    return _table(
        ("caller", *(each.name for each in conditions)),
        ((kind, *(_of(each.by_kind.get(kind)) for each in conditions)) for kind in kinds),
    )


def _of(figures: Figures | None) -> str:
    return f"{percent(figures.success)} of {figures.success.of}" if figures else "–"


def _talking(conditions: Sequence[Condition]) -> str:
    known = [each for each in conditions if each.repaired.of]
    return _table(
        ("calls", "turns repaired", "because", "false barge-ins", "answer after, ms", "95 % of answers within, ms"),
        (
            (
                each.name,
                f"{percent(each.repaired)} of {each.repaired.of}",
                ", ".join(f"{cause} {times}" for cause, times in each.repairs_by_cause.items()) or "–",
                f"{each.false_barge_ins.hits} of {each.false_barge_ins.of}" if each.gap_ms else "–",
                f"{typical(each.gap_ms)} of {each.gap_ms.of}" if each.gap_ms else "–",
                f"{each.gap_ms.p95:.0f}" if each.gap_ms and each.gap_ms.p95 is not None else "–",
            )
            for each in known
        ),
    )


def _words(conditions: Sequence[Condition]) -> str:
    heard = [each for each in conditions if each.word_errors]
    slots = dict.fromkeys(slot for each in heard for slot, share in each.word_errors.items() if share.of >= WORDS)
    rows = [("all", *(_share_of(each.words) for each in heard))] if heard else []
    rows += [(slot, *(_share_of(each.word_errors.get(slot, Share(0, 0))) for each in heard)) for slot in slots]
    return _table(("question", *(each.name for each in heard)), rows)


def _share_of(share: Share) -> str:
    return f"{percent(share)} of {share.of}" if share.of else "–"


def _confusions(conditions: Sequence[Condition]) -> str:
    return _table(
        ("calls", "taken for something else", "which"),
        (
            (
                each.name,
                _share_of(each.confused),
                ", ".join(
                    f"{one.meant} → {one.got}" + (f" {one.times}" if one.times > 1 else "") for one in each.confusions
                ),
            )
            for each in conditions
            if each.confusions
        ),
    )


def _worst(worst: Sequence[Worst]) -> str:
    return _table(
        ("call", "calls", "cause", "what failed"),
        (
            (
                each.name,
                each.condition,
                each.cause + (", wrong with confidence" if each.wrong_with_confidence else ""),
                each.failure,
            )
            for each in worst
        ),
    )


def _before(earlier: Sequence[Quality]) -> str:
    return _table(
        ("day", "commit", "half", "seed", "scenarios", *COLUMNS),
        (
            (each.day, f"`{each.commit}`", each.half, str(each.seed), f"`{each.scenarios}`", *_row(condition))
            for each in reversed(earlier)
            for condition in each.conditions
        ),
    )
