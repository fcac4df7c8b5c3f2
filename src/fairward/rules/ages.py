"""What changes as a child grows up: prompts to staff, months ahead of the 12th, 16th and 18th birthday.

It may not change anybody's access: it says what people should talk about, and from when.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from fairward.rules import calendars, records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class Age:
    """A birthday that matters, and what to do about it."""

    id: str
    at_age: int
    months_ahead: int
    words: str
    question: str
    done_when: str
    note: str
    provenance: Provenance


@dataclass(frozen=True)
class Prompt:
    """An age for one child: staff are asked from `prompt_from`, and the birthday is `birthday_on`."""

    age: Age
    prompt_from: date
    birthday_on: date

    @property
    def id(self) -> str:
        return self.age.id

    @property
    def words(self) -> str:
        return self.age.words

    def is_reached(self, today: date) -> bool:
        """Whether the birthday itself has come."""
        return self.birthday_on <= today

    def sentence(self, today: date) -> str:
        """ "Talk with the child about who sees their record: they turn 12 on 1 May 2027." """
        turn = "turned" if self.is_reached(today) else "turn"
        when = calendars.day_words(self.birthday_on)
        return f"{self.age.words}: they {turn} {self.age.at_age} on {when}."


@cache
def ages() -> tuple[Age, ...]:
    """Every age, in every version."""
    return tuple(
        Age(
            raw["id"], raw["at_age"], raw["months_ahead"], raw["words"], raw["question"], raw["done_when"],
            raw["note"], records.provenance_of(raw),
        )
        for raw in records.load("ages")["age"]
    )  # fmt: skip


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody reaches an age: born on 29 February, on 1 March of a year without one."""
    day = calendars.add_months(born_on, 12 * age)
    return day if day.day == born_on.day else calendars.add_days(day, 1)


def age_on(born_on: date, today: date) -> int:
    """Whole years on a day; 0 before the birth."""
    years = today.year - born_on.year
    return max(0, years if birthday(born_on, years) <= today else years - 1)


def all_prompts(born_on: date, on: date) -> list[Prompt]:
    """Each age for one child, passed and to come, in order; on: the day whose version of the rules applies."""
    found = [_prompt(age, born_on) for age in records.in_force(ages(), on)]
    return sorted(found, key=lambda prompt: prompt.birthday_on)


def prompts(born_on: date, today: date) -> list[Prompt]:
    """The ages that staff should be thinking of by today, the passed ones too: the caller leaves out what is done."""
    return [prompt for prompt in all_prompts(born_on, today) if prompt.prompt_from <= today]


def _prompt(age: Age, born_on: date) -> Prompt:
    day = birthday(born_on, age.at_age)
    return Prompt(age, calendars.add_months(day, -age.months_ahead), day)
