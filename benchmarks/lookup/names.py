"""Names of recruiters that do not exist, and how people write them wrongly.

Everything follows from a seed. A name has one or two words made of syllables, and one to three that
many firms bear; no two names of a list are equal. A list of a million is as crowded as that makes it.
"""

import random
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

SHARED: Final = (
    "karya", "jaya", "mandiri", "utama", "sejahtera", "abadi", "makmur", "sentosa", "perkasa",
    "prima", "bahtera", "nusantara", "indonesia", "internasional", "global", "mitra", "tenaga",
    "kerja", "sumber", "daya", "insan", "putra", "putri", "bina", "bakti", "citra", "cipta", "dian",
    "duta", "graha", "harapan", "indah", "inti", "jasa", "kencana", "lestari", "maju", "mega",
    "mulia", "multi", "niaga", "pratama", "purnama", "raya", "rejeki", "sakti", "sari", "satria",
    "sinar", "sukses", "surya", "timur", "barat", "tunas", "wahana", "wira", "bersama", "berkat",
    "anugerah", "amanah", "cahaya", "dharma", "bumi", "samudra", "lintas", "bangsa", "asia",
    "pasifik", "fajar", "guna", "gemilang", "husada", "arta", "buana", "usaha", "rama", "safir",
    "setia", "tama", "trans",
)  # fmt: skip
ONSETS: Final = (
    "b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y", "ng", "ny",
    "dj", "tj", "sy", "kr", "br", "tr", "pr",
)  # fmt: skip
VOWELS: Final = ["a", "a", "a", "i", "i", "u", "e", "o", "ai"]
ENDS: Final = ("", "", "", "", "n", "r", "h", "ng", "s", "l", "m", "k", "t")


class Question(NamedTuple):
    """What somebody types, which name is meant (its place in the list), and what was done to it."""

    text: str
    meant: int
    noise: str


def names(count: int, seed: int) -> list[str]:
    """So many different names, each as a register writes it."""
    chance = random.Random(f"names {seed}")
    own = [_made_up(chance) for _ in range(max(400, min(count, 40_000)))]
    made: dict[str, None] = {}
    while len(made) < count:
        many = chance.choices((1, 2, 3), (30, 50, 20))[0]
        words = [*chance.sample(SHARED, many)]
        words.insert(chance.randrange(len(words) + 1), chance.choice(own))
        if chance.random() < 0.15:
            words.insert(0, chance.choice(own))
        made[f"PT {' '.join(words)}".title().replace("Pt ", "PT ", 1)] = None
    return list(made)


def questions(listed: list[str], count: int, seed: int) -> Iterator[Question]:
    """So many names of the list, each written wrongly in one or two ways."""
    chance = random.Random(f"noise {seed}")
    for _ in range(count):
        meant = chance.randrange(len(listed))
        words = listed[meant].split()[1:]
        chosen = chance.sample(sorted(NOISE), chance.choices((1, 2), (65, 35))[0])
        for kind in chosen:
            words = NOISE[kind](words, chance)
        form = chance.choices(["", "PT ", "PT. ", "CV ", " PT"], (30, 30, 25, 5, 10))[0]
        text = " ".join(words)
        text = f"{text}{form}" if form == " PT" else f"{form}{text}"
        text = chance.choice((text, text.lower(), text.upper()))
        yield Question(text, meant, "+".join(sorted(chosen)))


def _made_up(chance: random.Random) -> str:
    syllables = [
        chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice((2, 2, 3, 3, 4)))
    ]
    return "".join(syllables) + chance.choice(ENDS)


def _typo(words: list[str], chance: random.Random) -> list[str]:
    words = list(words)
    for _ in range(chance.choice((1, 1, 2))):
        which = chance.randrange(len(words))
        word = words[which]
        at = chance.randrange(len(word))
        letter = chance.choice("abcdefghijklmnoprstuwy")
        words[which] = chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
    return [word for word in words if word]


def _swapped(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(max(len(words) - 1, 1))
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


def _joined(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(max(len(words) - 1, 1))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]


OLD: Final = (("j", "dj"), ("c", "tj"), ("u", "oe"), ("y", "j"), ("sy", "sj"), ("ny", "nj"))
HEARD: Final = (
    ("f", "p"),
    ("v", "f"),
    ("ks", "x"),
    ("h", ""),
    ("z", "s"),
    ("k", "kh"),
    ("s", "ss"),
    ("i", "y"),
)


def _spelt(pairs: tuple[tuple[str, str], ...]) -> Callable[[list[str], random.Random], list[str]]:
    def spell(words: list[str], chance: random.Random) -> list[str]:
        text = " ".join(words).lower()
        fitting = [pair for pair in pairs if pair[0] in text]
        if not fitting:
            return words
        spelling, other = chance.choice(fitting)
        return text.replace(spelling, other, chance.choice((1, 9))).split()

    return spell


def _shortened(words: list[str], chance: random.Random) -> list[str]:
    which = max(range(len(words)), key=lambda at: (len(words[at]), chance.random()))
    word = words[which]
    short = word[: chance.choice((3, 4))]
    return [*words[:which], short + chance.choice(("", ".")), *words[which + 1 :]]


def _cut(words: list[str], chance: random.Random) -> list[str]:
    if len(words) > 2 and chance.random() < 0.5:
        return words[:-1]
    text = " ".join(words)
    return text[: max(5, len(text) - chance.randrange(2, 6))].split()


NOISE: Final[dict[str, Callable[[list[str], random.Random], list[str]]]] = {
    "typo": _typo, "swapped": _swapped, "joined": _joined, "old": _spelt(OLD),
    "heard": _spelt(HEARD), "shortened": _shortened, "cut": _cut,
}  # fmt: skip
